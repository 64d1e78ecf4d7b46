"""Rows as values: what the storage gives and takes. Instants are aware, in Asia/Tokyo."""

from booking_service.storage.records.availability import FeedRow, RoomDayRecord, RoomUnitsRecord
from booking_service.storage.records.bookings import (
    FeeLineRecord,
    Holder,
    HoldingRecord,
    PlaceRecord,
    ReservationRecord,
    UseRecord,
)
from booking_service.storage.records.figures import BATCH_SIZES, Figures, WriterFigures
from booking_service.storage.records.jobs import DueJob
from booking_service.storage.records.json import Json
from booking_service.storage.records.lottery import ApplicationRecord, DrawRecord
from booking_service.storage.records.registrants import RegistrantRecord, SessionRecord
from booking_service.storage.records.staff import (
    AuditRecord,
    ChangeRecord,
    ClosingRecord,
    EnrolmentCodeRecord,
    KioskStateRecord,
    NoticeRecord,
    SettlementRecord,
    StaffAccountRecord,
    StaffSessionRecord,
)
from booking_service.storage.records.terminals import KioskRecord
from booking_service.storage.records.writes import StoredWrite

__all__ = [
    "BATCH_SIZES",
    "ApplicationRecord",
    "AuditRecord",
    "ChangeRecord",
    "ClosingRecord",
    "DrawRecord",
    "DueJob",
    "EnrolmentCodeRecord",
    "FeeLineRecord",
    "FeedRow",
    "Figures",
    "Holder",
    "HoldingRecord",
    "Json",
    "KioskRecord",
    "KioskStateRecord",
    "NoticeRecord",
    "PlaceRecord",
    "RegistrantRecord",
    "ReservationRecord",
    "RoomDayRecord",
    "RoomUnitsRecord",
    "SessionRecord",
    "SettlementRecord",
    "StaffAccountRecord",
    "StaffSessionRecord",
    "StoredWrite",
    "UseRecord",
    "WriterFigures",
]
