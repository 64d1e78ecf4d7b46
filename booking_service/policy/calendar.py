"""On which days a facility is closed and why, and what an instant means there."""

from __future__ import annotations

import calendar as weeks
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from booking_service.policy import instants
from booking_service.policy.instants import (
    ClosedOn,
    RelativeInstant,
    Span,
    Window,
    length_of_month,
    resolve,
    resolve_window,
)
from booking_service.policy.model import (
    City,
    ClosedDays,
    Facility,
    IfHoliday,
    NthWeekday,
    Room,
    YearlyClosing,
)
from booking_service.policy.rules import MonthDayOfYear, Text

_A_DAY = timedelta(days=1)
_A_WEEK = 7
#: A closing that moves to a weekday goes no farther than this: no run of holidays is longer.
_FARTHEST_MOVE = timedelta(days=14)
_BANKS_CLOSED = ((12, 31), (1, 3))


def closed_because(city: City, facility: Facility, day: date) -> Text | None:
    """Why ``facility`` is closed on ``day``, or None if it opens.

    The most particular reason comes first: a single day, the yearly range, a public holiday, the
    weekday. The name of a public holiday comes in Japanese only.
    """
    if not city.owns(facility):  # a facility that was changed, as in a test or a plan
        return _because(city, facility.closed_days, day)
    return city.remembered(
        ("closed", facility.id, day), lambda: _because(city, facility.closed_days, day)
    )


def is_closed(city: City, facility: Facility, day: date) -> bool:
    """Whether ``facility`` is closed on ``day``."""
    return closed_because(city, facility, day) is not None


def room_closed_because(city: City, room: Room, day: date) -> Text | None:
    """Why ``room`` is shut on ``day``: its own closing, or that of its building."""
    own = room.closed.get(day) if room.closed else None
    return own or closed_because(city, city.facility(room.facility_id), day)


def is_room_closed(city: City, room: Room, day: date) -> bool:
    """Whether ``room`` is shut on ``day``."""
    return room_closed_because(city, room, day) is not None


def closed_days_of(city: City, facility: Facility | None) -> ClosedOn:
    """The question "is it closed on …?" for one facility; without a facility, for the days on which
    all facilities of the city are, if it names such days."""
    if facility is not None:
        return lambda day: is_closed(city, facility, day)
    everywhere = city.closed_days
    if everywhere is None:
        return instants.never_closed
    return lambda day: _because(city, everywhere, day) is not None


def is_bank_holiday(city: City, day: date) -> bool:
    """Whether banks are closed: Saturdays, Sundays, public holidays and the turn of the year."""
    if not is_weekday(city, day):
        return True
    return falls_in(*_BANKS_CLOSED, day)


def is_weekday(city: City, day: date) -> bool:
    """Whether ``day`` is a 平日: Monday to Friday, and no public holiday."""
    return day.weekday() < weeks.SATURDAY and city.holidays(day) is None


def when(
    city: City,
    facility: Facility | None,
    instant: RelativeInstant,
    use_date: date,
    *,
    event: datetime | None = None,
) -> datetime:
    """What ``instant`` means for a use of ``facility`` on ``use_date``; see ``closed_days_of``."""
    return resolve(
        instant,
        use_date,
        event=event,
        closed_on=closed_days_of(city, facility),
        bank_holiday=lambda day: is_bank_holiday(city, day),
    )


def span_of(city: City, facility: Facility | None, window: Window, use_date: date) -> Span:
    """What ``window`` means for a use of ``facility`` on ``use_date``."""
    return resolve_window(
        window,
        use_date,
        closed_on=closed_days_of(city, facility),
        bank_holiday=lambda day: is_bank_holiday(city, day),
    )


def last_open_day(city: City, facility: Facility, month: date) -> date:
    """The last day of the month of ``month`` on which ``facility`` opens (最終開館日)."""
    return instants.last_open_day(month, closed_days_of(city, facility))


def falls_in(first: MonthDayOfYear, last: MonthDayOfYear, day: date) -> bool:
    """Whether ``day`` lies between two days of the year, both included; may span the new year."""
    at = (day.month, day.day)
    if first <= last:
        return first <= at <= last
    return at >= first or at <= last


def yearly_because(closings: tuple[YearlyClosing, ...], day: date) -> Text | None:
    """The reason of the first yearly closing that ``day`` falls in."""
    for closing in closings:
        if falls_in(closing.first, closing.last, day):
            return closing.reason
    return None


def _because(city: City, rule: ClosedDays, day: date) -> Text | None:
    if (special := rule.special.get(day)) is not None:
        return special
    if (yearly := yearly_because(rule.yearly, day)) is not None:
        return yearly
    if rule.public_holidays and (holiday := city.holidays(day)) is not None:
        return {"ja": holiday}
    if day.weekday() in rule.weekdays:
        return rule.weekday_reason
    for nth in rule.nth:
        if _is_nth_closing(city, nth, day):
            return nth.reason
    return None


def _is_nth_closing(city: City, rule: NthWeekday, day: date) -> bool:
    return any(_moved(city, rule, before) == day for before in _nth_days_until(rule, day))


def _nth_days_until(rule: NthWeekday, day: date) -> Iterator[date]:
    """The nth weekdays from which a closing could have moved to ``day``, and ``day`` itself."""
    back = timedelta() if rule.if_holiday is IfHoliday.STAY else _FARTHEST_MOVE
    at = day - back
    while at <= day:
        if _is_nth(rule, at):
            yield at
        at += _A_DAY


def _is_nth(rule: NthWeekday, day: date) -> bool:
    if day.weekday() != rule.weekday:
        return False
    if rule.nth > 0:
        return (day.day - 1) // _A_WEEK + 1 == rule.nth
    return day.day + _A_WEEK > length_of_month(day)


def _moved(city: City, rule: NthWeekday, day: date) -> date:
    """Where the closing of an nth weekday goes if that is a public holiday."""
    if city.holidays(day) is None:
        return day
    match rule.if_holiday:
        case IfHoliday.STAY:
            return day
        case IfHoliday.NEXT_DAY:
            return day + _A_DAY
        case IfHoliday.NEXT_WEEKDAY:
            moved = day + _A_DAY
            while not is_weekday(city, moved):
                moved += _A_DAY
            return moved
