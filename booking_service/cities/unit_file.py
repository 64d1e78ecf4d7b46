"""Reads the units of rooms: what can be in use only once at a time.

An ordinary room is its own unit. A room may have several (``units``), be made of other rooms
(``made_of``), or be any one of several units (``one_of``). Rooms that share a unit exclude each
other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from booking_service.cities.table import Table
from booking_service.policy.model import Room, Takes, Unit
from booking_service.wording.words import in_all

_MOST_UNITS = 99
_FEWEST_ROOMS = 2


@dataclass(frozen=True, slots=True)
class RoomUnits:
    """The units of one room, and how many of them a use takes."""

    units: tuple[Unit, ...]
    takes: Takes


def units_of_rooms(rooms: Sequence[Table], taken: set[str]) -> tuple[RoomUnits, ...]:
    """The units of each room of a facility, in its order. ``taken``: ids of units elsewhere in the
    city; those found are added."""
    own = {table.slug("id"): _own(table, taken) for table in rooms if not _is_derived(table)}
    named = {unit.id: (unit,) for units in own.values() for unit in units} | own
    return tuple(_units(table, own, named) for table in rooms)


def check_shared_units(tables: Sequence[Table], rooms: Sequence[Room]) -> None:
    """Refuses rooms that share a unit and are cut into slots in different ways."""
    first: dict[str, Room] = {}
    for table, room in zip(tables, rooms, strict=True):
        for unit in room.units:
            other = first.setdefault(unit.id, room)
            if other.patterns != room.patterns:
                raise table.error(
                    "patterns" if table.has("patterns") else "pattern",
                    f"{room.id!r} shares the unit {unit.id!r} with {other.id!r}, "
                    "whose days are cut into other slots",
                    "give rooms that exclude each other the same pattern",
                )


def _is_derived(table: Table) -> bool:
    return table.has("made_of") or table.has("one_of")


def _own(table: Table, taken: set[str]) -> tuple[Unit, ...]:
    found = _declared(table)
    for unit in found:
        if unit.id in taken:
            key = "units" if table.has("units") else "id"
            raise table.error(key, f"the unit {unit.id!r} is given twice", "use another id")
        taken.add(unit.id)
    return found


def _declared(table: Table) -> tuple[Unit, ...]:
    room_id = table.slug("id")
    if not table.has("units"):
        return (Unit(room_id, table.text("name")),)
    if isinstance(table.raw("units", "a number or a list of { id, name }"), int):
        count = table.integer("units", least=2, most=_MOST_UNITS)
        return tuple(
            Unit(f"{room_id}-{number}", in_all("names.unit", number=str(number)))
            for number in range(1, count + 1)
        )
    found = tuple(_unit(inner) for inner in table.unique_tables("units"))
    if not found:
        raise table.error("units", "no unit", "give a number, list { id, name }, or leave it out")
    return found


def _unit(given: Table) -> Unit:
    with given as table:
        return Unit(table.slug("id"), table.text("name"))


def _units(
    table: Table,
    own: Mapping[str, tuple[Unit, ...]],
    named: Mapping[str, tuple[Unit, ...]],
) -> RoomUnits:
    if not _is_derived(table):
        return RoomUnits(own[table.slug("id")], _takes(table, Takes.ALL))
    keys = [key for key in ("made_of", "one_of", "units") if table.has(key)]
    if len(keys) > 1:
        raise table.error(keys[1], f"{keys[0]} is given too", "give only one of them")
    found: dict[str, Unit] = {}
    for name in table.strings(keys[0]):
        if name not in named:
            raise table.error(
                keys[0],
                f"{name!r} is no room or unit of this facility that is its own",
                "use " + ", ".join(named),
            )
        found.update((unit.id, unit) for unit in named[name])
    if not found:
        raise table.error(keys[0], "empty", "name at least one room or unit")
    if keys[0] == "made_of" and len(table.strings("made_of")) < _FEWEST_ROOMS:
        raise table.error("made_of", "only one room", "name two or more, or leave it out")
    default = Takes.ONE if keys[0] == "one_of" else Takes.ALL
    return RoomUnits(tuple(found.values()), _takes(table, default))


def _takes(table: Table, default: Takes) -> Takes:
    return Takes(table.choice("takes", tuple(Takes))) if table.has("takes") else default
