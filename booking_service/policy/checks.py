"""May this be done, by this registrant, at this moment? ``None``, or the one reason why not.

The codes and details are those of ``docs/architecture.md`` (instants in details are aware
datetimes, dates are dates). The order of the questions is fixed, so that a resident hears the
reason that matters most: does it exist, may this person, is it open that day, is it the time, does
it fit, is there quota left, does it clash. Whether the slot is still free is not asked here: the
unique key of the database answers that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from booking_service.policy.calendar import is_room_closed
from booking_service.policy.cancellation import cancel_until
from booking_service.policy.facts import pattern_of
from booking_service.policy.instants import EARLIEST_DATE, LATEST_DATE, start_of
from booking_service.policy.lottery import LotteryTimes, lottery_times
from booking_service.policy.model import (
    ApplicationState,
    City,
    Facility,
    ReservationState,
    Room,
)
from booking_service.policy.offers import Offer, OfferKind, offer_of
from booking_service.policy.payment import can_be_paid, payment_due
from booking_service.policy.quotas import HoldingKind, Usage, full_quota
from booking_service.policy.registration import Standing, StandingState
from booking_service.policy.rules import Counted, Origin

#: Whole numbers beyond this are refused before they reach a database.
LARGEST_INT = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something cannot be done: a code and details of the problem table."""

    code: str
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ask:
    """What somebody wants: a run of adjoining slots of one room on one day, through one channel."""

    kind: OfferKind
    room_id: str
    date: date
    first_slot: int
    slot_count: int
    purpose_id: str
    people: int


@dataclass(frozen=True, slots=True)
class Applied:
    """A lottery application as far as the rules care."""

    room_id: str
    date: date
    state: ApplicationState


@dataclass(frozen=True, slots=True)
class Booked:
    """A reservation as far as the rules care. ``agreed_at``: when it was made or claimed."""

    room_id: str
    date: date
    state: ReservationState
    origin: Origin
    fee_yen: int
    agreed_at: datetime


def check_application(
    city: City, ask: Ask, standing: Standing, usage: Usage, now: datetime
) -> Refusal | None:
    """Whether a registrant may apply for the lottery now. ``usage`` is what they hold for the month
    of use; the application itself must not be in it."""
    return (
        _check_ask(city, ask, standing, now)
        or _check_quota(city, ask, Counted.APPLICATIONS, usage, now)
        or _check_duplicate(city, ask, usage)
    )


def check_reservation(
    city: City, ask: Ask, standing: Standing, usage: Usage, now: datetime
) -> Refusal | None:
    """Whether a registrant may reserve now: ``ask.kind`` is first-come at a kiosk, counter for
    staff. ``usage`` is what they hold for the month of use."""
    return (
        _check_ask(city, ask, standing, now)
        or _check_quota(city, ask, Counted.BOOKINGS, usage, now)
        or _check_payable(city, ask, now)
    )


def check_standing(standing: Standing) -> Refusal | None:
    """Whether the registrant may book at all."""
    match standing.state:
        case StandingState.ACTIVE:
            return None
        case StandingState.SUSPENDED:
            return Refusal("suspended", {"since": standing.since})
        case StandingState.EXPIRED:
            return Refusal("registration_expired", {"since": standing.since})


def check_application_cancel(city: City, applied: Applied, now: datetime) -> Refusal | None:
    """Whether an application can be taken back: until its window closes, by anybody who made it."""
    room = city.room(applied.room_id)
    if applied.state is not ApplicationState.APPLIED:
        return _not_cancellable(city.facility(room.facility_id), applied.state)
    times = _times(city, room, applied.date)
    if now >= times.closes:
        return Refusal("window_closed", {"closed_at": times.closes})
    return None


def check_claim(city: City, applied: Applied, standing: Standing, now: datetime) -> Refusal | None:
    """Whether a win can be claimed (当選確定): in its days, by a registrant who may book, and not
    for a day that has been closed since."""
    return (
        check_standing(standing)
        or _check_win(city, applied, now)
        or _check_open(city, applied.room_id, applied.date)
    )


def check_waive(city: City, applied: Applied, now: datetime) -> Refusal | None:
    """Whether a win can be given up (放棄): in the days of claiming. A suspended or expired
    registrant may, since it frees the room for others."""
    return _check_win(city, applied, now)


def check_cancel(city: City, booked: Booked, now: datetime) -> Refusal | None:
    """Whether a reservation can be cancelled without the counter.

    Unpaid (or free of charge): until the last instant for cancelling. Paid: at the counter only.
    """
    room = city.room(booked.room_id)
    facility, klass = city.facility(room.facility_id), city.klass(room.class_id)
    match booked.state:
        case ReservationState.PROVISIONAL:
            pass
        case ReservationState.CONFIRMED:
            if booked.fee_yen > 0 and klass.cancellation_on(booked.date).paid_at_counter:
                return Refusal("paid_at_counter", {"state": booked.state, "tel": facility.tel})
        case ReservationState.CANCELLED | ReservationState.EXPIRED | ReservationState.USED:
            return _not_cancellable(facility, booked.state)
    until = cancel_until(city, room, booked.date, booked.origin, booked.agreed_at)
    if until is None or now >= until:
        return _not_cancellable(facility, booked.state)
    return None


def _check_ask(city: City, ask: Ask, standing: Standing, now: datetime) -> Refusal | None:
    """What every channel asks, whatever the registrant already holds."""
    return (
        _check_place(city, ask)
        or check_standing(standing)
        or _check_kind(city, ask, standing)
        or _check_day(city, ask)
        or _check_window(city, ask, now)
        or _check_fit(city, ask)
    )


def _check_place(city: City, ask: Ask) -> Refusal | None:
    errors: list[dict[str, str]] = []
    if not EARLIEST_DATE <= ask.date <= LATEST_DATE:
        errors.append(_error("date", f"between {EARLIEST_DATE} and {LATEST_DATE}"))
    for place, value, least in (
        ("first_slot", ask.first_slot, 0),
        ("slot_count", ask.slot_count, 1),
        ("people", ask.people, 1),
    ):
        if not least <= value <= LARGEST_INT:
            errors.append(_error(place, f"between {least} and {LARGEST_INT}"))
    if errors:
        return Refusal("invalid_request", {"errors": errors})
    try:
        room = city.room(ask.room_id)
    except KeyError:
        return Refusal("not_found")
    slots = len(pattern_of(city, room, ask.date).slots)
    if ask.first_slot + ask.slot_count > slots:
        errors.append(_error("slot_count", f"the day of this room has {slots} slots"))
    most = city.klass(room.class_id).max_slots_per_use
    if most is not None and ask.slot_count > most:
        errors.append(_error("slot_count", f"at most {most} slots a use"))
    return Refusal("invalid_request", {"errors": errors}) if errors else None


def _check_kind(city: City, ask: Ask, standing: Standing) -> Refusal | None:
    facility = _facility(city, ask)
    allowed = city.klass(city.room(ask.room_id).class_id).registration_kinds
    if allowed is None:
        allowed = facility.registration_kinds
    if allowed & standing.kinds:
        return None
    needed = [kind.name for kind in city.registration.kinds if kind.id in allowed]
    return Refusal("registration_kind", {"needed": needed})


def _check_day(city: City, ask: Ask) -> Refusal | None:
    return _check_open(city, ask.room_id, ask.date)


def _check_open(city: City, room_id: str, day: date) -> Refusal | None:
    return Refusal("closed_day") if is_room_closed(city, city.room(room_id), day) else None


def _check_window(city: City, ask: Ask, now: datetime) -> Refusal | None:
    room = city.room(ask.room_id)
    starts = start_of(ask.date, pattern_of(city, room, ask.date).slots[ask.first_slot].start)
    if now >= starts:
        return Refusal("window_closed", {"closed_at": starts})
    offer = _offer(city, ask, ask.kind)
    if offer is None:
        return _counter_instead(city, ask, now) or Refusal("not_found")
    if now < offer.from_:
        return Refusal("not_open_yet", {"opens_at": offer.from_})
    if now < offer.until:
        return None
    return _counter_instead(city, ask, now) or Refusal("window_closed", {"closed_at": offer.until})


def _check_payable(city: City, ask: Ask, now: datetime) -> Refusal | None:
    """Nothing is sold online that the counter, closed until it is due, could never be paid for
    (docs/decisions/0009)."""
    room = city.room(ask.room_id)
    if ask.kind is not OfferKind.FIRST_COME:
        return None
    due = payment_due(city, room, ask.date, Origin.FIRST_COME, now)
    if due is None or can_be_paid(city, room, due, now):
        return None
    return _counter_instead(city, ask, now) or Refusal("window_closed", {"closed_at": now})


def _counter_instead(city: City, ask: Ask, now: datetime) -> Refusal | None:
    counter = _offer(city, ask, OfferKind.COUNTER)
    if ask.kind is not OfferKind.FIRST_COME or counter is None:
        return None
    if not counter.from_ <= now < counter.until:
        return None
    tel = _facility(city, ask).tel
    return Refusal("counter_only", {"until": counter.until, "tel": tel})


def _check_fit(city: City, ask: Ask) -> Refusal | None:
    room = city.room(ask.room_id)
    if ask.purpose_id not in {purpose.id for purpose in city.klass(room.class_id).purposes}:
        return Refusal("purpose_not_allowed")
    if ask.people > room.capacity:
        return Refusal("over_capacity", {"capacity": room.capacity})
    return None


def _check_quota(
    city: City, ask: Ask, counted: Counted, usage: Usage, now: datetime
) -> Refusal | None:
    counter_at = now if ask.kind is OfferKind.COUNTER else None
    room = city.room(ask.room_id)
    full = full_quota(
        city,
        room,
        ask.date,
        counted,
        usage,
        slot_count=ask.slot_count,
        counter_at=counter_at,
    )
    if full is None:
        return None
    return Refusal("quota_full", {"limit": full.limit, "used": full.used, "scope": full.scope})


def _check_duplicate(city: City, ask: Ask, usage: Usage) -> Refusal | None:
    """One application a slot and facility (document 003 §3: 同一施設の同一コマ)."""
    facility_id = city.room(ask.room_id).facility_id
    for held in usage.holdings:
        if (
            held.kind is HoldingKind.APPLIED
            and held.date == ask.date
            and city.room(held.room_id).facility_id == facility_id
            and held.first_slot < ask.first_slot + ask.slot_count
            and ask.first_slot < held.first_slot + held.slot_count
        ):
            return Refusal("duplicate_application", {"number": held.number})
    return None


def _check_win(city: City, applied: Applied, now: datetime) -> Refusal | None:
    if applied.state is not ApplicationState.WON:
        return Refusal("not_claimable", {"state": applied.state})
    times = _times(city, city.room(applied.room_id), applied.date)
    if times.claim_from is None or times.claim_until is None:
        return Refusal("not_claimable", {"state": applied.state})
    if now < times.claim_from:
        return Refusal("not_open_yet", {"opens_at": times.claim_from})
    if now >= times.claim_until:
        return Refusal("window_closed", {"closed_at": times.claim_until})
    return None


def _times(city: City, room: Room, day: date) -> LotteryTimes:
    facility, klass = city.facility(room.facility_id), city.klass(room.class_id)
    times = lottery_times(city, facility, klass, day)
    if times is None:
        raise ValueError(f"an application exists in class {klass.id}, which has no lottery")
    return times


def _offer(city: City, ask: Ask, kind: OfferKind) -> Offer | None:
    klass = city.klass(city.room(ask.room_id).class_id)
    return offer_of(city, _facility(city, ask), klass, ask.date, kind)


def _facility(city: City, ask: Ask) -> Facility:
    return city.facility(city.room(ask.room_id).facility_id)


def _not_cancellable(facility: Facility, state: ApplicationState | ReservationState) -> Refusal:
    return Refusal("not_cancellable", {"state": state, "tel": facility.tel})


def _error(place: str, message: str) -> dict[str, str]:
    return {"place": place, "message": message}
