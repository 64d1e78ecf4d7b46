"""How times, instants and windows are written in a city file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import pairwise

from booking_service.cities.table import Table
from booking_service.policy.instants import (
    EARLIEST_DATE,
    LATEST_DATE,
    MINUTES_OF_A_DAY,
    Anchor,
    MonthDay,
    RelativeInstant,
    Shift,
    ShiftOver,
    Window,
    resolve,
    start_of,
)
from booking_service.policy.rules import MonthDayOfYear

_TIME = re.compile(r"([0-2][0-9]):([0-5][0-9])")
_MONTHS_APART = 24
_DAYS_APART = 400
_DAYS_OF_A_MONTH = 31
_MONTH_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")
_A_LEAP_YEAR = 2028

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

#: The days of use on which instants are tried: two years, one of them a leap year.
DAYS_TRIED = tuple(date(2027, 1, 1) + timedelta(days=offset) for offset in range(731))

_END_OF_USE = RelativeInstant(Anchor.USE_DATE, at=MINUTES_OF_A_DAY)
_TELEPHONE = re.compile(r"0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}", re.ASCII)
_DIGITS_OF_A_TELEPHONE = (10, 11)
#: What a QR code carries without anything to be escaped; two hundred are enough for one that a
#: telephone reads from arm's length.
_URL = re.compile(r"https?://[a-z0-9.-]+\.[a-z]{2,}(?:/[!#-;=?-Z_a-z~]*)?", re.ASCII)
_LONGEST_URL = 200


def time_of_day(table: Table, key: str) -> int:
    """``"HH:MM"`` up to ``"24:00"`` as minutes after midnight."""
    text = table.string(key)
    found = _TIME.fullmatch(text)
    minutes = int(found[1]) * 60 + int(found[2]) if found else MINUTES_OF_A_DAY + 1
    if minutes > MINUTES_OF_A_DAY:
        raise table.error(key, f"{text!r} is not a time", 'use "HH:MM", "00:00" to "24:00"')
    return minutes


def telephone(table: Table, key: str) -> str:
    """A Japanese telephone number with its area code, ``"047-492-1111"``."""
    text = table.string(key)
    digits = len(text.replace("-", ""))
    if not _TELEPHONE.fullmatch(text) or digits not in _DIGITS_OF_A_TELEPHONE:
        raise table.error(
            key, f"{text!r} is no telephone number", 'write "047-492-1111", with the area code'
        )
    return text


def url(table: Table, key: str) -> str:
    """The address of a page, ``"https://www.city.example.jp/"``."""
    text = table.string(key)
    if len(text) > _LONGEST_URL or not _URL.fullmatch(text):
        raise table.error(
            key,
            f"{text!r} is no address of a page",
            f'write "https://www.city.example.jp/", at most {_LONGEST_URL} characters',
        )
    return text


def month_day(table: Table, key: str) -> MonthDayOfYear:
    """A day of the year, ``"12-29"``."""
    text = table.string(key)
    if _MONTH_DAY.fullmatch(text):
        with suppress(ValueError):  # 02-30 has the right shape and does not exist
            day = date.fromisoformat(f"{_A_LEAP_YEAR}-{text}")
            return day.month, day.day
    raise table.error(key, f"{text!r} is no day of the year", 'write "12-29"')


def a_date(table: Table, key: str) -> date:
    """A TOML date, written ``2027-01-04`` without quotes."""
    value = table.raw(key, "a date like 2027-01-04")
    # a TOML date with a time is a datetime, which is a date to isinstance
    if type(value) is not date or not EARLIEST_DATE <= value <= LATEST_DATE:
        raise table.error(key, f"{value!r} is not a date", "write 2027-01-04, without quotes")
    return value


def weekday_set(table: Table, key: str) -> frozenset[int]:
    """A list of weekdays, ``["sat", "sun"]``; Monday is 0."""
    return frozenset(WEEKDAYS.index(name) for name in table.strings(key, WEEKDAYS))


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
        over = ShiftOver.CLOSED_DAYS
        if inner.has("over"):
            over = ShiftOver(inner.choice("over", tuple(ShiftOver)))
            if shift is Shift.NONE:
                raise inner.error("over", "nothing is shifted", "give shift too, or leave it out")
        at = time_of_day(inner, "at") if inner.has("at") else 0
        return RelativeInstant(anchor, months, days, _day_of_month(inner), at, shift, over)


def optional_instant(table: Table, key: str) -> RelativeInstant | None:
    """An instant, or None if the key is missing."""
    return instant(table, key) if table.has(key) else None


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
    for (earlier_key, earlier), (key, later) in pairwise(instants):
        day = first_out_of_order(earlier, later, strict=strict)
        if day is None:
            continue
        first = resolve(earlier, day, event=start_of(day))
        second = resolve(later, day, event=start_of(day))
        raise table.error(
            key,
            f"for a use on {day} it is {second:%Y-%m-%d %H:%M}, "
            f"but {earlier_key} is {first:%Y-%m-%d %H:%M}",
            f"let {key} come after {earlier_key} on every day of the year",
        )


def not_after_use(
    table: Table, key: str, instant: RelativeInstant, *, begins: bool = False
) -> None:
    """Refuses an instant that lies after the day of use, on any day tried; ``begins``: something
    begins at it, so that the end of that day is too late already."""
    day = first_out_of_order(instant, _END_OF_USE, strict=begins)
    if day is not None:
        raise table.error(
            key,
            f"for a use on {day} it is {resolve(instant, day):%Y-%m-%d %H:%M}, after the use",
            "let it be no later than the day of use, 24:00",
        )


def first_out_of_order(
    earlier: RelativeInstant, later: RelativeInstant, *, strict: bool = True
) -> date | None:
    """The first day of use tried on which ``later`` does not come after ``earlier``, or None."""
    for day, first, second in zip(DAYS_TRIED, tried(earlier), tried(later), strict=True):
        if second < first or (strict and second == first):
            return day
    return None


def tried(instant: RelativeInstant) -> Iterator[datetime]:
    """What ``instant`` means for a use on each of the days tried, where nothing is ever closed.

    Events are taken to happen on the day of use.
    """
    at = None
    for day in DAYS_TRIED:
        # Counted from the month it is the same all month.
        if at is None or day.day == 1 or instant.of is not Anchor.USE_MONTH:
            at = resolve(instant, day, event=start_of(day))
        yield at


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
