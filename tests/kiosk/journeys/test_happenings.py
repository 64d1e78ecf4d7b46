"""What the city does when: from the service, and from the last copy while nobody answers."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

from kiosk.outcome import Refused
from offline_cache.availability import AvailabilityCache
from offline_cache.copies import Copy, keep_copy, kept_copy
from tests.kiosk.hand_clock import START
from tests.kiosk.journeys.lobby import Lobby, lobby
from tests.kiosk.small_central import SmallCentral

DECEMBER = date(2026, 12, 9)


def test_a_month_comes_in_order_of_time_and_rules_for_every_day_last(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        month = place.terminal.searching.month_of_city(DECEMBER)
        assert not isinstance(month, Refused)
        assert [event.id for event in month.events] == [
            "opening",
            "apply",
            "desk",
            "a-later-step",
        ]
        assert month.month == date(2026, 12, 1)


def test_without_a_line_the_last_answer_is_shown_with_its_age(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        assert not isinstance(place.terminal.searching.month_of_city(DECEMBER), Refused)
        assert not isinstance(place.terminal.searching.lotteries(), Refused)
        asked_at = place.kiosk.clock.now()
        place.clock.advance(hours=3)
        place.central.down = True
        month = place.terminal.searching.month_of_city(DECEMBER)
        running = place.terminal.searching.lotteries()
        assert not isinstance(month, Refused)
        assert not isinstance(running, Refused)
        assert month.as_of == asked_at
        assert [item.id for item in running.items] == ["public/2027-02"]
        assert running.as_of == asked_at
        assert unknown_month(place) == Refused("line_down")
        seen = []
        for days in (13, 4, 9):  # it opens on 5 December at 8:30 and closes on the 15th
            place.clock.advance(days=days)
            running = place.terminal.searching.lotteries()
            assert not isinstance(running, Refused)
            seen += [item.state for item in running.items]
        assert seen == ["coming", "open", "drawing"]


def unknown_month(place: Lobby) -> object:
    return place.terminal.searching.month_of_city(date(2027, 1, 1))


def test_an_answer_of_no_sense_is_never_kept(tmp_path: Path) -> None:
    central = SmallCentral()
    with lobby(tmp_path, central) as place:
        assert not isinstance(place.terminal.searching.lotteries(), Refused)
        cache = place.kiosk.disk.availability
        kept = kept_copy(cache, "lotteries")
        assert isinstance(kept, Copy)
        assert keep_copy(cache, "calendar/2027-01", Copy(b"rubbish", START)) is None
        central.down = True
        assert unknown_month(place) == Refused("line_down")


def test_only_so_many_copies_are_kept_and_the_oldest_go(tmp_path: Path) -> None:
    cache, _ = AvailabilityCache.open(tmp_path / "availability.sqlite3", START)
    for number in range(45):
        as_of = START.replace(minute=number)
        assert keep_copy(cache, f"copy/{number}", Copy(b"", as_of)) is None
    kept = [number for number in range(45) if kept_copy(cache, f"copy/{number}") is not None]
    cache.close()
    assert kept == list(range(5, 45))


def test_a_file_of_the_version_before_is_kept_and_gets_a_place_for_copies(tmp_path: Path) -> None:
    file = tmp_path / "availability.sqlite3"
    AvailabilityCache.open(file, START)[0].close()
    connection = sqlite3.connect(file)
    connection.executescript("DROP TABLE copy; PRAGMA user_version = 1;")
    connection.close()
    cache, set_aside = AvailabilityCache.open(file, START)
    assert set_aside is None
    assert keep_copy(cache, "lotteries", Copy(b"{}", START)) is None
    assert kept_copy(cache, "lotteries") == Copy(b"{}", START)
    cache.close()
