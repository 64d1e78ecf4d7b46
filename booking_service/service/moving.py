"""Moving a booking (変更・振替): its old slots are given back exactly when the new ones are taken.

A resident does it without the counter where the class of the room says so; the counter does it by
the rule for what has been paid. Both go through ``move``.
"""

from __future__ import annotations

from dataclasses import replace

from booking_service.policy.asking import check_kept
from booking_service.policy.changing import Move, check_change_online, check_move
from booking_service.policy.checks import Refusal, check_reservation
from booking_service.policy.model import City, ReservationState, Takes
from booking_service.policy.offers import OfferKind
from booking_service.policy.payment import (
    first_state,
    paid_when_made,
    payment_due,
    unpaid_deleted_at,
    waits_for_payment,
)
from booking_service.policy.quotas import Usage
from booking_service.policy.rules import Origin
from booking_service.service.booking import Choice, hold, price, usage
from booking_service.service.draws.undrawn import refusal_if_undrawn
from booking_service.service.due import JobKind
from booking_service.service.numbers import reservation_number
from booking_service.service.overlay import refusal_if_shut
from booking_service.service.settling import past_moves, percent_on
from booking_service.service.staff.reasons import ChangeReason
from booking_service.service.views import booked, use_span
from booking_service.service.visit import Desk, Visit
from booking_service.storage.ports import Store
from booking_service.storage.records import (
    ChangeRecord,
    DueJob,
    Holder,
    ReservationRecord,
    UseRecord,
)


def change(desk: Desk, reservation_id: int, choice: Choice) -> ReservationRecord | Refusal:
    """Changes a resident's own booking, under its own number, or says why not."""
    found = to_change(desk, reservation_id, choice)
    if isinstance(found, Refusal):
        return found
    record, choice = found
    moved = move(desk, record, choice)
    if isinstance(moved, ReservationRecord):
        at = desk.now.replace(microsecond=0)
        desk.store.add_change(
            ChangeRecord(
                record.id, at, record.use, record.fee_yen, paid=False, reason=ChangeReason.OWN.value
            )
        )
    return moved


def to_change(
    visit: Visit, reservation_id: int, choice: Choice
) -> tuple[ReservationRecord, Choice] | Refusal:
    """A resident's own booking and what it is to be, or why it cannot be changed so. Whether the
    new slots are free is asked of the store."""
    record = visit.reader.reservation(reservation_id)
    if record is None or record.registrant_id != visit.registrant.id:
        return Refusal("not_found")
    kept = _keeps_its_place(visit.city, record.use, choice)
    if kept and choice.unit_id is None and visit.city.room(choice.room_id).takes is Takes.ONE:
        choice = replace(choice, unit_id=record.use.units[0])
    return _refusal_to_change(visit, record, choice, kept=kept) or (record, choice)


def others_than(record: ReservationRecord, held: Usage) -> Usage:
    """What somebody holds beside this booking."""
    own = reservation_number(record.id)
    return Usage(tuple(one for one in held.holdings if one.number != own))


def _refusal_to_change(
    visit: Visit, record: ReservationRecord, choice: Choice, *, kept: bool
) -> Refusal | None:
    """Whether the booking may be changed at all, then whether the new place may be had. ``kept``:
    it takes nothing that it has not already, so that the time for having it is no matter."""
    city, now, standing = visit.city, visit.now, visit.standing
    seen, paid = booked(record), record.paid_at is not None
    if refusal := check_change_online(city, seen, now, standing, paid=paid):
        return refusal
    times, times_unpaid = past_moves(visit.reader, record)
    asked = Move(
        booked=seen,
        paid=paid,
        starts=use_span(city, record.use)[0],
        to_day=choice.date,
        times=times,
        times_unpaid=times_unpaid,
        fee_due=percent_on(city, record, now) > 0,
        excused=False,
    )
    if refusal := check_move(city, asked, now):
        return refusal
    ask = choice.ask(OfferKind.FIRST_COME)
    if kept:
        return check_kept(city, ask, standing) or _shut(visit, choice)
    others = others_than(record, usage(visit.reader, visit.registrant.id, choice.date))
    return (
        check_reservation(city, ask, standing, others, now)
        or refusal_if_undrawn(visit.office, visit.reader, choice, now)
        or _shut(visit, choice)
    )


def _shut(visit: Visit, choice: Choice) -> Refusal | None:
    return refusal_if_shut(visit.office, visit.reader, choice.room_id, choice.date)


def _keeps_its_place(city: City, use: UseRecord, choice: Choice) -> bool:
    """Whether a choice needs no slot but those that the booking holds."""
    own = range(use.first_slot, use.first_slot + use.slot_count)
    unit = choice.unit_id is None or (choice.unit_id,) == use.units
    same = (choice.room_id, choice.date) == (use.room_id, use.date)
    return same and unit and choice.slot_count > 0 and set(choice.slots) <= set(own)


def move(desk: Desk, record: ReservationRecord, choice: Choice) -> ReservationRecord | Refusal:
    """Gives the old slots back and takes the new ones; nothing has changed if they are taken."""
    store, holder, before = desk.store, (Holder.RESERVATION, record.id), record.use
    store.free(holder)
    use = hold(store, desk.city, choice, record.id)
    if use is None:
        old = range(before.first_slot, before.first_slot + before.slot_count)
        store.occupy(before.units, before.date, old, holder, shown=True)  # freed just now
        return Refusal("slot_taken")
    cost = price(desk.city, choice, desk.reductions_on(choice.date))
    moved = replace(record, use=use, fee_lines=cost.lines, fee_yen=cost.yen, changed_at=desk.now)
    moved = agreed_anew(desk.city, moved)
    store.keep_reservation(moved)
    plan(desk.city, store, moved)
    return moved


def agreed_anew(city: City, record: ReservationRecord) -> ReservationRecord:
    """A booking whose fee or place is another now: its state, and until when it is to be paid."""
    if record.paid_at is not None:
        return record
    room, origin = city.room(record.use.room_id), Origin(record.origin)
    state = record.state
    # One that was confirmed for costing nothing waits for payment once it costs something.
    confirmed = state == ReservationState.CONFIRMED and waits_for_payment(city, room, origin)
    if confirmed or state == ReservationState.PROVISIONAL:
        state = first_state(city, room, origin, record.fee_yen).value
    due = payment_due(city, room, record.use.date, origin, record.made_at, fee_yen=record.fee_yen)
    if paid_when_made(city, room, origin) and record.fee_yen > 0:
        due = record.payment_due  # a payment was taken back: it is still due then
    return replace(record, state=state, payment_due=due, rule_version=city.rule_version)


def plan(city: City, store: Store, record: ReservationRecord) -> None:
    """Plans anew what becomes of a booking by itself."""
    room, origin, use = city.room(record.use.room_id), Origin(record.origin), record.use
    deleted = unpaid_deleted_at(
        city, room, use.date, origin, record.made_at, fee_yen=record.fee_yen
    )
    if paid_when_made(city, room, origin) and record.state == ReservationState.PROVISIONAL:
        deleted = record.payment_due  # a payment was taken back
    if deleted is not None and record.paid_at is None:
        store.plan_again(DueJob(JobKind.UNPAID, str(record.id), deleted))
    else:  # whatever was planned for it elsewhere
        store.job_done(DueJob(JobKind.UNPAID, str(record.id), record.changed_at), record.changed_at)
    store.plan_again(DueJob(JobKind.USED, str(record.id), use_span(city, use)[1]))
