"""Bookings at the counter: made, moved and cancelled for a resident.

Counter work knows no closed hours and needs no secret: the resident stands there, with card or
paper. The rules are the same; the windows are the counter's own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from booking_service.policy.changing import Move, check_move, is_refunded
from booking_service.policy.checks import Refusal, check_reservation
from booking_service.policy.model import City, ReservationState
from booking_service.policy.offers import OfferKind
from booking_service.policy.quotas import Usage
from booking_service.policy.registration import Standing, StandingState
from booking_service.service import reserving, views
from booking_service.service.booking import Choice, refusal_if_taken, usage
from booking_service.service.moving import move
from booking_service.service.numbers import by_number, reservation_number
from booking_service.service.office import Office
from booking_service.service.overlay import refusal_if_shut
from booking_service.service.people import registering as registration
from booking_service.service.people.personal_data import PersonalData
from booking_service.service.settling import is_hit, past_moves, percent_on, settle
from booking_service.service.staff import audit as staff_audit
from booking_service.service.staff.accounts import Officer
from booking_service.service.staff.audit import Deed
from booking_service.service.staff.reasons import CancelReason, ChangeReason
from booking_service.service.staff.roles import Work
from booking_service.service.visit import Desk
from booking_service.storage.ports import Command, Store
from booking_service.storage.records import (
    ChangeRecord,
    ReservationRecord,
)

_LIVING = (ReservationState.PROVISIONAL, ReservationState.CONFIRMED)


class ContactWithoutBookingError(Exception):
    """A booking that could be made a moment before could not be made: a fault of the program. What
    the command did is taken back with it."""


@dataclass(frozen=True, slots=True)
class Done:
    """A booking after a work, and the money that changes hands for it, yen."""

    record: ReservationRecord
    to_pay_yen: int = 0
    refund_yen: int = 0


def book(
    office: Office, officer: Officer, registration_number: str, choice: Choice
) -> Command[Done | Refusal]:
    """Books at the counter: paid on the spot, unless the class takes the money later (口座振替)."""

    def command(store: Store) -> Done | Refusal:
        registrant = registration.by_number(office, store, registration_number)
        if registrant is None:
            return Refusal("not_found")
        desk = Desk.inside(office, store, registrant, office.now())
        made = reserving.reserve(desk, choice, OfferKind.COUNTER)
        if isinstance(made, Refusal):
            return made
        note(store, officer, "book", made, desk.now)
        return Done(made, to_pay_yen=0 if made.paid_at is None else made.fee_yen)

    return command


def book_walk_in(
    office: Office, officer: Officer, contact: PersonalData, choice: Choice
) -> Command[Done | Refusal]:
    """Books for somebody who is not registered, where the city lets the counter do that: under a
    contact of their own for this once, erased like the data of everybody who has left."""

    def command(store: Store) -> Done | Refusal:
        now = office.now()
        if not office.city.registration.walk_in:
            return Refusal("registration_needed", {"tel": office.city.contact.tel})
        somebody = registration.visitor(office.city, choice.date, now.date())
        desk = Desk.inside(office, store, somebody, now)
        refusal = reserving.refusal_to_reserve(desk, choice, OfferKind.COUNTER)
        # Asked here too: a contact is kept with a booking, never without.
        if refusal := refusal or refusal_if_taken(store, office.city, choice):
            return refusal
        visitor = registration.add_visitor(office, store, contact, choice.date, now)
        made = reserving.reserve(replace(desk, registrant=visitor), choice, OfferKind.COUNTER)
        if isinstance(made, Refusal):
            raise ContactWithoutBookingError(made.code)
        if made.fee_yen > 0 and made.paid_at is None:  # nobody debits a visitor's account later
            paid = reserving.take_payment(store, made, now)
            made = made if isinstance(paid, Refusal) else paid
        note(store, officer, "book-walk-in", made, now)
        return Done(made, to_pay_yen=made.fee_yen)

    return command


def cancel(
    office: Office, officer: Officer, number: str, reason: CancelReason
) -> Command[Done | Refusal]:
    """Cancels, paid or not. The fee is what the rules say for today, unless the reason is not the
    resident's own."""

    def command(store: Store) -> Done | Refusal:
        now = office.now().replace(microsecond=0)
        record = by_number(store, number)
        if record is None:
            return Refusal("not_found")
        if refusal := _refusal_to_cancel(office.city, officer, record, reason):
            return refusal
        agreed = settle(office.city, record, reason, now)
        ended = reserving.end(store, record, ReservationState.CANCELLED, now)
        store.keep_settlement(agreed)
        detail = f"{agreed.asked_yen}/{agreed.fee_yen}"
        note(store, officer, "cancel", record, now, detail=detail, reason=reason)
        return money_back(office.city, ended, agreed.asked_yen, own=reason is CancelReason.OWN)

    return command


def money_back(city: City, record: ReservationRecord, asked_yen: int, *, own: bool) -> Done:
    """What is paid or given back when a booking ends with ``asked_yen`` to be asked for it."""
    paid = record.fee_yen if record.paid_at is not None else 0
    kept = own and not is_refunded(city, record.use.room_id)
    refund = 0 if kept else max(paid - asked_yen, 0)
    return Done(record, to_pay_yen=max(asked_yen - paid, 0), refund_yen=refund)


def change(
    office: Office, officer: Officer, number: str, choice: Choice, reason: ChangeReason
) -> Command[Done | Refusal]:
    """Moves a booking, under its own number. It obeys what a new booking obeys, itself apart; the
    difference is paid on the spot where it has been paid before."""

    def command(store: Store) -> Done | Refusal:
        now = office.now().replace(microsecond=0)
        record = by_number(store, number)
        registrant = None if record is None else store.registrant(record.registrant_id)
        if record is None or registrant is None:
            return Refusal("not_found")
        desk = Desk.inside(office, store, registrant, now)
        refusal = _refusal_to_move(desk, officer, record, choice, reason)
        if refusal is not None:
            return refusal
        moved = move(desk, record, choice)
        if isinstance(moved, Refusal):
            return moved
        paid = record.paid_at is not None
        past = ChangeRecord(record.id, now, record.use, record.fee_yen, paid, reason.value)
        store.add_change(past)
        note(store, officer, "change", moved, now, reason=reason)
        return Done(moved, to_pay_yen=max(moved.fee_yen - record.fee_yen, 0) if paid else 0)

    return command


def _refusal_to_move(
    desk: Desk,
    officer: Officer,
    record: ReservationRecord,
    choice: Choice,
    reason: ChangeReason,
) -> Refusal | None:
    """Whether the booking may be moved at all, then whether the new place may be had."""
    city, now = desk.city, desk.now
    excused = reason is not ChangeReason.OWN
    closed = reason is ChangeReason.CLOSING and is_hit(city, record)
    if excused and not closed and (refusal := officer.refusal(Work.WAIVE_FEE)):
        return refusal
    times, times_unpaid = past_moves(desk.store, record)
    asked = Move(
        booked=views.booked(record),
        paid=record.paid_at is not None,
        starts=views.use_span(city, record.use)[0],
        to_day=choice.date,
        times=times,
        times_unpaid=times_unpaid,
        fee_due=percent_on(city, record, now) > 0,
        excused=excused,
    )
    held = usage(desk.store, desk.registrant.id, choice.date)
    own = reservation_number(record.id)
    others = Usage(tuple(one for one in held.holdings if one.number != own))
    ask = choice.ask(OfferKind.COUNTER)
    # The city's own reasons find whoever is suspended, or was registered for one day only, a place
    # all the same.
    lifted = Standing(StandingState.ACTIVE, None, desk.standing.kinds)
    standing = lifted if excused else desk.standing
    return (
        check_move(city, asked, now)
        or check_reservation(city, ask, standing, others, now)
        or refusal_if_shut(desk.office, desk.store, choice.room_id, choice.date)
    )


def note(
    store: Store,
    officer: Officer,
    action: str,
    record: ReservationRecord,
    now: datetime,
    *,
    detail: str = "",
    reason: str = "",
) -> None:
    """Adds a line about a booking to the audit log."""
    deed = Deed(officer.user, action, reservation_number(record.id), detail, str(reason))
    staff_audit.note(store, deed, now)


def _refusal_to_cancel(
    city: City, officer: Officer, record: ReservationRecord, reason: CancelReason
) -> Refusal | None:
    if record.state not in _LIVING:
        return Refusal("not_cancellable", {"state": record.state})
    if reason is CancelReason.OWN or (reason is CancelReason.CLOSING and is_hit(city, record)):
        return None
    return officer.refusal(Work.WAIVE_FEE)
