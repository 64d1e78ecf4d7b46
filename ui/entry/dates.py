"""Dates put together as people in Japan say them: the year of an era, or the western one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ui.wording.eras import Era

#: How years are counted; None is the western calendar.
Calendar = Era | None
_DAY = timedelta(days=1)
_ERA_DIGITS = 6
_WESTERN_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Span:
    """The days from ``first`` to ``last``, both included, of which one is asked for."""

    first: date
    last: date

    def within(self, calendar: Calendar) -> Span | None:
        """The days of it that this calendar counts; None if there are none."""
        begin, end = _bounds(calendar)
        first, last = max(self.first, begin), min(self.last, end)
        return Span(first, last) if first <= last else None

    @property
    def calendars(self) -> tuple[Calendar, ...]:
        """The calendars in which a day of it can be said, eras first."""
        return tuple(calendar for calendar in (*Era, None) if self.within(calendar))

    def years(self, calendar: Calendar) -> tuple[int, ...]:
        """The years of this calendar that have a day of it."""
        part = self.within(calendar)
        if part is None:
            return ()
        first, last = (year_in(calendar, day.year) for day in (part.first, part.last))
        return tuple(range(first, last + 1))

    def months(self, calendar: Calendar, year: int) -> tuple[int, ...]:
        """The months of a year of this calendar that have a day of it."""
        part, western = self.within(calendar), western_year(calendar, year)
        if part is None:
            return ()
        return tuple(
            month
            for month in range(1, 13)
            if date(western, month, 1) <= part.last and _last_of(western, month) >= part.first
        )

    def days(self, calendar: Calendar, year: int, month: int) -> tuple[int, ...]:
        """The days of a month that lie in it."""
        part, western = self.within(calendar), western_year(calendar, year)
        if part is None:
            return ()
        every = range(1, _last_of(western, month).day + 1)
        return tuple(d for d in every if part.first <= date(western, month, d) <= part.last)


def digits_of(calendar: Calendar) -> int:
    """How many digits a day is typed in: year, month and day, of an era two each."""
    return _ERA_DIGITS if calendar else _WESTERN_DIGITS


def typed_day(calendar: Calendar, digits: str) -> date | None:
    """The day that the digits of year, month and day stand for; None if there is no such day, or
    not in this era: 昭和 200107 is 7 January 1945."""
    if len(digits) != digits_of(calendar) or not (digits.isascii() and digits.isdigit()):
        return None
    year, month, day = int(digits[:-4]), int(digits[-4:-2]), int(digits[-2:])
    try:
        found = date(western_year(calendar, year), month, day)
    except ValueError:
        return None
    first, last = _bounds(calendar)
    return found if first <= found <= last else None


def western_year(calendar: Calendar, year: int) -> int:
    """昭和45 is 1970."""
    return year if calendar is None else calendar.western(year)


def year_in(calendar: Calendar, western: int) -> int:
    """1970 is 昭和45."""
    return western if calendar is None else western - calendar.value.year + 1


def _bounds(calendar: Calendar) -> tuple[date, date]:
    """First and last day that are counted so."""
    if calendar is None:
        return date.min, date.max
    later = [era.value for era in Era if era.value > calendar.value]
    return calendar.value, min(later) - _DAY if later else date.max


def _last_of(year: int, month: int) -> date:
    if (year, month) == (date.max.year, date.max.month):
        return date.max
    return date(year + month // 12, month % 12 + 1, 1) - _DAY
