"""A rule by day of use, in the dates of one month: which day of use it means on which of its days.

What a rule says by day of use falls on every day (``booking_service.policy.agenda``). A resident
reads a calendar by its dates, so each day of use is told with its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from booking_service.policy.calendar import is_closed, when
from booking_service.policy.instants import (
    Anchor,
    RelativeInstant,
    add_months,
    local_date,
    start_of,
)
from booking_service.policy.model import City, Facility

_A_DAY = timedelta(days=1)
_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class UseDay:
    """What holds for one day of use; ``until`` is None where something begins or happens."""

    use_date: date
    from_: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by day of use. ``lasts``: it holds from one instant to the other, and is not only
    something that begins, or that is due."""

    opens: RelativeInstant | None
    closes: RelativeInstant | None
    class_ids: Collection[str]
    lasts: bool


def use_days(city: City, rule: Rule, month: date, months: int) -> tuple[UseDay, ...]:
    """The days of use, up to ``months`` after ``month``, for which the rule means days of it."""
    ends = [at for at in (rule.opens, rule.closes) if at is not None]
    if not ends or any(at.of is not Anchor.USE_DATE for at in ends):
        return ()
    starts, over = start_of(month), start_of(add_months(month, 1))
    found = []
    for day in _days(month, add_months(month, months)):
        facility = _open_facility(city, rule.class_ids, day)
        if facility is None:
            continue
        one = _meant(city, facility, rule, day)
        if one.from_ < over and starts < (one.until or one.from_ + _MOMENT):
            found.append(one)
    return tuple(found)


def _meant(city: City, facility: Facility, rule: Rule, day: date) -> UseDay:
    opens, closes = rule.opens, rule.closes
    if opens is None:
        assert closes is not None  # noqa: S101 - a rule has at least one end
        due = when(city, facility, closes, day)
        return UseDay(day, start_of(local_date(due - _MOMENT)), due)
    from_ = when(city, facility, opens, day)
    until = when(city, facility, closes, day) if rule.lasts and closes is not None else None
    return UseDay(day, from_, until)


def _days(first: date, until: date) -> Iterator[date]:
    while first < until:
        yield first
        first += _A_DAY


def _open_facility(city: City, class_ids: Collection[str], day: date) -> Facility | None:
    """Any facility with rooms of these classes that opens on ``day``."""
    return next(
        (
            facility
            for facility in city.facilities
            if any(room.class_id in class_ids for room in facility.rooms)
            and not is_closed(city, facility, day)
        ),
        None,
    )
