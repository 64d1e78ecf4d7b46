"""What cancelling a booking costs: kept as agreed on the day of cancelling, until it is paid.

Who cancelled makes no difference, the resident at a kiosk or somebody of the staff: the fee is
fixed by the day it happened. What is still to be paid of it follows from when money was taken.
"""

from __future__ import annotations

from datetime import datetime

from booking_service.policy.calendar import is_room_closed
from booking_service.policy.cancellation import cancellation_percent
from booking_service.policy.changing import counted_moves
from booking_service.policy.checks import cancellation_base
from booking_service.policy.model import City, ReservationState
from booking_service.service.staff.reasons import CancelReason, ChangeReason
from booking_service.service.views import booked
from booking_service.storage.ports import Reader
from booking_service.storage.records import ReservationRecord, SettlementRecord

_WHOLE = 100


def percent_on(city: City, record: ReservationRecord, now: datetime) -> int:
    """The percentage of its fee that cancelling a booking costs today."""
    room, made_on = city.room(record.use.room_id), record.made_at.date()
    return cancellation_percent(city, room, record.use.date, now.date(), made_on)


def fee_on(city: City, record: ReservationRecord, now: datetime) -> int:
    """What cancelling a booking costs today, yen."""
    return cancellation_base(booked(record)) * percent_on(city, record, now) // _WHOLE


def is_hit(city: City, record: ReservationRecord) -> bool:
    """Whether the day of a booking has been closed since: then nobody has to ask who may waive."""
    return is_room_closed(city, city.room(record.use.room_id), record.use.date)


def settle(
    city: City, record: ReservationRecord, reason: CancelReason, now: datetime
) -> SettlementRecord:
    """What is agreed when a booking is cancelled now. Nothing is asked for a reason that is not the
    resident's own."""
    fee = fee_on(city, record, now)
    asked = fee if reason is CancelReason.OWN else 0
    at = now.replace(microsecond=0)
    return SettlementRecord(record.id, at, percent_on(city, record, now), fee, asked, reason.value)


def settled(reader: Reader, record: ReservationRecord) -> SettlementRecord | None:
    """What was agreed when a booking was cancelled; None for every other."""
    if record.state != ReservationState.CANCELLED:
        return None
    return reader.settlement(record.id)


def past_moves(reader: Reader, record: ReservationRecord) -> tuple[int, int]:
    """How often the resident has moved a booking since it was paid, and before."""
    past = [one for one in reader.changes_of(record.id) if one.reason == ChangeReason.OWN]
    return sum(one.paid for one in past), sum(not one.paid for one in past)


def moves_of(city: City, reader: Reader, record: ReservationRecord) -> int:
    """How many changes of a booking count towards the limit of its class."""
    paid, unpaid = past_moves(reader, record)
    return counted_moves(city, record.use.room_id, paid, unpaid)


def open_yen(record: ReservationRecord, settlement: SettlementRecord) -> int:
    """What of a cancellation fee has still to be paid. Money taken before the cancelling was for
    the use, and counts towards it; money taken afterwards was the fee."""
    if record.paid_at is None:
        return settlement.asked_yen
    if record.paid_at > settlement.at:
        return 0
    return max(settlement.asked_yen - record.fee_yen, 0)
