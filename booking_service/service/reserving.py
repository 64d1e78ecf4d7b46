"""Reserving, cancelling and paying: each a step inside the writer's transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from booking_service.policy.checks import Refusal, check_cancel, check_reservation
from booking_service.policy.model import ReservationState
from booking_service.policy.offers import OfferKind
from booking_service.policy.payment import (
    confirmed_at,
    first_state,
    paid_when_made,
    payment_due,
    unpaid_deleted_at,
)
from booking_service.policy.rules import Origin
from booking_service.service.booking import Choice, Price, hold, price, usage
from booking_service.service.draws.undrawn import refusal_if_undrawn
from booking_service.service.due import JobKind
from booking_service.service.overlay import refusal_if_shut
from booking_service.service.settling import is_hit, open_yen, settle
from booking_service.service.staff.reasons import CancelReason
from booking_service.service.views import booked, use_span
from booking_service.service.visit import Desk, Visit
from booking_service.storage.ports import Store
from booking_service.storage.records import (
    DueJob,
    Holder,
    ReservationRecord,
    UseRecord,
)

#: The states of a reservation that stands.
_OPEN = frozenset({ReservationState.PROVISIONAL, ReservationState.CONFIRMED})

#: How a channel makes a reservation.
_ORIGIN = {OfferKind.FIRST_COME: Origin.FIRST_COME, OfferKind.COUNTER: Origin.COUNTER}
_PAYABLE = (ReservationState.PROVISIONAL, ReservationState.CONFIRMED, ReservationState.USED)


def refusal_to_reserve(visit: Visit, choice: Choice, kind: OfferKind) -> Refusal | None:
    """Why a reservation cannot be made now; whether the slots are free is asked of the store."""
    held = usage(visit.reader, visit.registrant.id, choice.date)
    return (
        check_reservation(visit.city, choice.ask(kind), visit.standing, held, visit.now)
        or refusal_if_undrawn(visit.office, visit.reader, choice, visit.now)
        or refusal_if_shut(visit.office, visit.reader, choice.room_id, choice.date)
    )


def reserve(desk: Desk, choice: Choice, kind: OfferKind) -> ReservationRecord | Refusal:
    """Makes a reservation, or says why not. The unique key of the slots has the last word."""
    if refusal := refusal_to_reserve(desk, choice, kind):
        return refusal
    reservation_id = desk.store.next_number("reservation")
    use = hold(desk.store, desk.city, choice, reservation_id)
    if use is None:
        return Refusal("slot_taken")
    cost = price(desk.city, choice, desk.reductions_on(choice.date))
    return add_reservation(desk, reservation_id, use, cost, _ORIGIN[kind])


def add_reservation(
    desk: Desk, reservation_id: int, use: UseRecord, cost: Price, origin: Origin
) -> ReservationRecord:
    """Keeps a reservation whose slots are held, and plans what becomes of it by itself."""
    city, now = desk.city, desk.now
    room = city.room(use.room_id)
    state = first_state(city, room, origin, cost.yen)
    record = ReservationRecord(
        id=reservation_id,
        registrant_id=desk.registrant.id,
        use=use,
        fee_lines=cost.lines,
        fee_yen=cost.yen,
        origin=origin.value,
        state=state.value,
        made_at=now.replace(microsecond=0),
        rule_version=city.rule_version,
        changed_at=now.replace(microsecond=0),
        payment_due=payment_due(city, room, use.date, origin, now, fee_yen=cost.yen),
        paid_at=now if paid_when_made(city, room, origin) and cost.yen > 0 else None,
    )
    desk.store.add_reservation(record)
    deleted = unpaid_deleted_at(city, room, use.date, origin, now, fee_yen=cost.yen)
    if deleted is not None:
        desk.store.plan(DueJob(JobKind.UNPAID, str(reservation_id), deleted))
    confirmed = confirmed_at(city, room, origin, now)
    if confirmed is not None:
        desk.store.plan(DueJob(JobKind.CONFIRM, str(reservation_id), confirmed))
    desk.store.plan(DueJob(JobKind.USED, str(reservation_id), use_span(city, use)[1]))
    return record


def cancel(desk: Desk, reservation_id: int) -> ReservationRecord | Refusal:
    """Cancels a resident's own reservation and frees its slots; keeps what that costs today."""
    record = desk.store.reservation(reservation_id)
    if record is None or record.registrant_id != desk.registrant.id:
        return Refusal("not_found")
    if refusal := check_cancel(desk.city, booked(record), desk.now, desk.standing):
        return refusal
    reason = CancelReason.CLOSING if is_hit(desk.city, record) else CancelReason.OWN
    desk.store.keep_settlement(settle(desk.city, record, reason, desk.now))
    return end(desk.store, record, ReservationState.CANCELLED, desk.now)


def take_payment(
    store: Store, record: ReservationRecord, now: datetime
) -> ReservationRecord | Refusal:
    """A reservation is paid at the counter; a provisional one becomes a confirmed one by that.
    Where a city takes the money later, it may have been used by then."""
    if record.state == ReservationState.CANCELLED:
        return _take_cancellation_fee(store, record, now)
    payable = record.state in _PAYABLE and record.paid_at is None and record.fee_yen > 0
    if not payable:
        return Refusal("not_payable", {"state": record.state})
    provisional = record.state == ReservationState.PROVISIONAL
    paid = ReservationState.CONFIRMED.value if provisional else record.state
    store.set_reservation_paid(record.id, paid, now)
    return replace(record, state=paid, paid_at=now, changed_at=now)


def _take_cancellation_fee(
    store: Store, record: ReservationRecord, now: datetime
) -> ReservationRecord | Refusal:
    agreed = store.settlement(record.id)
    if agreed is None or not open_yen(record, agreed):
        return Refusal("not_payable", {"state": record.state})
    store.set_reservation_paid(record.id, record.state, now)
    return replace(record, paid_at=now, changed_at=now)


def expire_unpaid(store: Store, reservation_id: int, at: datetime) -> None:
    """Deletes a reservation that was not paid in time; nothing if it was, or costs nothing."""
    record = store.reservation(reservation_id)
    if record is None or record.state not in _OPEN:
        return
    if record.paid_at is None and record.fee_yen > 0:
        end(store, record, ReservationState.EXPIRED, at)


def confirm(store: Store, reservation_id: int, at: datetime) -> None:
    """A provisional reservation becomes a confirmed one by itself, its day being over."""
    record = store.reservation(reservation_id)
    if record is not None and record.state == ReservationState.PROVISIONAL:
        store.set_reservation_state(record.id, ReservationState.CONFIRMED, at)


def mark_used(store: Store, reservation_id: int, at: datetime) -> None:
    """The time of use is over; nothing if the reservation did not live to see it."""
    record = store.reservation(reservation_id)
    if record is not None and record.state == ReservationState.CONFIRMED:
        store.set_reservation_state(record.id, ReservationState.USED, at)


def end(
    store: Store, record: ReservationRecord, state: ReservationState, at: datetime
) -> ReservationRecord:
    """Gives a reservation's slots back."""
    store.free((Holder.RESERVATION, record.id))
    store.set_reservation_state(record.id, state, at)
    return replace(record, state=state.value, changed_at=at)
