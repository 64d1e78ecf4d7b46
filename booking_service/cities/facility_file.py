"""Reads ``facilities.toml``: the buildings of a city and what is let in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from booking_service.cities import reading
from booking_service.cities.table import CityFile, Table
from booking_service.cities.unit_file import RoomUnits, check_shared_units, units_of_rooms
from booking_service.policy.model import (
    ClosedDays,
    Facility,
    PatternWhen,
    Price,
    Room,
    SlotPattern,
)
from booking_service.policy.rules import Dated, Text

_MOST_YEN = 10_000_000
_MOST_M2 = 100_000


@dataclass(frozen=True, slots=True)
class Known:
    """What the other files of the city define and a facility may refer to."""

    classes: tuple[str, ...]
    patterns: Mapping[str, SlotPattern]
    lightings: tuple[str, ...]
    kinds: tuple[str, ...]
    closed_days: Mapping[str, ClosedDays]


@dataclass(frozen=True, slots=True)
class _House:
    """What a facility says for all its rooms that do not say otherwise, and what may stand in
    them."""

    id: str
    equipment: Mapping[str, Text]
    class_id: str | None
    patterns: tuple[PatternWhen, ...] | None


@dataclass(frozen=True, slots=True)
class _Used:
    """Ids that are taken; a room and a unit of another room never have the same."""

    rooms: set[str] = field(default_factory=set)
    units: set[str] = field(default_factory=set)


def facility_ids(file: CityFile) -> tuple[str, ...]:
    """The ids alone, for files that refer to facilities."""
    return tuple(table.slug("id") for table in file.root().unique_tables("facility"))


def read_facilities(file: CityFile, known: Known) -> tuple[Facility, ...]:
    """The facilities with their rooms."""
    used = _Used()
    with file.root() as root:
        equipment = dict(_equipment(table) for table in root.unique_tables("equipment"))
        facilities = tuple(
            _facility(table, known, used, equipment) for table in root.unique_tables("facility")
        )
        if not facilities:
            raise root.error("facility", "no facility", "add a [[facility]]")
    return facilities


def _equipment(given: Table) -> tuple[str, Text]:
    """Something that stands in rooms, which name it by its id."""
    with given as table:
        return table.slug("id"), table.text("name")


def _facility(given: Table, known: Known, used: _Used, equipment: Mapping[str, Text]) -> Facility:
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
            tel=reading.telephone(table, "tel"),
            fax=reading.telephone(table, "fax") if table.has("fax") else None,
            opening=table.text("opening"),
            closed=table.text("closed"),
            registration_kinds=frozenset(table.strings("registration_kinds", known.kinds)),
            closed_days=known.closed_days[facility_id],
            rooms=_rooms(table, _house(table, facility_id, known, equipment), known, used),
            area=table.optional_text("area"),
            url=reading.url(table, "url") if table.has("url") else None,
        )


def _house(table: Table, facility_id: str, known: Known, equipment: Mapping[str, Text]) -> _House:
    return _House(
        id=facility_id,
        equipment=equipment,
        class_id=table.choice("class", known.classes) if table.has("class") else None,
        patterns=_patterns(table, known),
    )


def _rooms(facility: Table, house: _House, known: Known, used: _Used) -> tuple[Room, ...]:
    tables = facility.tables("rooms")
    if not tables:
        raise facility.error("rooms", "no room", "list at least one room")
    found: list[Room] = []
    for given, own in zip(tables, units_of_rooms(tables, used.units), strict=True):
        with given as table:
            room = _room(table, house, own, known)
            if room.id in used.rooms:
                raise table.error("id", f"{room.id!r} is given twice", "use another id")
            used.rooms.add(room.id)
            found.append(room)
    check_shared_units(tables, found)
    return tuple(found)


def _room(table: Table, house: _House, own: RoomUnits, known: Known) -> Room:
    class_id = house.class_id
    if class_id is None or table.has("class"):
        class_id = table.choice("class", known.classes)
    patterns = _patterns(table, known) or house.patterns
    if patterns is None:
        raise table.error("pattern", "missing", "give it here or at the facility")
    return Room(
        id=table.slug("id"),
        facility_id=house.id,
        class_id=class_id,
        name=table.text("name"),
        capacity=table.integer("capacity", least=1),
        price=_prices(table, tuple(known.patterns[when.pattern_id] for when in patterns)),
        patterns=patterns,
        units=own.units,
        takes=own.takes,
        lighting_id=table.choice("lighting", known.lightings) if table.has("lighting") else None,
        note=table.optional_text("note"),
        equipment=_stands_in(table, house),
        area_m2=(
            table.integer("area_m2", least=1, most=_MOST_M2) if table.has("area_m2") else None
        ),
    )


def _stands_in(table: Table, house: _House) -> tuple[Text, ...]:
    """What stands in a room, in the order in which the room names it."""
    if not table.has("equipment"):
        return ()
    names = table.strings("equipment", tuple(house.equipment))
    return tuple(house.equipment[name] for name in names)


def _patterns(table: Table, known: Known) -> tuple[PatternWhen, ...] | None:
    """``pattern``, or ``patterns`` of which the first that fits a day counts; None for neither."""
    names = tuple(known.patterns)
    if table.has("pattern"):
        if table.has("patterns"):
            raise table.error("patterns", "pattern is given too", "give only one of the two")
        return (PatternWhen(table.choice("pattern", names)),)
    if not table.has("patterns"):
        return None
    found = tuple(_pattern_when(inner, names) for inner in table.tables("patterns"))
    if not found or found[-1] != PatternWhen(found[-1].pattern_id):
        raise table.error(
            "patterns", "some days fit none of them", "end with { pattern } for all other days"
        )
    return found


def _pattern_when(given: Table, names: tuple[str, ...]) -> PatternWhen:
    with given as table:
        first = last = None
        if table.has("from") or table.has("until"):
            first, last = reading.month_day(table, "from"), reading.month_day(table, "until")
        return PatternWhen(
            pattern_id=table.choice("pattern", names),
            first=first,
            last=last,
            weekdays=reading.weekday_set(table, "weekdays") if table.has("weekdays") else None,
            public_holidays=(
                table.boolean("public_holidays") if table.has("public_holidays") else None
            ),
        )


def _prices(table: Table, patterns: tuple[SlotPattern, ...]) -> Dated[Price]:
    """The price now, and later ones by ``valid_from``."""
    versions = [(date.min, _price(table, patterns))]
    for given in table.tables("later_prices"):
        with given as inner:
            since = reading.a_date(inner, "valid_from")
            if since <= versions[-1][0]:
                raise inner.error(
                    "valid_from", "not after the price before", "list prices in order of time"
                )
            versions.append((since, _price(inner, patterns)))
    return Dated(tuple(versions))


def _price(table: Table, patterns: tuple[SlotPattern, ...]) -> Price:
    if table.has("prices"):
        if table.has("price_per_hour_yen"):
            raise table.error(
                "prices", "price_per_hour_yen is given too", "give only one of the two"
            )
        return Price(None, _by_slot(table.table("prices"), patterns))
    return Price(table.integer("price_per_hour_yen", least=0, most=_MOST_YEN))


def _by_slot(given: Table, patterns: tuple[SlotPattern, ...]) -> dict[str, int]:
    slots = dict.fromkeys(slot.id for pattern in patterns for slot in pattern.slots)
    combined = dict.fromkeys(one.id for pattern in patterns for one in pattern.combined)
    with given as table:
        prices = {slot: table.integer(slot, least=0, most=_MOST_YEN) for slot in slots}
        for name in combined:
            if table.has(name):
                prices[name] = table.integer(name, least=0, most=_MOST_YEN)
    return prices
