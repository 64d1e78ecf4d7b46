"""Money at the counter: taking a payment, taking it back, waiving a fee.

The service moves no money; it says what was paid and what is to be given back.
"""

from __future__ import annotations

from dataclasses import replace

from booking_service.policy.checks import Refusal
from booking_service.policy.model import ReservationState
from booking_service.policy.payment import paid_when_made
from booking_service.policy.rules import Confirmed, Origin
from booking_service.service import reserving
from booking_service.service.numbers import by_number
from booking_service.service.office import Office
from booking_service.service.staff.accounts import Officer
from booking_service.service.staff.bookings import Done, note, plan
from booking_service.service.staff.reasons import BackReason, WaiveReason
from booking_service.storage.ports import Command, Store
from booking_service.storage.records import FeeLineRecord, ReservationRecord

#: The line that takes a fee away (免除).
WAIVED = {"ja": "免除", "kana": "めんじょ", "en": "Fee waived"}
_LIVING = (ReservationState.PROVISIONAL, ReservationState.CONFIRMED)


def take_payment(office: Office, officer: Officer, number: str) -> Command[Done | Refusal]:
    """A booking has been paid; a provisional one is confirmed by that."""

    def command(store: Store) -> Done | Refusal:
        now = office.now().replace(microsecond=0)
        record = by_number(store, number)
        if record is None:
            return Refusal("not_found")
        paid = reserving.take_payment(store, record, now)
        if isinstance(paid, Refusal):
            return paid
        note(store, officer, "take-payment", paid, now, detail=str(paid.fee_yen))
        return Done(paid)

    return command


def take_back(
    office: Office, officer: Officer, number: str, reason: BackReason
) -> Command[Done | Refusal]:
    """A payment was entered that was none. A booking that lives on payment is provisional again,
    and deleted at its time if it stays unpaid."""

    def command(store: Store) -> Done | Refusal:
        now = office.now().replace(microsecond=0)
        record = by_number(store, number)
        if record is None:
            return Refusal("not_found")
        if record.paid_at is None or record.state not in (*_LIVING, ReservationState.USED):
            return Refusal("not_payable", {"state": record.state})
        state = record.state
        if state == ReservationState.CONFIRMED and _lives_on_payment(office, record):
            state = ReservationState.PROVISIONAL.value
        unpaid = replace(record, state=state, paid_at=None, changed_at=now)
        store.keep_reservation(unpaid)
        plan(office.city, store, unpaid)
        note(
            store,
            officer,
            "take-payment-back",
            unpaid,
            now,
            detail=str(record.fee_yen),
            reason=reason,
        )
        return Done(unpaid, to_pay_yen=record.fee_yen)

    return command


def waive(
    office: Office, officer: Officer, number: str, reason: WaiveReason
) -> Command[Done | Refusal]:
    """The usage fee is not asked for; what was paid is given back."""

    def command(store: Store) -> Done | Refusal:
        now = office.now().replace(microsecond=0)
        record = by_number(store, number)
        if record is None:
            return Refusal("not_found")
        if record.state not in (*_LIVING, ReservationState.USED) or record.fee_yen == 0:
            return Refusal("not_payable", {"state": record.state})
        state = record.state
        if state == ReservationState.PROVISIONAL and _lives_on_payment(office, record):
            state = ReservationState.CONFIRMED.value
        free = replace(
            record,
            state=state,
            fee_lines=(*record.fee_lines, FeeLineRecord(dict(WAIVED), -record.fee_yen)),
            fee_yen=0,
            payment_due=None,
            paid_at=None,
            changed_at=now,
        )
        store.keep_reservation(free)
        note(store, officer, "waive", free, now, detail=str(record.fee_yen), reason=reason)
        refund = record.fee_yen if record.paid_at is not None else 0
        return Done(free, refund_yen=refund)

    return command


def _lives_on_payment(office: Office, record: ReservationRecord) -> bool:
    """Whether a booking is confirmed by being paid."""
    room, origin = office.city.room(record.use.room_id), Origin(record.origin)
    confirmed = office.city.klass(room.class_id).confirmed.get(origin)
    return confirmed is Confirmed.WHEN_PAID or paid_when_made(office.city, room, origin)
