"""Instants said relative to a booking: "two months before the month of use, the 5th, 08:30".

Cities write their windows in such words, so a rule is a value (``RelativeInstant``) and one
function turns it into an aware instant of Asia/Tokyo. Windows are half-open, ``[opens, closes)``:
"until the 15th" is written as the 15th, 24:00, which is the 16th, 00:00.
"""

from __future__ import annotations

import calendar as years
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

#: Every city of this service keeps Japanese time.
TOKYO = ZoneInfo("Asia/Tokyo")

#: Dates of use outside these years are refused: months can be taken from them without overflow.
EARLIEST_DATE = date(2000, 1, 1)
LATEST_DATE = date(2199, 12, 31)

MINUTES_OF_A_DAY = 24 * 60
_MINUTES_OF_AN_HOUR = 60
_LONGEST_SHIFT = timedelta(days=366)
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SHORTEST, _WITH_LEAP_DAY, _FEBRUARY = 28, 29, 2

#: Tells whether the facility in question is closed on a day.
ClosedOn = Callable[[date], bool]


class Anchor(StrEnum):
    """What an instant is counted from."""

    USE_DATE = "use_date"
    USE_MONTH = "use_month"  # the first day of the month of use
    EVENT = "event"  # the day something happened, for example the day a win was claimed


class Shift(StrEnum):
    """Where an instant goes if its day is one of those that ``ShiftOver`` names."""

    NONE = "none"
    FORWARDS = "forwards"
    BACKWARDS = "backwards"


class ShiftOver(StrEnum):
    """Which days a shift goes over."""

    CLOSED_DAYS = "closed_days"  # of the facility
    BANK_HOLIDAYS = "bank_holidays"  # Saturdays, Sundays, public holidays, 31 Dec to 3 Jan


class MonthDay(StrEnum):
    """A day of a month that depends on the calendar of the facility."""

    LAST_OPEN = "last_open"


@dataclass(frozen=True, slots=True)
class RelativeInstant:
    """A point in time relative to a booking.

    ``months`` are added first (a short month clamps: 31 May − 3 months = 28 or 29 February), then
    ``day`` replaces the day of the month (clamped likewise), then ``days`` are added, then the day
    is shifted over what ``over`` names, and ``at`` sets the time in minutes after midnight (1440
    is "24:00", midnight at the end of the day).
    """

    of: Anchor
    months: int = 0
    days: int = 0
    day: int | MonthDay | None = None
    at: int = 0
    shift: Shift = Shift.NONE
    over: ShiftOver = ShiftOver.CLOSED_DAYS

    @property
    def counts_from_event(self) -> bool:
        """Whether it needs to know when something happened."""
        return self.of is Anchor.EVENT


@dataclass(frozen=True, slots=True)
class Window:
    """From one relative instant until another, half-open."""

    opens: RelativeInstant
    closes: RelativeInstant


class Span(NamedTuple):
    """A resolved window ``[opens, closes)`` of aware instants."""

    opens: datetime
    closes: datetime

    def holds(self, at: datetime) -> bool:
        """Whether the instant ``at`` lies in the window."""
        return self.opens <= at < self.closes


def never_closed(_day: date) -> bool:
    """For rules that no facility's closed days move."""
    return False


def start_of(day: date, minutes: int = 0) -> datetime:
    """The instant ``minutes`` after local midnight of ``day``; 1440 is the midnight ending it."""
    if minutes == MINUTES_OF_A_DAY:
        return datetime(day.year, day.month, day.day, tzinfo=TOKYO) + timedelta(days=1)
    hour, minute = divmod(minutes, _MINUTES_OF_AN_HOUR)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=TOKYO)


def local_date(at: datetime) -> date:
    """The day it is in Japan at the aware instant ``at``."""
    return at.astimezone(TOKYO).date()


def first_of_month(day: date) -> date:
    """The first day of the month of ``day``: how a use month is named throughout."""
    return day.replace(day=1)


def length_of_month(day: date) -> int:
    """How many days the month of ``day`` has."""
    if day.month == _FEBRUARY and years.isleap(day.year):
        return _WITH_LEAP_DAY
    return _LENGTHS[day.month - 1]


def add_months(day: date, months: int) -> date:
    """``day`` moved by whole months; a day that the month lacks becomes its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day <= _SHORTEST:
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, length_of_month(date(year, month + 1, 1))))


def last_open_day(month: date, closed_on: ClosedOn) -> date:
    """The last day of the month of ``month`` on which the facility opens (最終開館日).

    A month without an open day gives its last day, so that a due date exists all the same.
    """
    last = month.replace(day=length_of_month(month))
    for back in range(last.day):
        day = last - timedelta(days=back)
        if not closed_on(day):
            return day
    return last


def resolve(
    instant: RelativeInstant,
    use_date: date,
    *,
    event: datetime | None = None,
    closed_on: ClosedOn = never_closed,
    bank_holiday: ClosedOn = never_closed,
) -> datetime:
    """The aware instant (Asia/Tokyo) that ``instant`` means for a use on ``use_date``.

    ``event`` is needed by instants counted from an event. Refuses, as an error of the caller, an
    event that is missing and a facility that stays closed for a year where a shift is asked for.
    """
    day = _anchor_day(instant.of, use_date, event)
    if instant.months:
        day = add_months(day, instant.months)
    match instant.day:
        case MonthDay.LAST_OPEN:
            day = last_open_day(day, closed_on)
        case int(number):
            day = day.replace(day=min(number, length_of_month(day)))
        case None:
            pass
    day += timedelta(days=instant.days)
    shut = closed_on if instant.over is ShiftOver.CLOSED_DAYS else bank_holiday
    return start_of(_shifted(day, instant.shift, shut), instant.at)


def resolve_window(
    window: Window,
    use_date: date,
    *,
    closed_on: ClosedOn = never_closed,
    bank_holiday: ClosedOn = never_closed,
) -> Span:
    """Both ends of ``window`` for a use on ``use_date``."""
    return Span(
        resolve(window.opens, use_date, closed_on=closed_on, bank_holiday=bank_holiday),
        resolve(window.closes, use_date, closed_on=closed_on, bank_holiday=bank_holiday),
    )


def _anchor_day(anchor: Anchor, use_date: date, event: datetime | None) -> date:
    match anchor:
        case Anchor.USE_DATE:
            return use_date
        case Anchor.USE_MONTH:
            return first_of_month(use_date)
        case Anchor.EVENT:
            if event is None:
                raise ValueError("this instant is counted from an event, and none was given")
            return local_date(event)


def _shifted(day: date, shift: Shift, closed_on: ClosedOn) -> date:
    match shift:
        case Shift.NONE:
            return day
        case Shift.FORWARDS:
            step = timedelta(days=1)
        case Shift.BACKWARDS:
            step = timedelta(days=-1)
    shifted = day
    while closed_on(shifted):
        shifted += step
        if abs(shifted - day) > _LONGEST_SHIFT:
            raise ValueError(f"no open day within a year of {day}")
    return shifted
