"""Rooms that share units, and rooms that have several: who excludes whom, and what a day shows."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from booking_service.storage.place import Place
from booking_service.storage.ports import Database
from booking_service.storage.records import FeedRow, Holder, RoomDayRecord, RoomUnitsRecord
from tests.booking_service.storage.stores import WAIT, opened

DAY = date(2026, 12, 15)
FACTS = "ffffcf"
ROOMS = (
    RoomUnitsRecord("a", ("a",), takes_one=False),
    RoomUnitsRecord("b", ("b",), takes_one=False),
    RoomUnitsRecord("ab", ("a", "b"), takes_one=False),  # made of both
    RoomUnitsRecord("hall", ("hall-1", "hall-2"), takes_one=False),
    RoomUnitsRecord("half", ("hall-1", "hall-2"), takes_one=True),  # either half
    RoomUnitsRecord("courts", ("c1", "c2", "c3"), takes_one=True),
)


@pytest.fixture
def database(new_place: Place) -> Iterator[Database]:
    running = opened(new_place)
    running.submit(make).result(WAIT)
    yield running
    running.close()


def make(store: Any) -> None:
    store.keep_rooms(ROOMS)
    store.put_room_days(RoomDayRecord(room.room_id, DAY, "p", FACTS, "") for room in ROOMS)


def take(database: Database, holder: int, units: tuple[str, ...], slots: range) -> bool:
    return database.submit(
        lambda store: store.occupy(units, DAY, slots, (Holder.RESERVATION, holder), shown=True)
    ).result(WAIT)


def letters(database: Database) -> dict[str, tuple[str, tuple[str, ...]]]:
    with database.reading() as reader:
        days = [reader.room_day(room.room_id, DAY) for room in ROOMS]
    return {day.room_id: (day.slots, day.units) for day in days if day is not None}


def test_rooms_that_share_a_unit_exclude_each_other(database: Database) -> None:
    assert take(database, 1, ("a", "b"), range(2))
    assert not take(database, 2, ("a",), range(1, 3))
    assert not take(database, 2, ("b",), range(1))
    assert take(database, 2, ("b",), range(2, 3))
    shown = letters(database)
    assert shown["a"] == ("ttffcf", ())
    assert shown["b"] == ("tttfcf", ())
    assert shown["ab"] == ("tttfcf", ("ttffcf", "tttfcf"))


def test_nothing_is_taken_where_one_unit_is_held(database: Database) -> None:
    assert take(database, 1, ("b",), range(3, 4))
    before = letters(database)
    assert not take(database, 2, ("a", "b"), range(2, 4))
    assert letters(database) == before
    assert take(database, 3, ("a",), range(2, 4))


def test_a_place_of_several_courts_is_taken_when_all_are(database: Database) -> None:
    for holder, court in enumerate(("c2", "c1", "c3")):
        assert letters(database)["courts"][0] == FACTS
        assert take(database, holder, (court,), range(1))
    assert letters(database)["courts"] == ("tfffcf", ("tfffcf", "tfffcf", "tfffcf"))
    database.submit(lambda store: store.free((Holder.RESERVATION, 1))).result(WAIT)
    assert letters(database)["courts"] == ("ffffcf", ("ffffcf", "tfffcf", "tfffcf"))


def test_every_court_is_told_in_the_feed(database: Database) -> None:
    with database.reading() as reader:
        before = reader.last_change()
    assert take(database, 1, ("c2",), range(1))
    with database.reading() as reader:
        told = reader.feed(before, 10)
    assert told == [
        FeedRow(
            before + 1,
            "room-day",
            f"courts/{DAY}",
            False,
            ("courts", DAY.isoformat(), "p", FACTS),
            (FACTS, "tfffcf", FACTS),
        )
    ]


def told_by_oracle(held: dict[tuple[str, int], int]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """What the letters must be, from nothing but who holds what."""

    def row(taken: Callable[[int], bool]) -> str:
        return "".join("t" if taken(slot) else fact for slot, fact in enumerate(FACTS))

    def room(record: RoomUnitsRecord) -> tuple[str, tuple[str, ...]]:
        enough = all if record.takes_one else any
        slots = row(lambda slot: enough((unit, slot) in held for unit in record.units))
        units = tuple(row(lambda slot, unit=unit: (unit, slot) in held) for unit in record.units)
        return slots, units if len(units) > 1 else ()

    return {record.room_id: room(record) for record in ROOMS}


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_taken_and_freed_the_letters_say_it(database: Database, seed: int) -> None:
    chance, held = random.Random(seed), dict[tuple[str, int], int]()
    for holder in range(150):
        if held and chance.random() < 0.35:
            gone = chance.choice(sorted(held.values()))
            database.submit(lambda store, gone=gone: store.free((Holder.RESERVATION, gone))).result(
                WAIT
            )
            held = {place: one for place, one in held.items() if one != gone}
        else:
            room = chance.choice(ROOMS)
            units = (chance.choice(room.units),) if room.takes_one else room.units
            first = chance.randrange(len(FACTS))
            slots = range(first, min(len(FACTS), first + chance.randint(1, 3)))
            wanted = {(unit, slot) for unit in units for slot in slots}
            free = held.keys().isdisjoint(wanted)
            assert take(database, holder, units, slots) == free
            held |= dict.fromkeys(wanted, holder) if free else {}
        assert letters(database) == told_by_oracle(held)
    # A day that is made again shows the same, and is no change.
    with database.reading() as reader:
        before = reader.last_change()
    database.submit(make).result(WAIT)
    assert letters(database) == told_by_oracle(held)
    with database.reading() as reader:
        assert reader.feed(before, 10) == []
