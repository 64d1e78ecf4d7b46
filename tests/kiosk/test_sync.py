"""Syncing: the cache holds what the service says, however the feed is cut, changed or restored."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.booking_client import BookingClient
from kiosk.booking_http import BookingHttp
from kiosk.clock import ServiceClock
from kiosk.credentials import KioskCredential
from kiosk.line import Line
from kiosk.settings import ServiceSettings
from kiosk.sync import SHUT_OUT_SECONDS, RoundEnd, Source, Sync
from offline_cache.availability import AvailabilityCache, Document
from offline_cache.database import SetAside
from tests.kiosk.feed_script import FeedService
from tests.kiosk.hand_clock import HandClock
from tests.kiosk.scripted_service import (
    Reply,
    Request,
    Reset,
    Said,
    ScriptedService,
    ok,
    problem,
    scripted,
)

FIRST, LAST = "2026-12-01", "2026-12-31"


@dataclass
class Desk:
    feed: FeedService
    service: ScriptedService
    cache: AvailabilityCache
    sync: Sync
    clock: HandClock
    line: Line
    set_aside: list[SetAside]
    file: Path

    def days(self, room: str = "hall") -> dict[str, str]:
        rows = self.cache.room_days(room, FIRST, LAST)
        assert isinstance(rows, tuple)
        return {row.date: row.slots for row in rows}

    def truth(self, room: str = "hall") -> dict[str, str]:
        return {
            item["data"]["date"]: item["data"]["slots"]
            for item in self.feed.items.values()
            if item["state"] == "updated" and item["data"].get("room_id") == room
        }


@contextlib.contextmanager
def desk_at(folder: Path, page_items: int = 3) -> Iterator[Desk]:
    feed, hand = FeedService(), HandClock()
    with scripted(feed) as service:
        service.now = hand.now
        clock = ServiceClock(hand)
        line = Line()
        config = ServiceSettings(url=service.url, read_seconds=5.0, feed_page_items=page_items)
        http = BookingHttp(config, KioskCredential("lobby-1", "hush"), clock, line)
        file = folder / "availability.sqlite3"
        cache, _ = AvailabilityCache.open(file, hand.now())
        aside: list[SetAside] = []
        source = Source(BookingClient(http), "sample", "centre", config)
        sync = Sync(source, cache, clock, aside.append)
        try:
            yield Desk(feed, service, cache, sync, hand, line, aside, file)
        finally:
            http.close()
            cache.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_at(tmp_path) as desk:
        yield desk


def december(feed: FeedService, slots: str = "ffff") -> None:
    for day in range(1, 11):
        feed.change("hall", f"2026-12-{day:02}", slots)


def test_the_first_sync_brings_everything(desk: Desk) -> None:
    december(desk.feed)
    desk.feed.offer("2026-12-01")
    assert desk.sync.round() is RoundEnd.AGREED
    assert desk.days() == desk.truth()
    assert desk.cache.version(Document.CITY) == 1
    assert desk.cache.as_of() is not None
    assert desk.line.is_up()


def test_what_has_not_changed_is_asked_for_and_not_sent_again(desk: Desk) -> None:
    assert desk.sync.round() is RoundEnd.AGREED
    kept = [desk.cache.document(document) for document in (Document.CITY, Document.FACILITIES)]
    desk.service.requests.clear()
    desk.clock.advance(minutes=10)
    assert desk.sync.round() is RoundEnd.AGREED
    asked = {r.path: "If-None-Match" in r.headers for r in desk.service.requests}
    assert asked["/v1/city"] and asked["/v1/facilities"] and asked["/v1/notices"]
    again = [desk.cache.document(document) for document in (Document.CITY, Document.FACILITIES)]
    assert again == kept
    assert desk.cache.version(Document.CITY) == 1


@pytest.mark.parametrize("tag", ["", "bare", '"' + "x" * 200 + '"', '"in two\nparts"'])
def test_a_tag_of_no_sense_is_never_sent_back(desk: Desk, tag: str) -> None:
    feed = desk.feed

    def with_the_tag(request: Request) -> Said:
        said = feed(request)
        assert isinstance(said, Reply)
        return replace(said, headers={"ETag": tag.replace("\n", " ")})

    desk.service.script = with_the_tag
    for _ in range(2):
        assert desk.sync.round() is RoundEnd.AGREED
        desk.clock.advance(minutes=10)
    assert not [r for r in desk.service.requests if "If-None-Match" in r.headers]


def test_a_304_that_was_not_asked_for_is_no_answer(desk: Desk) -> None:
    desk.service.script = lambda _: Reply(304)
    assert desk.sync.round() is RoundEnd.SERVICE_TROUBLE


def test_a_terminal_that_was_shut_out_asks_seldom_and_says_so(desk: Desk) -> None:
    feed = desk.feed
    desk.service.script = lambda _: problem(401, "kiosk_unknown")
    assert desk.sync.round() is RoundEnd.SHUT_OUT
    assert desk.sync.step() > SHUT_OUT_SECONDS / 2
    assert desk.line.is_shut_out()
    assert desk.line.is_up()
    desk.service.script = feed
    assert desk.sync.round() is RoundEnd.AGREED
    assert not desk.line.is_shut_out()


def test_the_guide_is_kept_and_what_does_not_come_keeps_no_calendar_from_following(
    desk: Desk,
) -> None:
    guide = ok({"topics": [{"id": "pay", "title": {"ja": "払う"}, "icon": "yen", "sections": []}]})
    feed = desk.feed

    def with_a_guide(request: Request) -> Said:
        match request.path:
            case "/v1/guide":
                return guide
            case "/v1/counters":
                return ok({"counters": "none"})
        return feed(request)

    desk.service.script = with_a_guide
    december(desk.feed)
    assert desk.sync.round() is RoundEnd.AGREED
    assert desk.days() == desk.truth()
    assert desk.cache.version(Document.GUIDE) == 1
    assert desk.cache.document(Document.COUNTERS) is None
    assert desk.cache.document(Document.LINKS) is None


def test_a_home_that_the_city_does_not_have_is_said_in_the_log(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.sync.round()
    assert "settings.home_unknown" not in caplog.text
    desk.sync._home_facility = "nowhere"
    desk.sync._tags.clear()  # as after a start
    desk.clock.advance(minutes=10)
    assert desk.sync.round() is RoundEnd.AGREED
    assert "settings.home_unknown" in caplog.text


def test_a_delta_brings_what_changed_and_takes_what_is_gone(desk: Desk) -> None:
    december(desk.feed)
    desk.sync.round()
    desk.service.requests.clear()
    desk.feed.change("hall", "2026-12-03", "tfff")
    desk.feed.delete("hall", "2026-12-04")
    assert desk.sync.round() is RoundEnd.AGREED
    assert desk.days() == desk.truth()
    assert desk.service.paths() == ["GET /v1/feed"] * 2, "the change and the end of the feed"


def test_as_of_is_when_the_feed_was_last_seen_to_its_end(desk: Desk) -> None:
    december(desk.feed)
    desk.sync.round()
    first = desk.cache.as_of()
    desk.clock.advance(minutes=5)
    desk.feed.instead.append(Reset())
    desk.feed.instead.append(Reset())
    assert desk.sync.round() is RoundEnd.LINE_DOWN
    assert desk.cache.as_of() == first
    assert desk.sync.round() is RoundEnd.AGREED
    assert desk.cache.as_of() > first  # type: ignore[operator]


def test_a_cut_first_sync_shows_nothing_and_goes_on_where_it_was(desk: Desk) -> None:
    december(desk.feed)
    desk.feed.instead += [desk.feed._page({"afterChangeNumber": "0", "limit": "3"})]
    desk.feed.instead += [Reset(), Reset()]
    assert desk.sync.round() is RoundEnd.LINE_DOWN
    assert desk.cache.cursor() is None
    assert desk.days() == {}
    desk.service.requests.clear()
    assert desk.sync.round() is RoundEnd.AGREED
    assert desk.days() == desk.truth()
    assert desk.service.requests[0].params["afterChangeNumber"] == "3"


def test_a_new_generation_replaces_the_old_one_whole(desk: Desk) -> None:
    december(desk.feed)
    desk.sync.round()
    del desk.feed.items["hall/2026-12-05"]
    desk.feed.restore("g2")
    seen_on_the_way: list[int] = []
    original = desk.service.script

    def looking_on(request: object) -> Said:
        seen_on_the_way.append(len(desk.days()))
        return original(request)  # type: ignore[arg-type]

    desk.service.script = looking_on
    assert desk.sync.round() is RoundEnd.AGREED
    assert set(seen_on_the_way) == {10}, "readers kept the old calendar until the new one was whole"
    assert desk.days() == desk.truth()
    assert len(desk.days()) == 9


def test_a_generation_that_changes_while_it_is_gathered_starts_over(desk: Desk) -> None:
    december(desk.feed)
    desk.feed.instead += [desk.feed._page({"afterChangeNumber": "0", "limit": "3"})]
    desk.feed.generation = "g2"
    assert desk.sync.round() is RoundEnd.SERVICE_TROUBLE
    assert desk.sync.round() is RoundEnd.AGREED
    assert desk.days() == desk.truth()


def test_a_cut_while_a_new_generation_is_gathered_loses_no_page(desk: Desk) -> None:
    december(desk.feed)
    desk.sync.round()
    desk.feed.restore("g2")
    first_page = desk.feed._page({"afterChangeNumber": "0", "limit": "3"})
    desk.feed.instead += [problem(410, "generation_changed"), first_page, Reset(), Reset()]
    assert desk.sync.round() is RoundEnd.LINE_DOWN
    assert len(desk.days()) == 10
    desk.service.requests.clear()
    assert desk.sync.round() is RoundEnd.AGREED
    assert desk.service.requests[0].params["afterChangeNumber"] == "3"
    assert desk.days() == desk.truth()


WRONG_PAGES: dict[str, Said] = {
    "garbage": Reply(200, b"{"),
    "no next": ok({"next": "/v1/feed", "generation": "g1", "items": []}),
    "going back": ok({"next": "/x?afterChangeNumber=0", "generation": "g1", "items": []}),
    "21 digits": ok({"next": "/x?afterChangeNumber=" + "9" * 21, "generation": "g1", "items": []}),
    "wrong data": ok(
        {
            "next": "/x?afterChangeNumber=99",
            "generation": "g1",
            "items": [
                {"id": "a/b", "kind": "room-day", "state": "updated", "data": {"room_id": 5}}
            ],
        }
    ),
    "wrong id": ok(
        {
            "next": "/x?afterChangeNumber=99",
            "generation": "g1",
            "items": [{"id": "a", "kind": "room-day", "state": "deleted"}],
        }
    ),
}


@pytest.mark.parametrize("name", WRONG_PAGES)
def test_a_wrong_page_changes_nothing(desk: Desk, name: str) -> None:
    december(desk.feed)
    desk.sync.round()
    before, cursor = desk.days(), desk.cache.cursor()
    desk.feed.instead.append(WRONG_PAGES[name])
    assert desk.sync.round() is RoundEnd.SERVICE_TROUBLE
    assert desk.days() == before
    assert desk.cache.cursor() == cursor


def test_the_data_of_another_city_is_refused(desk: Desk) -> None:
    december(desk.feed)
    desk.sync._city = "elsewhere"
    assert desk.sync.round() is RoundEnd.SERVICE_TROUBLE
    assert desk.cache.document(Document.CITY) is None
    assert desk.cache.cursor() is None


def test_an_item_of_a_kind_to_come_is_passed_over(desk: Desk) -> None:
    desk.feed._put("x", "weather", "updated", {"sunny": True})
    december(desk.feed)
    assert desk.sync.round() is RoundEnd.AGREED
    assert desk.days() == desk.truth()


def test_a_full_disk_stops_syncing_but_not_looking(desk: Desk) -> None:
    december(desk.feed)
    desk.sync.round()
    (pages,) = desk.cache._writer.execute("PRAGMA page_count").fetchone()
    desk.cache._writer.execute(f"PRAGMA max_page_count = {pages}")
    for number in range(400):
        desk.feed.change(f"room-{number}", "2026-12-01", "f" * 13)
    assert desk.sync.round() is RoundEnd.DISK_TROUBLE
    assert len(desk.days()) == 10
    desk.cache._writer.execute("PRAGMA max_page_count = 1000000")
    assert desk.sync.round() is RoundEnd.AGREED
    assert desk.days("room-399") == desk.truth("room-399")


def test_a_file_that_proves_damaged_is_replaced_and_filled_again(desk: Desk) -> None:
    december(desk.feed)
    for number in range(2000):
        desk.feed.change(f"room-{number}", "2026-12-01", "f" * 13)
    desk.sync._settings = replace(desk.sync._settings, feed_page_items=500)
    assert desk.sync.round() is RoundEnd.AGREED
    desk.cache._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(desk.file.read_bytes())
    content[4096:] = random.Random(3).randbytes(len(content) - 4096)
    desk.file.write_bytes(content)
    desk.cache._writer.execute("PRAGMA shrink_memory")
    desk.feed.change("room-7", "2026-12-01", "t" * 13)
    assert desk.sync.round() is RoundEnd.DISK_TROUBLE
    assert [aside.kept_as.exists() for aside in desk.set_aside] == [True]
    assert desk.sync.round() is RoundEnd.AGREED
    assert desk.days("room-7") == desk.truth("room-7")


def test_waits_grow_while_the_line_is_down_and_shrink_after(desk: Desk) -> None:
    desk.service.script = lambda _: Reset()
    waits = [desk.sync.step() for _ in range(6)]
    assert waits[0] <= 1.0
    assert waits[:4] == sorted(waits[:4])
    assert 8.0 <= waits[-1] <= 10.0
    desk.service.script = desk.feed
    assert desk.sync.step() <= 8.0
    desk.service.script = lambda _: Reset()
    assert desk.sync.step() <= 1.0


def test_a_stopped_sync_ends_after_its_page(desk: Desk) -> None:
    december(desk.feed)
    desk.sync.stop()
    assert desk.sync.round() is RoundEnd.STOPPED
    assert desk.cache.cursor() is None


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["change", "delete", "sync", "cut", "restore"]),
        st.integers(1, 5),
        st.text("ftc", min_size=4, max_size=4),
    ),
    max_size=25,
)


@settings(max_examples=25, deadline=None)
@given(changes=CHANGES)
def test_the_cache_ends_up_as_the_service_whatever_happened(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, int, str]]
) -> None:
    with desk_at(tmp_path_factory.mktemp("sync"), page_items=2) as desk:
        for number, (what, day, slots) in enumerate(changes):
            match what:
                case "change":
                    desk.feed.change("hall", f"2026-12-{day:02}", slots)
                case "delete":
                    desk.feed.delete("hall", f"2026-12-{day:02}")
                case "sync":
                    desk.sync.round()
                case "cut":
                    desk.feed.instead += [Reset(), Reset()]
                case "restore":
                    desk.feed.restore(f"generation-{number}")
        desk.feed.instead.clear()
        ends = [desk.sync.round() for _ in range(2)]
        assert RoundEnd.AGREED in ends
        assert desk.days() == desk.truth()
