"""Reads ``facilities.toml``: the buildings of a city and what is let in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from booking_service.cities.table import CityFile, Table
from booking_service.policy.model import ClosedDays, Facility, Room

_MOST_YEN = 10_000_000


@dataclass(frozen=True, slots=True)
class Known:
    """What the other files of the city define and a facility may refer to."""

    classes: tuple[str, ...]
    patterns: tuple[str, ...]
    kinds: tuple[str, ...]
    closed_days: Mapping[str, ClosedDays]


def facility_ids(file: CityFile) -> tuple[str, ...]:
    """The ids alone, for files that refer to facilities."""
    return tuple(table.slug("id") for table in file.root().unique_tables("facility"))


def read_facilities(file: CityFile, known: Known) -> tuple[Facility, ...]:
    """The facilities with their rooms."""
    rooms: set[str] = set()
    with file.root() as root:
        facilities = tuple(
            _facility(table, known, rooms) for table in root.unique_tables("facility")
        )
        if not facilities:
            raise root.error("facility", "no facility", "add a [[facility]]")
    return facilities


def _facility(given: Table, known: Known, rooms: set[str]) -> Facility:
    with given as table:
        facility_id = table.slug("id")
        if facility_id not in known.closed_days:
            raise table.error(
                "id", "its closed days are not given", "name it in a [[group]] of closed_days.toml"
            )
        return Facility(
            id=facility_id,
            name=table.text("name"),
            address=table.text("address"),
            tel=table.string("tel"),
            fax=table.string("fax") if table.has("fax") else None,
            opening=table.text("opening"),
            closed=table.text("closed"),
            registration_kinds=frozenset(table.strings("registration_kinds", known.kinds)),
            closed_days=known.closed_days[facility_id],
            rooms=_rooms(table, facility_id, known, rooms),
        )


def _rooms(facility: Table, facility_id: str, known: Known, rooms: set[str]) -> tuple[Room, ...]:
    class_id = facility.choice("class", known.classes)
    pattern_id = facility.choice("pattern", known.patterns)
    found: list[Room] = []
    for given in facility.tables("rooms"):
        with given as table:
            room = Room(
                id=table.slug("id"),
                facility_id=facility_id,
                class_id=table.choice("class", known.classes) if table.has("class") else class_id,
                name=table.text("name"),
                capacity=table.integer("capacity", least=1),
                price_per_hour_yen=table.integer("price_per_hour_yen", least=0, most=_MOST_YEN),
                pattern_id=(
                    table.choice("pattern", known.patterns) if table.has("pattern") else pattern_id
                ),
                note=table.optional_text("note"),
            )
            if room.id in rooms:
                raise table.error("id", f"{room.id!r} is given twice", "use another id")
            rooms.add(room.id)
            found.append(room)
    if not found:
        raise facility.error("rooms", "no room", "list at least one room")
    return tuple(found)
