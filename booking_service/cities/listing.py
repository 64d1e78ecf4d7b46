"""``booking-service cities``: which cities come with the program, and what they let."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from typing import TextIO

from booking_service.cities.errors import CityError
from booking_service.cities.explain.explanation import explain_names
from booking_service.cities.loader import city_names, load_city
from booking_service.policy.model import City, Facility, FacilityClass, Room
from booking_service.policy.rules import CancellationRule, Dated, LotteryRule, OfferRule

_FINE = 0
_WRONG = 2

Json = dict[str, object]


def run(arguments: argparse.Namespace, out: TextIO | None = None, err: TextIO | None = None) -> int:
    """Prints all cities to ``out``. Returns 0, or 2 after telling on ``err`` which does not load
    and why."""
    try:
        cities = [load_city(name) for name in city_names()]
    except CityError as error:
        (err or sys.stderr).write(f"booking-service cities: {error}\n")
        return _WRONG
    if arguments.json:
        listed: Json = {"cities": [_city(city) for city in cities]}
        text = json.dumps(listed, ensure_ascii=False, indent=1) + "\n"
    else:
        text = "\n".join(line for city in cities for line in _lines(city)) + "\n"
    (out or sys.stdout).write(text)
    return _FINE


def _city(city: City) -> Json:
    names = explain_names(city)
    return {
        "id": city.id,
        "name": dict(city.name),
        "classes": [
            {"id": klass.id, "name": dict(klass.name), "explain_name": names[klass.id]}
            for klass in city.classes
        ],
        "facilities": [
            {
                "id": facility.id,
                "name": dict(facility.name),
                "rooms": [_room(city, room) for room in facility.rooms],
            }
            for facility in city.facilities
        ],
    }


def _room(city: City, room: Room) -> Json:
    klass = city.klass(room.class_id)
    return {
        "id": room.id,
        "name": dict(room.name),
        "class_id": klass.id,
        "lottery": _rule_id(klass.lottery),
        "first_come": _rule_id(klass.first_come),
        "cancellation": _rule_id(klass.cancellation),
        "units": [{"id": unit.id, "name": dict(unit.name)} for unit in room.units],
        "takes": room.takes.value,
    }


def _rule_id(
    rule: Dated[LotteryRule] | Dated[OfferRule] | Dated[CancellationRule] | None,
) -> str | None:
    return None if rule is None else rule.versions[-1][1].id


def _lines(city: City) -> Iterator[str]:
    names = explain_names(city)
    yield f"{city.id}  {city.name['ja']}"
    for klass in city.classes:
        yield f"  --class {names[klass.id]}  ({_named(klass)})"
    for facility in city.facilities:
        yield f"  {_named(facility)}"
        for room in facility.rooms:
            yield f"    --room {room.id}  {room.name['ja']}, {room.class_id}"


def _named(one: FacilityClass | Facility) -> str:
    return f"{one.id}: {one.name['ja']}"
