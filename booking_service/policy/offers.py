"""What can be done with the slots of a day, from when until when, through which channel.

The kiosk judges "now" from these and its clock alone, so they say the whole truth of a day except
for one thing: a slot that has begun is gone for every channel. Offers are per day, so the service's
own check refuses that slot (``checks``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from booking_service.policy.calendar import is_closed, span_of
from booking_service.policy.instants import RelativeInstant
from booking_service.policy.lottery import classes_of_lottery, lottery_times
from booking_service.policy.model import City, Facility, FacilityClass

_SHORTEST_MONTH = 28


class OfferKind(StrEnum):
    """The channels through which a slot can be had, in the order they open."""

    LOTTERY = "lottery"
    FIRST_COME = "first_come"
    COUNTER = "counter"


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to a slot, open in ``[from_, until)``."""

    kind: OfferKind
    from_: datetime
    until: datetime


def offers_for(
    city: City, facility: Facility, klass: FacilityClass, day: date
) -> tuple[Offer, ...]:
    """All offers of ``klass`` in ``facility`` for ``day``: lottery, first-come, counter, in this
    order, each only where the class has it. A closed day has none."""
    if is_closed(city, facility, day):
        return ()
    offers = (_on_open_day(city, facility, klass, day, kind) for kind in OfferKind)
    return tuple(offer for offer in offers if offer is not None)


def offer_of(
    city: City, facility: Facility, klass: FacilityClass, day: date, kind: OfferKind
) -> Offer | None:
    """The offer of one kind for ``day``, or None if there is none."""
    if is_closed(city, facility, day):
        return None
    if not city.owns(facility) or not city.owns(klass):
        return _on_open_day(city, facility, klass, day, kind)
    return city.remembered(
        ("offer", facility.id, klass.id, day, kind),
        lambda: _on_open_day(city, facility, klass, day, kind),
    )


def window_of(
    city: City, facility: Facility | None, klass: FacilityClass, day: date, kind: OfferKind
) -> Offer | None:
    """The offer of one kind for ``day`` as the rules say it, whether or not that day is closed;
    without a facility only closed days of the whole city move it."""
    return _on_open_day(city, facility, klass, day, kind)


def first_come_from(city: City, lottery_id: str, start: date) -> datetime | None:
    """When the first of what a lottery draws for the period that begins on ``start`` can be had
    first-come; None if nothing of it ever can."""
    drawn = {klass.id: klass for klass in classes_of_lottery(city, lottery_id)}
    places = {(room.facility_id, room.class_id) for room in city.rooms if room.class_id in drawn}
    windows = (
        window_of(city, city.facility(facility), drawn[klass], start, OfferKind.FIRST_COME)
        for facility, klass in places
    )
    return min((window.from_ for window in windows if window is not None), default=None)


def months_ahead(city: City) -> int:
    """How many months after the present one days have to be known, so that none is missing when
    the first window for it opens and its draw is committed to before."""
    opens = [
        rule.window.opens
        for klass in city.classes
        for dated in (klass.first_come, klass.counter)
        if dated is not None
        for _, rule in dated.versions
    ]
    opens += [
        rule.applications.opens
        for klass in city.classes
        if klass.lottery is not None
        for _, rule in klass.lottery.versions
    ]
    return max((_months_before(instant) for instant in opens), default=0) + 1


def _months_before(instant: RelativeInstant) -> int:
    """At most so many months lie between an instant and the month of use, days rounded up."""
    days = -(instant.days // _SHORTEST_MONTH) if instant.days < 0 else 0
    return max(0, days - instant.months)


def _on_open_day(
    city: City, facility: Facility | None, klass: FacilityClass, day: date, kind: OfferKind
) -> Offer | None:
    match kind:
        case OfferKind.LOTTERY:
            times = lottery_times(city, facility, klass, day)
            return None if times is None else Offer(kind, times.opens, times.closes)
        case OfferKind.FIRST_COME:
            rule = klass.first_come_on(day)
        case OfferKind.COUNTER:
            rule = klass.counter_on(day)
    if rule is None:
        return None
    span = span_of(city, facility, rule.window, day)
    return Offer(kind, span.opens, span.closes)
