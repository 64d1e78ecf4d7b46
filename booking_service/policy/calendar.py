"""On which days a facility is closed, and why."""

from __future__ import annotations

from datetime import date

from booking_service.policy import instants
from booking_service.policy.instants import ClosedOn
from booking_service.policy.model import City, Facility, YearlyClosing
from booking_service.policy.rules import Text


def closed_because(city: City, facility: Facility, day: date) -> Text | None:
    """Why ``facility`` is closed on ``day``, or None if it opens.

    The most particular reason comes first: a single day, the yearly range, a public holiday, the
    weekday. The name of a public holiday comes in Japanese only.
    """
    rule = facility.closed_days
    if (special := rule.special.get(day)) is not None:
        return special
    for closing in rule.yearly:
        if _falls_in(closing, day):
            return closing.reason
    if rule.public_holidays and (holiday := city.holidays(day)) is not None:
        return {"ja": holiday}
    if day.weekday() in rule.weekdays:
        return rule.weekday_reason
    return None


def is_closed(city: City, facility: Facility, day: date) -> bool:
    """Whether ``facility`` is closed on ``day``."""
    return closed_because(city, facility, day) is not None


def closed_days_of(city: City, facility: Facility | None) -> ClosedOn:
    """The question "is it closed on …?" for one facility; without a facility never."""
    if facility is None:
        return instants.never_closed
    return lambda day: is_closed(city, facility, day)


def last_open_day(city: City, facility: Facility, month: date) -> date:
    """The last day of the month of ``month`` on which ``facility`` opens (最終開館日)."""
    return instants.last_open_day(month, closed_days_of(city, facility))


def _falls_in(closing: YearlyClosing, day: date) -> bool:
    at = (day.month, day.day)
    if closing.first <= closing.last:
        return closing.first <= at <= closing.last
    return at >= closing.first or at <= closing.last
