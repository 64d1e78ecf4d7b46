"""What somebody asks for, and what every channel asks back, whatever the registrant already holds.

The order of the questions is fixed, so that a resident hears the reason that matters most: does it
exist, may this person, is it open that day, is it the time, does it fit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from booking_service.policy.calendar import is_room_closed
from booking_service.policy.facts import pattern_of
from booking_service.policy.instants import EARLIEST_DATE, LATEST_DATE, start_of
from booking_service.policy.model import City, Facility, Room, SlotTime, Takes
from booking_service.policy.offers import Offer, OfferKind, offer_of
from booking_service.policy.registration import Standing, StandingState, kind_names

#: Whole numbers beyond this are refused before they reach a database.
LARGEST_INT = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something cannot be done: a code and details of the problem table."""

    code: str
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ask:
    """What somebody wants: a run of adjoining slots of one room on one day, through one channel.

    ``unit_id``: which of a room's units, where a use takes one of several; None for any.
    """

    kind: OfferKind
    room_id: str
    date: date
    first_slot: int
    slot_count: int
    purpose_id: str
    people: int
    unit_id: str | None = None


def check_ask(city: City, ask: Ask, standing: Standing, now: datetime) -> Refusal | None:
    """What every channel asks, whatever the registrant already holds."""
    return _check_who(city, ask, standing) or _check_window(city, ask, now) or _check_fit(city, ask)


def check_kept(city: City, ask: Ask, standing: Standing) -> Refusal | None:
    """The same of slots that the registrant has already: the time for having them is no matter."""
    return _check_who(city, ask, standing) or _check_fit(city, ask)


def _check_who(city: City, ask: Ask, standing: Standing) -> Refusal | None:
    return (
        _check_place(city, ask)
        or check_standing(standing)
        or _check_kind(city, ask, standing)
        or check_open(city, ask.room_id, ask.date)
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
        case StandingState.UNFINISHED:
            return Refusal("registration_unfinished")


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
    units = [unit.id for unit in room.units] if room.takes is Takes.ONE else []
    if ask.unit_id is not None and ask.unit_id not in units:
        errors.append(_error("unit_id", "one of the units of the room, where a use takes one"))
    return Refusal("invalid_request", {"errors": errors}) if errors else None


def _check_kind(city: City, ask: Ask, standing: Standing) -> Refusal | None:
    facility = _facility(city, ask)
    allowed = city.klass(city.room(ask.room_id).class_id).registration_kinds
    if allowed is None:
        allowed = facility.registration_kinds
    if allowed & standing.kinds:
        return None
    return Refusal("registration_kind", {"needed": kind_names(city, allowed)})


def check_open(city: City, room_id: str, day: date) -> Refusal | None:
    """Whether a room opens on a day."""
    return Refusal("closed_day") if is_room_closed(city, city.room(room_id), day) else None


def _check_window(city: City, ask: Ask, now: datetime) -> Refusal | None:
    room = city.room(ask.room_id)
    starts = start_of(ask.date, pattern_of(city, room, ask.date).slots[ask.first_slot].start)
    if now >= starts:
        return Refusal("window_closed", {"closed_at": starts})
    offers = [offer for kind in _channels(ask.kind) if (offer := _offer(city, ask, kind))]
    if not offers:
        if ask.kind is OfferKind.LOTTERY:
            return Refusal("no_lottery", {"tel": _facility(city, ask).tel})
        return counter_instead(city, ask, now) or Refusal("not_found")
    if any(offer.from_ <= now < offer.until for offer in offers):
        return None
    if coming := [offer.from_ for offer in offers if now < offer.from_]:
        return Refusal("not_open_yet", {"opens_at": min(coming)})
    closed_at = max(offer.until for offer in offers)
    return counter_instead(city, ask, now) or Refusal("window_closed", {"closed_at": closed_at})


def _channels(kind: OfferKind) -> tuple[OfferKind, ...]:
    """What the counter may book: in hours of its own, and whatever could be had first-come, for
    somebody who comes in person (document 004 §3(2), the unregistered)."""
    return (kind, OfferKind.FIRST_COME) if kind is OfferKind.COUNTER else (kind,)


def counter_instead(city: City, ask: Ask, now: datetime) -> Refusal | None:
    """For somebody at a kiosk: that the counter would book it now, if it would."""
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
    return _check_needs(run_of(city, room, ask))


def _check_needs(run: tuple[SlotTime, ...]) -> Refusal | None:
    """A slot that extends another is never used without it (夜間延長 needs 夜間)."""
    held = {slot.id for slot in run}
    for slot in run:
        if slot.needs is not None and slot.needs not in held:
            return Refusal("slots_do_not_fit")
    return None


def run_of(city: City, room: Room, ask: Ask) -> tuple[SlotTime, ...]:
    """The slots of an ask; they must exist."""
    slots = pattern_of(city, room, ask.date).slots
    return slots[ask.first_slot : ask.first_slot + ask.slot_count]


def _offer(city: City, ask: Ask, kind: OfferKind) -> Offer | None:
    klass = city.klass(city.room(ask.room_id).class_id)
    return offer_of(city, _facility(city, ask), klass, ask.date, kind)


def _facility(city: City, ask: Ask) -> Facility:
    return city.facility(city.room(ask.room_id).facility_id)


def _error(place: str, message: str) -> dict[str, str]:
    return {"place": place, "message": message}
