"""How and until when a reservation is cancelled without the counter, and what cancelling costs."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from booking_service.policy.calendar import when
from booking_service.policy.instants import local_date, start_of
from booking_service.policy.model import City, Facility, FacilityClass, Room
from booking_service.policy.offers import OfferKind, window_of
from booking_service.policy.payment import unpaid_deleted_at
from booking_service.policy.rules import CancelBy, CancellationRule, Origin

_WHOLE = 100


class StepOn(NamedTuple):
    """From ``from_day`` on (None: from the beginning) cancelling costs ``percent``."""

    from_day: date | None
    percent: int


_FREE = StepOn(None, 0)


def cancel_until(
    city: City, room: Room, day: date, origin: Origin, agreed_at: datetime
) -> datetime | None:
    """The instant before which an unpaid reservation for ``day`` can be cancelled at the kiosk.

    Never later than its deletion for want of payment. None where the kiosk never cancels.
    """
    rule = city.klass(room.class_id).cancellation_on(day)
    if rule.by is not CancelBy.ONLINE or rule.online_until is None:
        return None
    until = when(city, city.facility(room.facility_id), rule.online_until, day, event=agreed_at)
    deleted = unpaid_deleted_at(city, room, day, origin, agreed_at)
    return until if deleted is None else min(until, deleted)


def cancel_from(city: City, room: Room, day: date, origin: Origin) -> datetime | None:
    """The instant from which a claimed win can be cancelled: where its class says so, when
    first-come opens for the day (document 004 §3(1)). None: at any time."""
    klass = city.klass(room.class_id)
    if origin is not Origin.LOTTERY or not klass.cancellation_on(day).won_from_first_come:
        return None
    offer = window_of(city, city.facility(room.facility_id), klass, day, OfferKind.FIRST_COME)
    return None if offer is None else offer.from_


def fee_steps(
    city: City, place: Room | FacilityClass, day: date, booked_on: date | None
) -> tuple[StepOn, ...]:
    """What cancelling a use on ``day`` costs, from which day on.

    The first step is (None, 0); each later one begins on a later day, none after the day of use,
    and costs something else than the one before. Steps count calendar days, never hours. Without
    ``booked_on`` those that count from the booking are left out. A class, unlike a room, has no
    facility whose closed days could move a step.
    """
    facility, klass = _place(city, place)
    rule = klass.cancellation_on(day)
    return _steps(city, facility, rule, day, booked_on)


def cancellation_percent(
    city: City, room: Room, day: date, cancelled_on: date, booked_on: date
) -> int:
    """The percentage of the usage fee that cancelling on ``cancelled_on`` costs."""
    percent = 0
    for step in fee_steps(city, room, day, booked_on):
        if step.from_day is None or step.from_day <= cancelled_on:
            percent = step.percent
    return percent


def cancellation_fee_yen(
    city: City, room: Room, day: date, fee_yen: int, cancelled_on: date, *, booked_on: date
) -> int:
    """What cancelling on ``cancelled_on`` costs, yen; a fraction of a yen is dropped. ``fee_yen``:
    the sum of the fee lines that a cancellation counts."""
    percent = cancellation_percent(city, room, day, cancelled_on, booked_on)
    return fee_yen * percent // _WHOLE


def _place(city: City, place: Room | FacilityClass) -> tuple[Facility | None, FacilityClass]:
    if isinstance(place, FacilityClass):
        return None, place
    return city.facility(place.facility_id), city.klass(place.class_id)


def _steps(
    city: City, facility: Facility | None, rule: CancellationRule, day: date, booked_on: date | None
) -> tuple[StepOn, ...]:
    if not rule.steps:
        return (_FREE,)
    event = None if booked_on is None else start_of(booked_on)
    earliest = date.min
    if rule.not_before is not None and event is not None:
        earliest = local_date(when(city, facility, rule.not_before, day, event=event))
    seen: list[StepOn] = []
    bound: date | None = None  # the day from which a step listed later counts instead
    for step in reversed(rule.steps):
        if step.starts.counts_from_event and event is None:
            continue
        begins = max(local_date(when(city, facility, step.starts, day, event=event)), earliest)
        if begins > day or (bound is not None and begins >= bound):
            continue
        bound = begins
        seen.append(StepOn(begins, step.percent))
    steps = [_FREE]
    for found in reversed(seen):
        if found.percent != steps[-1].percent:
            steps.append(found)
    return tuple(steps)
