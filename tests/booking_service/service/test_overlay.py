"""What staff lay over a city: which rooms a closing shuts, and what stays as the files say."""

from __future__ import annotations

from datetime import date

import pytest

from booking_service.cities.loader import known_city
from booking_service.policy.calendar import is_room_closed
from booking_service.policy.model import City, Takes
from booking_service.service.overlay import lay_over, shut_rooms
from booking_service.storage.records import ClosingRecord
from tests.booking_service.lobby import NOW

DAY = date(2026, 12, 16)


def closing(facility: str | None = None, room: str | None = None) -> ClosingRecord:
    return ClosingRecord(1, facility, room, DAY, DAY, {"ja": "工事"}, NOW, None, 1)


@pytest.fixture(scope="module")
def sapporo() -> City:
    return known_city("sapporo")


def test_a_room_takes_with_it_what_cannot_be_used_without_it(sapporo: City) -> None:
    joined = next(r for r in sapporo.rooms if len(r.units) > 1 and r.takes is Takes.ALL)
    units = {unit.id for unit in joined.units}
    parts = [
        room
        for room in sapporo.rooms
        if room.id != joined.id and {unit.id for unit in room.units} < units
    ]
    part = parts[0]
    assert shut_rooms(sapporo, closing(room=part.id)) >= {part.id, joined.id}
    assert part.id not in shut_rooms(sapporo, closing(room=joined.id))
    city = lay_over(sapporo, [closing(room=part.id)], [])
    assert is_room_closed(city, city.room(joined.id), DAY)


def test_a_place_let_piece_by_piece_shuts_nothing_else(sapporo: City) -> None:
    half = next(room for room in sapporo.rooms if room.takes is Takes.ONE)
    assert shut_rooms(sapporo, closing(room=half.id)) == {half.id}


def test_the_files_stay_what_they_are(sapporo: City) -> None:
    city = lay_over(sapporo, [closing(facility=sapporo.facilities[0].id)], [])
    assert city.rule_version == sapporo.rule_version
    assert all(is_room_closed(city, room, DAY) for room in city.facilities[0].rooms)
    assert city.facilities[1] is sapporo.facilities[1]
    assert lay_over(sapporo, [], []) == sapporo


def test_a_room_the_files_no_longer_have_shuts_nothing(sapporo: City) -> None:
    assert shut_rooms(sapporo, closing(room="gone")) == frozenset()
    assert lay_over(sapporo, [closing(room="gone"), closing(facility="gone")], []) == sapporo
