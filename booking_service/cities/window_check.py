"""Refuses a city whose closed days move a window until it ends before it opens.

``reading.window`` has tried every window without closed days. Where a rule shifts an end over them,
it is tried again here for each facility, on those days of use on which the two ends lie closer
together than the facility's longest run of closed days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from booking_service.cities.reading import DAYS_TRIED, tried
from booking_service.cities.table import CityFile
from booking_service.policy.calendar import closed_days_of, is_bank_holiday, is_closed, span_of
from booking_service.policy.instants import ClosedOn, Shift, Window
from booking_service.policy.model import City, ClosedDays, Facility, FacilityClass

_LONGEST_STOP = timedelta(days=366)


def check_windows(city: City, file: CityFile, closed: CityFile) -> None:
    """Raises ``CityError`` about the first facility, in ``file``, with such a window; about
    ``[city]`` in ``closed`` if by it everything is shut without end."""
    _check_city(city, closed)
    lengths: dict[Window, Mapping[date, timedelta]] = {}
    banks = _longest_run(city, None)
    # Most facilities of a city are closed on the same days as others.
    runs: list[tuple[ClosedDays, timedelta]] = []
    for place, facility in enumerate(city.facilities):
        own = next((run for days, run in runs if days == facility.closed_days), None)
        if own is None:
            own = _longest_run(city, facility)
            runs.append((facility.closed_days, own))
        if own > _LONGEST_STOP:
            raise file.error(
                ("facility", place, "id"),
                f"it is closed for {own.days - 1} days on end",
                "give its [[group]] of closed_days.toml days on which it opens",
            )
        run = max(banks, own)
        for name, window in _shifted_windows(city, facility):
            if window not in lengths:
                lengths[window] = _lengths(window)
            for day, length in lengths[window].items():
                if length > run:
                    continue
                span = span_of(city, facility, window, day)
                if span.closes <= span.opens:
                    raise file.error(
                        ("facility", place, "id"),
                        f"its closed days let {name!r} close at {span.closes:%Y-%m-%d %H:%M} "
                        f"for a use on {day}, but open at {span.opens:%Y-%m-%d %H:%M}",
                        "give the rule another shift, or the facility other closed days",
                    )


def _check_city(city: City, closed: CityFile) -> None:
    everywhere = closed_days_of(city, None)
    run = _longest(everywhere)
    if run > _LONGEST_STOP:
        raise closed.error(
            ("city",),
            f"the whole city is closed for {run.days - 1} days on end",
            "name only the days on which every facility is closed, or leave [city] out",
        )


def _shifted_windows(city: City, facility: Facility) -> Iterator[tuple[str, Window]]:
    for class_id in dict.fromkeys(room.class_id for room in facility.rooms):
        for name, window in _windows(city.klass(class_id)):
            if (window.opens.shift, window.closes.shift) != (Shift.NONE, Shift.NONE):
                yield name, window


def _windows(klass: FacilityClass) -> Iterator[tuple[str, Window]]:
    for offers in (klass.first_come, klass.counter):
        if offers is not None:
            yield from ((rule.id, rule.window) for _, rule in offers.versions)
    if klass.lottery is not None:
        for _, rule in klass.lottery.versions:
            yield rule.id, rule.applications
            if rule.claim is not None:
                yield rule.id, rule.claim


def _lengths(window: Window) -> Mapping[date, timedelta]:
    ends = zip(DAYS_TRIED, tried(window.opens), tried(window.closes), strict=True)
    return {day: closes - opens for day, opens, closes in ends}


def _longest_run(city: City, facility: Facility | None) -> timedelta:
    """How long the facility, or without one the banks, are closed at a stretch."""
    if facility is None:
        return _longest(lambda day: is_bank_holiday(city, day))
    return _longest(lambda day: is_closed(city, facility, day))


def _longest(shut: ClosedOn) -> timedelta:
    longest = run = 0
    for day in DAYS_TRIED:
        run = run + 1 if shut(day) else 0
        longest = max(longest, run)
    return timedelta(days=longest + 1)
