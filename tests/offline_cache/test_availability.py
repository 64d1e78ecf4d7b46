"""The availability file: what is looked up, how a generation is swapped, what a bad file does."""

from __future__ import annotations

import random
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.clock import TOKYO
from offline_cache.availability import (
    AvailabilityCache,
    Changes,
    Cursor,
    Document,
    OfferDayRow,
    RoomDayRow,
)
from offline_cache.database import Fault, StorageTrouble

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=TOKYO)


def day(room: str, date: str, slots: str = "ffff") -> RoomDayRow:
    return RoomDayRow(room, date, "hourly", slots)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "availability.sqlite3"


@pytest.fixture
def cache(file: Path) -> Iterator[AvailabilityCache]:
    cache, set_aside = AvailabilityCache.open(file, NOW)
    assert set_aside is None
    yield cache
    cache.close()


def fill(cache: AvailabilityCache, generation: str, *days: RoomDayRow) -> None:
    assert cache.begin_next() is None
    assert cache.gather(Changes(room_days=days), Cursor(generation, len(days))) is None
    assert cache.swap(NOW) is None


def test_a_new_file_knows_nothing(cache: AvailabilityCache) -> None:
    assert cache.cursor() is None
    assert cache.as_of() is None
    assert cache.room_span("hall") is None
    assert cache.document(Document.CITY) is None
    assert cache.version(Document.CITY) == 0


def test_days_are_found_by_room_and_span(cache: AvailabilityCache) -> None:
    days = [day("hall", f"2026-12-{number:02}") for number in range(1, 11)]
    fill(cache, "g1", *days, day("other", "2026-12-05"))
    assert cache.room_days("hall", "2026-12-03", "2026-12-05") == tuple(days[2:5])
    assert cache.room_span("hall") == ("2026-12-01", "2026-12-10")


def test_changes_and_deletions_are_followed(cache: AvailabilityCache) -> None:
    fill(cache, "g1", day("hall", "2026-12-01"), day("hall", "2026-12-02"))
    offers = OfferDayRow("centre", "public", "2026-12-02", b"[]")
    changes = Changes(
        room_days=(day("hall", "2026-12-02", "tfff"),),
        offer_days=(offers,),
        gone_room_days=(("hall", "2026-12-01"),),
    )
    assert cache.follow(changes, Cursor("g1", 9)) is None
    assert cache.room_days("hall", "2026-12-01", "2026-12-31") == (
        day("hall", "2026-12-02", "tfff"),
    )
    assert cache.offer_days("centre", "public", "2026-12-01", "2026-12-31") == (offers,)
    assert cache.cursor() == Cursor("g1", 9)


def test_a_generation_takes_the_place_of_another_in_one_moment(cache: AvailabilityCache) -> None:
    fill(cache, "g1", day("hall", "2026-12-01"))
    assert cache.begin_next() is None
    assert cache.gather(Changes(room_days=(day("hall", "2026-12-02"),)), Cursor("g2", 1)) is None
    assert cache.room_span("hall") == ("2026-12-01", "2026-12-01")
    assert cache.cursor() == Cursor("g1", 1)
    later = NOW + timedelta(minutes=1)
    assert cache.swap(later) is None
    assert cache.room_span("hall") == ("2026-12-02", "2026-12-02")
    assert cache.cursor() == Cursor("g2", 1)
    assert cache.next_cursor() is None
    assert cache.as_of() == later


def test_a_document_gets_a_new_version_only_if_it_changed(cache: AvailabilityCache) -> None:
    for content, version in [(b"a", 1), (b"a", 1), (b"b", 2)]:
        assert cache.keep(Document.NOTICES, content) is None
        assert cache.version(Document.NOTICES) == version
        assert cache.document(Document.NOTICES) == content


def test_everything_is_still_there_after_opening_again(file: Path) -> None:
    cache, _ = AvailabilityCache.open(file, NOW)
    fill(cache, "g1", day("hall", "2026-12-01"))
    cache.close()
    again, set_aside = AvailabilityCache.open(file, NOW)
    assert set_aside is None
    assert again.room_span("hall") == ("2026-12-01", "2026-12-01")
    assert again.as_of() == NOW
    again.close()


def filled(file: Path) -> None:
    cache, _ = AvailabilityCache.open(file, NOW)
    fill(
        cache,
        "g1",
        *(day("hall", f"2026-{m:02}-{d:02}") for m in range(1, 13) for d in range(1, 29)),
    )
    cache.close()


def overwrite_with_noise(file: Path) -> None:
    file.write_bytes(random.Random(1).randbytes(file.stat().st_size))


def cut_in_half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def spoil_one_page(file: Path) -> None:
    connection = sqlite3.connect(file)
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    (page,) = connection.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = 'room_day'"
    ).fetchone()
    connection.close()
    content = bytearray(file.read_bytes())
    content[(page - 1) * size : page * size] = random.Random(2).randbytes(size)
    file.write_bytes(content)


@pytest.mark.parametrize("harm", [overwrite_with_noise, cut_in_half, spoil_one_page])
def test_a_damaged_file_is_set_aside_whole_and_started_anew(
    file: Path, harm: Callable[[Path], None]
) -> None:
    filled(file)
    harm(file)
    damaged = file.read_bytes()
    cache, set_aside = AvailabilityCache.open(file, NOW)
    assert set_aside is not None
    assert set_aside.fault is Fault.DAMAGED
    assert set_aside.kept_as.name == "availability.sqlite3.damaged-20261120T090000"
    assert set_aside.kept_as.read_bytes() == damaged
    assert cache.cursor() is None
    fill(cache, "g1", day("hall", "2026-12-01"))
    cache.close()


def test_a_file_of_a_newer_program_is_set_aside_unharmed(file: Path) -> None:
    filled(file)
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    cache, set_aside = AvailabilityCache.open(file, NOW)
    cache.close()
    assert set_aside is not None
    assert set_aside.fault is Fault.NEWER
    kept = sqlite3.connect(set_aside.kept_as)
    assert kept.execute("SELECT count(*) FROM room_day").fetchone() == (336,)
    kept.close()


def test_two_bad_files_in_one_second_are_both_kept(file: Path) -> None:
    kept = set()
    for _ in range(2):
        file.write_bytes(b"this is no database, and long enough to be read as one" * 40)
        cache, set_aside = AvailabilityCache.open(file, NOW)
        cache.close()
        assert set_aside is not None
        kept.add(set_aside.kept_as)
    assert len(kept) == 2
    assert all(path.exists() for path in kept)


def test_damage_while_in_use_is_told_and_the_file_replaced(
    cache: AvailabilityCache, file: Path
) -> None:
    fill(cache, "g1", *(day(f"room-{n}", "2026-12-01") for n in range(3000)))
    cache._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(file.read_bytes())
    content[4096:] = random.Random(3).randbytes(len(content) - 4096)
    file.write_bytes(content)
    cache._reader.execute("PRAGMA shrink_memory")
    assert cache.room_days("room-7", "2026-12-01", "2026-12-01") is StorageTrouble.DAMAGED
    set_aside = cache.replace_damaged(NOW)
    assert set_aside.kept_as.exists()
    assert cache.cursor() is None
    fill(cache, "g2", day("hall", "2026-12-01"))
    assert cache.room_span("hall") == ("2026-12-01", "2026-12-01")


def test_a_full_disk_is_a_value_and_what_was_known_stays_readable(cache: AvailabilityCache) -> None:
    fill(cache, "g1", day("hall", "2026-12-01"))
    (pages,) = cache._writer.execute("PRAGMA page_count").fetchone()
    cache._writer.execute(f"PRAGMA max_page_count = {pages + 4}")
    many = tuple(day(f"room-{n}", "2026-12-01") for n in range(5000))
    assert cache.begin_next() is None
    assert cache.gather(Changes(room_days=many), Cursor("g2", 1)) is StorageTrouble.DISK_FULL
    assert cache.follow(Changes(room_days=many), Cursor("g1", 2)) is StorageTrouble.DISK_FULL
    assert cache.room_span("hall") == ("2026-12-01", "2026-12-01")
    assert cache.cursor() == Cursor("g1", 1)
    assert cache.keep(Document.NOTICES, b"x" * 10) is None


def test_readers_see_a_whole_calendar_while_generations_are_swapped(
    cache: AvailabilityCache,
) -> None:
    """One thread swaps calendars of 200 days, each with its own letter; another keeps looking."""
    generations = 30
    fill(cache, "g0", *calendar_of("a"))
    seen: list[set[str]] = []
    sizes: set[int] = set()
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            rows = cache.room_days("hall", "0000", "9999")
            assert isinstance(rows, tuple)
            sizes.add(len(rows))
            seen.append({row.slots for row in rows})

    with ThreadPoolExecutor(max_workers=1) as pool:
        looking = pool.submit(look)
        for number in range(1, generations):
            fill(cache, f"g{number}", *calendar_of("abcdefgh"[number % 8]))
        done.set()
        looking.result(timeout=60)
    assert sizes == {200}
    assert all(len(letters) == 1 for letters in seen), "never half of one and half of another"


def calendar_of(letter: str) -> list[RoomDayRow]:
    return [day("hall", f"{number:04}", letter) for number in range(200)]
