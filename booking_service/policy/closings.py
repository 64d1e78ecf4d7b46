"""When buildings are closed, as values. Import these from ``model``; ``calendar`` answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from booking_service.policy.rules import MonthDayOfYear, Text


@dataclass(frozen=True, slots=True)
class YearlyClosing:
    """Closed every year from one (month, day) to another, both included; may span the new year."""

    first: MonthDayOfYear
    last: MonthDayOfYear
    reason: Text


class IfHoliday(StrEnum):
    """What becomes of a closed weekday that is a public holiday. Where it moves, the holiday itself
    is open."""

    STAY = "stay"
    NEXT_DAY = "next_day"
    NEXT_WEEKDAY = "next_weekday"  # Monday to Friday, and no public holiday


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """Closed on the nth (1 to 5, -1 is the last) weekday (Monday = 0) of every month."""

    nth: int
    weekday: int
    if_holiday: IfHoliday
    reason: Text


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """When a facility is closed. ``weekdays`` count from Monday = 0.

    ``special`` holds single days with their reason, for example a polling day.
    """

    weekdays: frozenset[int]
    weekday_reason: Text
    public_holidays: bool
    yearly: tuple[YearlyClosing, ...]
    special: Mapping[date, Text]
    nth: tuple[NthWeekday, ...] = ()
