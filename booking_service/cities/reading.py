"""How times, instants and windows are written in a city file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from booking_service.cities.table import Table
from booking_service.policy.instants import (
    MINUTES_OF_A_DAY,
    Anchor,
    MonthDay,
    RelativeInstant,
    Shift,
    Window,
    resolve,
    start_of,
)

_TIME = re.compile(r"([0-2][0-9]):([0-5][0-9])")
_MONTHS_APART = 24
_DAYS_APART = 400
_DAYS_OF_A_MONTH = 31

#: The days on which windows are tried: two years, one of them a leap year.
_FIRST_TRIED = date(2027, 1, 1)
_DAYS_TRIED = 731


def time_of_day(table: Table, key: str) -> int:
    """``"HH:MM"`` up to ``"24:00"`` as minutes after midnight."""
    text = table.string(key)
    found = _TIME.fullmatch(text)
    minutes = int(found[1]) * 60 + int(found[2]) if found else MINUTES_OF_A_DAY + 1
    if minutes > MINUTES_OF_A_DAY:
        raise table.error(key, f"{text!r} is not a time", 'use "HH:MM", "00:00" to "24:00"')
    return minutes


def instant(table: Table, key: str) -> RelativeInstant:
    """An instant: ``{ of = "use_month", months = -2, day = 5, at = "08:30" }``."""
    with table.table(key) as inner:
        anchor = Anchor(inner.choice("of", tuple(Anchor)))
        months = (
            inner.integer("months", least=-_MONTHS_APART, most=_MONTHS_APART)
            if inner.has("months")
            else 0
        )
        days = (
            inner.integer("days", least=-_DAYS_APART, most=_DAYS_APART) if inner.has("days") else 0
        )
        shift = Shift(inner.choice("shift", tuple(Shift))) if inner.has("shift") else Shift.NONE
        at = time_of_day(inner, "at") if inner.has("at") else 0
        return RelativeInstant(anchor, months, days, _day_of_month(inner), at, shift)


def window(table: Table, opens: str = "opens", closes: str = "closes") -> Window:
    """A window of two keys; refused if on any day of two years it ends before it opens."""
    found = Window(instant(table, opens), instant(table, closes))
    for key, end in ((opens, found.opens), (closes, found.closes)):
        if end.of is Anchor.EVENT:
            raise table.error(key, "a window has no event", "count from use_date or use_month")
    in_order(table, ((opens, found.opens), (closes, found.closes)), strict=True)
    return found


def in_order(
    table: Table, instants: Iterable[tuple[str, RelativeInstant]], *, strict: bool
) -> None:
    """Refuses instants of which one comes before the one listed before it, on any day tried.

    ``strict``: neither may they be equal. Events are taken to happen on the day of use.
    """
    pairs = list(instants)
    for (earlier_key, earlier), (key, later) in pairwise(pairs):
        for offset in range(_DAYS_TRIED):
            day = _FIRST_TRIED + timedelta(days=offset)
            first = resolve(earlier, day, event=start_of(day))
            second = resolve(later, day, event=start_of(day))
            if second < first or (strict and second == first):
                raise table.error(
                    key,
                    f"for a use on {day} it is {second:%Y-%m-%d %H:%M}, "
                    f"but {earlier_key} is {first:%Y-%m-%d %H:%M}",
                    f"let {key} come after {earlier_key} on every day of the year",
                )


def _day_of_month(table: Table) -> int | MonthDay | None:
    if not table.has("day"):
        return None
    given = table.raw("day", "a day of the month")
    if isinstance(given, str):
        if given != MonthDay.LAST_OPEN.value:
            raise table.error(
                "day", f"{given!r} is not a day of the month", 'use 1 to 31, or "last_open"'
            )
        return MonthDay.LAST_OPEN
    return table.integer("day", least=1, most=_DAYS_OF_A_MONTH)
