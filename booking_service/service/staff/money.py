"""Money at the counter: taking a payment, taking it back, waiving a fee.

The service moves no money; it says what was paid and what is to be given back.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from booking_service.policy.checks import Refusal
from booking_service.policy.instants import MINUTES_OF_A_DAY, start_of
from booking_service.policy.model import ReservationState
from booking_service.policy.payment import paid_when_made
from booking_service.policy.rules import Confirmed, Origin
from booking_service.service import reserving, views
from booking_service.service.moving import plan
from booking_service.service.numbers import by_number
from booking_service.service.office import Office
from booking_service.service.settling import open_yen, settled
from booking_service.service.staff.accounts import Officer
from booking_service.service.staff.bookings import Done, money_back, note
from booking_service.service.staff.reasons import BackReason, WaiveReason
from booking_service.storage.ports import Command, Store
from booking_service.storage.records import FeeLineRecord, ReservationRecord, SettlementRecord
from booking_service.wording.words import in_all

_LIVING = (ReservationState.PROVISIONAL, ReservationState.CONFIRMED)


def take_payment(office: Office, officer: Officer, number: str) -> Command[Done | Refusal]:
    """A booking has been paid; a provisional one is confirmed by that. Of a cancelled one it is the
    fee for cancelling."""

    def command(store: Store) -> Done | Refusal:
        now = office.now().replace(microsecond=0)
        record = by_number(store, number)
        if record is None:
            return Refusal("not_found")
        yen = _to_take(store, record)
        paid = reserving.take_payment(store, record, now)
        if isinstance(paid, Refusal):
            return paid
        note(store, officer, "take-payment", paid, now, detail=str(yen))
        return Done(paid)

    return command


def take_back(
    office: Office, officer: Officer, number: str, reason: BackReason
) -> Command[Done | Refusal]:
    """A payment was entered that was none. A booking that lives on payment is provisional again,
    and deleted at its time if it stays unpaid: one that is paid on the spot, today."""

    def command(store: Store) -> Done | Refusal:
        now = office.now().replace(microsecond=0)
        record = by_number(store, number)
        if record is None:
            return Refusal("not_found")
        if agreed := settled(store, record):
            return _take_fee_back(store, officer, record, agreed=agreed, now=now, reason=reason)
        if record.paid_at is None or record.state not in (*_LIVING, ReservationState.USED):
            return Refusal("not_payable", {"state": record.state})
        unpaid = _unpaid(office, record, now)
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
    """The usage fee is not asked for, of a cancelled booking the fee for cancelling; what was paid
    is given back."""

    waived = dict(in_all("names.waived"))

    def command(store: Store) -> Done | Refusal:
        now = office.now().replace(microsecond=0)
        record = by_number(store, number)
        if record is None:
            return Refusal("not_found")
        if agreed := settled(store, record):
            return _waive_cancelling(
                office, store, officer, record, agreed=agreed, now=now, reason=reason
            )
        if record.state not in (*_LIVING, ReservationState.USED) or record.fee_yen == 0:
            return Refusal("not_payable", {"state": record.state})
        state = record.state
        if state == ReservationState.PROVISIONAL and _lives_on_payment(office, record):
            state = ReservationState.CONFIRMED.value
        free = replace(
            record,
            state=state,
            fee_lines=(*record.fee_lines, FeeLineRecord(waived, -record.fee_yen)),
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


def _unpaid(office: Office, record: ReservationRecord, now: datetime) -> ReservationRecord:
    """A booking whose payment was none. One whose use has begun is not deleted any more: it stays
    to be paid."""
    city, use = office.city, record.use
    unpaid = replace(record, paid_at=None, changed_at=now)
    starts = views.use_span(city, use)[0]
    confirmed = record.state == ReservationState.CONFIRMED
    if not confirmed or now >= starts or not _lives_on_payment(office, record):
        return unpaid
    due = record.payment_due
    if paid_when_made(city, city.room(use.room_id), Origin(record.origin)):
        due = min(start_of(now.date(), MINUTES_OF_A_DAY), starts)
    return replace(unpaid, state=ReservationState.PROVISIONAL.value, payment_due=due)


def _to_take(store: Store, record: ReservationRecord) -> int:
    """What somebody pays who pays for a booking now, yen."""
    agreed = settled(store, record)
    return record.fee_yen if agreed is None else open_yen(record, agreed)


def _take_fee_back(
    store: Store,
    officer: Officer,
    record: ReservationRecord,
    *,
    agreed: SettlementRecord,
    now: datetime,
    reason: BackReason,
) -> Done | Refusal:
    """The fee for cancelling is open again."""
    if record.paid_at is None or record.paid_at <= agreed.at or not agreed.asked_yen:
        return Refusal("not_payable", {"state": record.state})
    unpaid = replace(record, paid_at=None, changed_at=now)
    store.keep_reservation(unpaid)
    detail = str(agreed.asked_yen)
    note(store, officer, "take-payment-back", unpaid, now, detail=detail, reason=reason)
    return Done(unpaid, to_pay_yen=agreed.asked_yen)


def _waive_cancelling(
    office: Office,
    store: Store,
    officer: Officer,
    record: ReservationRecord,
    *,
    agreed: SettlementRecord,
    now: datetime,
    reason: WaiveReason,
) -> Done | Refusal:
    """The fee for cancelling is asked no more; who has paid it, or for a use that was not
    refunded, gets it back."""
    if not agreed.asked_yen:
        return Refusal("not_payable", {"state": record.state})
    store.keep_settlement(replace(agreed, asked_yen=0, reason=reason.value))
    detail = str(agreed.asked_yen)
    note(store, officer, "waive", record, now, detail=detail, reason=reason)
    if record.paid_at is not None and record.paid_at > agreed.at:
        return Done(record, refund_yen=agreed.asked_yen)
    given = money_back(office.city, record, agreed.asked_yen, own=True).refund_yen
    due = money_back(office.city, record, 0, own=False).refund_yen
    return Done(record, refund_yen=due - given)


def _lives_on_payment(office: Office, record: ReservationRecord) -> bool:
    """Whether a booking is confirmed by being paid."""
    room, origin = office.city.room(record.use.room_id), Origin(record.origin)
    confirmed = office.city.klass(room.class_id).confirmed.get(origin)
    return confirmed is Confirmed.WHEN_PAID or paid_when_made(office.city, room, origin)
