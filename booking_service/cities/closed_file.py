"""Reads ``closed_days.toml``: when the city and each facility are closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from booking_service.cities import reading
from booking_service.cities.table import CityFile, Table
from booking_service.policy.model import ClosedDays, IfHoliday, NthWeekday, YearlyClosing
from booking_service.policy.rules import Text

_MOST_WEEKS = 5
_LAST = -1


@dataclass(frozen=True, slots=True)
class Closings:
    """The closed days of all facilities of a city, where it names such, and of each facility."""

    city: ClosedDays | None
    by_facility: Mapping[str, ClosedDays]


def read_closed_days(file: CityFile, facilities: tuple[str, ...]) -> Closings:
    """The closed days of the city and by facility id."""
    found: dict[str, ClosedDays] = {}
    with file.root() as root:
        yearly = tuple(yearly_closing(table) for table in root.tables("yearly"))
        special = _special_days(root, facilities)
        everywhere = _everywhere(root.table("city"), yearly) if root.has("city") else None
        for given in root.tables("group"):
            with given as table:
                members = table.strings("facilities", facilities)
                closed = _closed_days(table, yearly)
            for member in members:
                if member in found:
                    raise table.error(
                        "facilities", f"{member!r} is in two groups", "name it in one group"
                    )
                found[member] = ClosedDays(
                    weekdays=closed.weekdays,
                    weekday_reason=closed.weekday_reason,
                    public_holidays=closed.public_holidays,
                    yearly=closed.yearly,
                    special=special[member],
                    nth=closed.nth,
                )
    return Closings(everywhere, found)


def yearly_closing(given: Table) -> YearlyClosing:
    """``{ from = "12-29", until = "01-03", reason }``, both days closed."""
    with given as table:
        return YearlyClosing(
            reading.month_day(table, "from"),
            reading.month_day(table, "until"),
            table.text("reason"),
        )


def _everywhere(given: Table, yearly: tuple[YearlyClosing, ...]) -> ClosedDays:
    with given as table:
        return _closed_days(table, yearly)


def _closed_days(table: Table, yearly: tuple[YearlyClosing, ...]) -> ClosedDays:
    """What a group, or the whole city, says. Its own ``yearly`` stands in for the file's."""
    reason = table.text("reason")
    if table.has("yearly"):
        yearly = tuple(yearly_closing(inner) for inner in table.tables("yearly"))
    return ClosedDays(
        weekdays=reading.weekday_set(table, "weekdays") if table.has("weekdays") else frozenset(),
        weekday_reason=reason,
        public_holidays=table.boolean("public_holidays"),
        yearly=yearly,
        special={},
        nth=tuple(_nth(inner, reason) for inner in table.tables("nth")),
    )


def _nth(given: Table, reason: Text) -> NthWeekday:
    with given as table:
        nth = table.integer("nth", least=_LAST, most=_MOST_WEEKS)
        if nth == 0:
            raise table.error("nth", "0 is no week of a month", "use 1 to 5, or -1 for the last")
        return NthWeekday(
            nth=nth,
            weekday=reading.WEEKDAYS.index(table.choice("weekday", reading.WEEKDAYS)),
            if_holiday=IfHoliday(table.choice("if_holiday", tuple(IfHoliday))),
            reason=table.optional_text("reason") or reason,
        )


def _special_days(root: Table, facilities: tuple[str, ...]) -> Mapping[str, Mapping[date, Text]]:
    days: dict[str, dict[date, Text]] = {facility: {} for facility in facilities}
    for given in root.tables("special"):
        with given as table:
            day = reading.a_date(table, "date")
            reason = table.text("reason")
            hit = table.strings("facilities", facilities) if table.has("facilities") else facilities
            for facility in hit:
                days[facility][day] = reason
    return days
