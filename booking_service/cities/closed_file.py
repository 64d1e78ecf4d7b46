"""Reads ``closed_days.toml``: when each facility is closed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from booking_service.cities.table import CityFile, Table
from booking_service.policy.instants import EARLIEST_DATE, LATEST_DATE
from booking_service.policy.model import ClosedDays, YearlyClosing
from booking_service.policy.rules import Text

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")
_A_LEAP_YEAR = 2028


def read_closed_days(file: CityFile, facilities: tuple[str, ...]) -> Mapping[str, ClosedDays]:
    """The closed days by facility id."""
    found: dict[str, ClosedDays] = {}
    with file.root() as root:
        yearly = tuple(_yearly(table) for table in root.tables("yearly"))
        special = _special_days(root, facilities)
        for given in root.tables("group"):
            with given as table:
                members = table.strings("facilities", facilities)
                weekdays = table.strings("weekdays", _WEEKDAYS)
                reason = table.text("reason")
                holidays = table.boolean("public_holidays")
            for member in members:
                if member in found:
                    raise table.error(
                        "facilities", f"{member!r} is in two groups", "name it in one group"
                    )
                found[member] = ClosedDays(
                    weekdays=frozenset(_WEEKDAYS.index(name) for name in weekdays),
                    weekday_reason=reason,
                    public_holidays=holidays,
                    yearly=yearly,
                    special=special[member],
                )
    return found


def a_date(table: Table, key: str) -> date:
    """A TOML date, written ``2027-01-04`` without quotes."""
    value = table.raw(key, "a date like 2027-01-04")
    # a TOML date with a time is a datetime, which is a date to isinstance
    if type(value) is not date or not EARLIEST_DATE <= value <= LATEST_DATE:
        raise table.error(key, f"{value!r} is not a date", "write 2027-01-04, without quotes")
    return value


def _special_days(root: Table, facilities: tuple[str, ...]) -> Mapping[str, Mapping[date, Text]]:
    days: dict[str, dict[date, Text]] = {facility: {} for facility in facilities}
    for given in root.tables("special"):
        with given as table:
            day = a_date(table, "date")
            reason = table.text("reason")
            hit = table.strings("facilities", facilities) if table.has("facilities") else facilities
            for facility in hit:
                days[facility][day] = reason
    return days


def _yearly(given: Table) -> YearlyClosing:
    with given as table:
        return YearlyClosing(
            _month_day(table, "from"), _month_day(table, "until"), table.text("reason")
        )


def _month_day(table: Table, key: str) -> tuple[int, int]:
    text = table.string(key)
    if _MONTH_DAY.fullmatch(text):
        with suppress(ValueError):  # 02-30 has the right shape and does not exist
            day = date.fromisoformat(f"{_A_LEAP_YEAR}-{text}")
            return day.month, day.day
    raise table.error(key, f"{text!r} is no day of the year", 'write "12-29"')
