"""A reader of the feed misses nothing, whoever writes meanwhile (RPDE's one hard promise)."""

from __future__ import annotations

import random
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from booking_service.storage.records import FeedRow, Holder, RoomDayRecord, RoomUnitsRecord
from booking_service.storage.sqlite.database import SqliteDatabase

WAIT = 20.0
WRITERS = 12
WRITES = 60
ROOMS = [f"room-{place}" for place in range(20)]
DAYS = [date(2026, 12, 1) + timedelta(days=ahead) for ahead in range(10)]


def make_days(store: Any) -> None:
    store.keep_rooms(RoomUnitsRecord(room, (room,), takes_one=False) for room in ROOMS)
    store.put_room_days(
        RoomDayRecord(room, day, "hourly", "f" * 12, "") for room in ROOMS for day in DAYS
    )


class Follower:
    """Follows the feed page by page, as a kiosk does."""

    def __init__(self, database: SqliteDatabase) -> None:
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


def test_a_reader_sees_every_change_of_concurrent_writers(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "some.db")
    try:
        database.submit(make_days).result(WAIT)
        follower, finished = Follower(database), threading.Event()

        def follow() -> None:
            while not finished.is_set():
                follower.page(limit=7)

        def write(seed: int) -> None:
            chance = random.Random(seed)
            waiting: list[Future[Any]] = []
            for turn in range(WRITES):
                holder = (Holder.RESERVATION, seed * WRITES + turn)
                room, day, slot = chance.choice(ROOMS), chance.choice(DAYS), chance.randrange(12)
                waiting.append(
                    database.submit(
                        lambda store, room=room, day=day, slot=slot, holder=holder: store.occupy(
                            (room,), day, range(slot, slot + 1), holder, shown=True
                        )
                    )
                )
                if chance.random() < 0.3:
                    waiting.append(database.submit(lambda store, holder=holder: store.free(holder)))
            for one in waiting:
                one.result(WAIT)

        with ThreadPoolExecutor(WRITERS + 1) as pool:
            following = pool.submit(follow)
            for writing in [pool.submit(write, seed) for seed in range(WRITERS)]:
                writing.result(WAIT)
            finished.set()
            following.result(WAIT)
        while follower.page(limit=50):
            pass
        with database.reading() as reader:
            for room in ROOMS:
                for day in DAYS:
                    stored = reader.room_day(room, day)
                    assert stored is not None
                    assert follower.seen[f"{room}/{day}"][3] == stored.slots
    finally:
        database.close()


def test_the_letters_are_those_of_the_booked_slots(tmp_path: Path) -> None:
    """Whatever is taken and freed, the string of a day says what the table says."""
    database = SqliteDatabase(tmp_path / "some.db")
    try:
        database.submit(make_days).result(WAIT)
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
    finally:
        database.close()


def test_renewing_a_day_keeps_what_is_booked_and_changes_nothing_else(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "some.db")
    try:
        database.submit(make_days).result(WAIT)
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
    finally:
        database.close()
