"""A reader of the feed misses nothing, whoever writes meanwhile (RPDE's one hard promise)."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from booking_service.storage.place import Place
from booking_service.storage.ports import Database
from booking_service.storage.records import FeedRow, Holder, RoomDayRecord, RoomUnitsRecord
from tests.booking_service.storage.stores import WAIT, opened

WRITERS = 12
WRITES = 60
PROCESSES = 3  # on PostgreSQL, each with a writer of its own
ROOMS = [f"room-{place}" for place in range(20)]
DAYS = [date(2026, 12, 1) + timedelta(days=ahead) for ahead in range(10)]


def make_days(store: Any) -> None:
    store.keep_rooms(RoomUnitsRecord(room, (room,), takes_one=False) for room in ROOMS)
    store.put_room_days(
        RoomDayRecord(room, day, "hourly", "f" * 12, "") for room in ROOMS for day in DAYS
    )


@pytest.fixture
def databases(new_place: Place) -> Iterator[list[Database]]:
    """What the processes have open: a file only one of them."""
    count = 1 if isinstance(new_place, Path) else PROCESSES
    running = [opened(new_place) for _ in range(count)]
    running[0].submit(make_days).result(WAIT)
    yield running
    for one in running:
        one.close()


@pytest.fixture
def database(databases: list[Database]) -> Database:
    return databases[0]


class Follower:
    """Follows the feed page by page, as a kiosk does."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.cursor = 0
        self.seen: dict[str, tuple[str, ...]] = {}

    def page(self, limit: int) -> list[FeedRow]:
        with self._database.reading() as reader:
            rows = reader.feed(self.cursor, limit)
        changes = [row.change for row in rows]
        assert changes == sorted(set(changes))
        assert not changes or changes[0] > self.cursor
        for row in rows:
            self.cursor = row.change
            self.seen[row.id] = row.data
        return rows


def write(database: Database, seed: int) -> None:
    """Takes and frees slots at random, as several residents do at one time."""
    chance = random.Random(seed)
    waiting: list[Future[Any]] = []
    for turn in range(WRITES):
        holder = (Holder.RESERVATION, seed * WRITES + turn)
        room, day, slot = chance.choice(ROOMS), chance.choice(DAYS), chance.randrange(12)

        def take(
            store: Any,
            room: str = room,
            day: date = day,
            slot: int = slot,
            holder: tuple[str, int] = holder,
        ) -> object:
            return store.occupy((room,), day, range(slot, slot + 1), holder, shown=True)

        waiting.append(database.submit(take))
        if chance.random() < 0.3:
            waiting.append(database.submit(lambda store, holder=holder: store.free(holder)))
        if chance.random() < 0.2:  # so that batches of several sizes meet
            waiting.pop().result(WAIT)
    for one in waiting:
        one.result(WAIT)


def test_a_reader_sees_every_change_of_concurrent_writers(databases: list[Database]) -> None:
    follower, finished = Follower(databases[0]), threading.Event()

    def follow() -> None:
        while not finished.is_set():
            follower.page(limit=7)

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        following = pool.submit(follow)
        writing = [
            pool.submit(write, databases[seed % len(databases)], seed) for seed in range(WRITERS)
        ]
        try:
            for one in writing:
                one.result(WAIT)
        finally:
            finished.set()
        following.result(WAIT)
    while follower.page(limit=50):
        pass
    with databases[0].reading() as reader:
        for room in ROOMS:
            for day in DAYS:
                stored = reader.room_day(room, day)
                assert stored is not None
                assert follower.seen[f"{room}/{day}"][3] == stored.slots


def test_the_letters_are_those_of_the_booked_slots(database: Database) -> None:
    """Whatever is taken and freed, the string of a day says what the table says."""
    chance, held = random.Random(7), []
    for turn in range(200):
        holder = (Holder.RESERVATION, turn)
        first = chance.randrange(11)
        slots = range(first, first + 2)
        taken = database.submit(
            lambda store, slots=slots, holder=holder: store.occupy(
                ROOMS[:1], DAYS[0], slots, holder, shown=True
            )
        ).result(WAIT)
        if taken:
            held.append(holder)
        elif held:
            gone = held.pop(chance.randrange(len(held)))
            database.submit(lambda store, gone=gone: store.free(gone)).result(WAIT)
        with database.reading() as reader:
            booked = {slot for _, slot in reader.booked_units(ROOMS[:1], DAYS[0])}
            stored = reader.room_day(ROOMS[0], DAYS[0])
        assert stored is not None
        letters = "".join("t" if slot in booked else "f" for slot in range(12))
        assert stored.slots == letters


def test_renewing_a_day_keeps_what_is_booked_and_changes_nothing_else(database: Database) -> None:
    database.submit(
        lambda store: store.occupy(
            ROOMS[:1], DAYS[0], range(3, 5), (Holder.RESERVATION, 1), shown=True
        )
    ).result(WAIT)
    follower = Follower(database)
    while follower.page(limit=1000):
        pass
    database.submit(make_days).result(WAIT)
    assert follower.page(limit=1000) == []
    closed = RoomDayRecord(ROOMS[0], DAYS[0], "hourly", "c" * 12, "")
    database.submit(lambda store: store.put_room_days([closed])).result(WAIT)
    (changed,) = follower.page(limit=1000)
    assert changed.data[3] == "cccttccccccc"
