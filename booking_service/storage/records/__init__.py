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
from booking_service.storage.records.draws import (
    DigitsRecord,
    DrawPlan,
    DrawRecord,
    ListedApplication,
)
from booking_service.storage.records.figures import BATCH_SIZES, Figures, WriterFigures
from booking_service.storage.records.fleet import ReleaseRecord, RolloutRecord, RolloutState
from booking_service.storage.records.jobs import DueJob
from booking_service.storage.records.json import Json
from booking_service.storage.records.lottery import ApplicationRecord
from booking_service.storage.records.mail import MailRecord, MailState
from booking_service.storage.records.registrants import (
    AccessRecord,
    CardRecord,
    HolderOf,
    RegistrantIndexes,
    RegistrantRecord,
    RegistrantState,
    SecretRecord,
    SessionRecord,
    UnsealedRecord,
)
from booking_service.storage.records.staff import (
    AuditRecord,
    ChangeRecord,
    ClosingRecord,
    EnrolmentCodeRecord,
    KioskStateRecord,
    LivingRecord,
    NoticeRecord,
    SettlementRecord,
    StaffAccountRecord,
    StaffSessionRecord,
)
from booking_service.storage.records.terminals import KioskRecord
from booking_service.storage.records.writes import StoredWrite

__all__ = [
    "BATCH_SIZES",
    "AccessRecord",
    "ApplicationRecord",
    "AuditRecord",
    "CardRecord",
    "ChangeRecord",
    "ClosingRecord",
    "DigitsRecord",
    "DrawPlan",
    "DrawRecord",
    "DueJob",
    "EnrolmentCodeRecord",
    "FeeLineRecord",
    "FeedRow",
    "Figures",
    "Holder",
    "HolderOf",
    "HoldingRecord",
    "Json",
    "KioskRecord",
    "KioskStateRecord",
    "ListedApplication",
    "LivingRecord",
    "MailRecord",
    "MailState",
    "NoticeRecord",
    "PlaceRecord",
    "RegistrantIndexes",
    "RegistrantRecord",
    "RegistrantState",
    "ReleaseRecord",
    "ReservationRecord",
    "RolloutRecord",
    "RolloutState",
    "RoomDayRecord",
    "RoomUnitsRecord",
    "SecretRecord",
    "SessionRecord",
    "SettlementRecord",
    "StaffAccountRecord",
    "StaffSessionRecord",
    "StoredWrite",
    "UnsealedRecord",
    "UseRecord",
    "WriterFigures",
]
