"""The public OpenActive feeds over HTTP: who reads them to the end knows what the kiosks know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
import msgspec
import pytest

from booking_service.cities.loader import known_city
from booking_service.policy.model import City, Room, Takes, Unit
from booking_service.storage.place import Place
from booking_service.storage.records import Holder
from tests.booking_service.lobby import (
    CRAFT,
    DAY,
    NOW,
    TRAINING,
    UNUSED,
    Central,
    Kiosk,
    code_of,
    open_central,
)

SLOTS, USES = "/openactive/slots", "/openactive/facility-uses"


class Reader:
    """Anybody on the internet: no credential, pages followed as they lead on."""

    def __init__(self, central: Central) -> None:
        self._http = httpx.Client(
            base_url=central.running.url,
            timeout=20,
            verify=UNUSED,
            headers={"Accept-Encoding": "identity"},  # packing takes longer than making a page
        )
        self.numbers: list[int] = []
        self.seen: dict[str, Any] = {}

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_error: object) -> None:
        self._http.close()

    def get(self, address: str, **headers: str) -> httpx.Response:
        return self._http.get(address, headers=headers)

    def pages(self, address: str) -> Iterator[dict[str, Any]]:
        """Every page from an address on; the last is the one that leads to itself."""
        while True:
            page = self.get(address)
            assert page.status_code == 200, page.text
            told = msgspec.json.decode(page.content)  # quick, for these pages are long
            yield told
            if not told["items"]:
                assert told["next"] == str(page.url)
                return
            address = told["next"]

    def find(self, address: str, id_: str) -> dict[str, Any]:
        """The item of this id, from the first page that has it."""
        items = (item for page in self.pages(address) for item in page["items"])
        found: dict[str, Any] = next(item["data"] for item in items if item["id"] == id_)
        return found

    def follow(self, address: str) -> str:
        """Reads on to the end, and returns the address there."""
        for page in self.pages(address):
            for item in page["items"]:
                self.numbers.append(item["modified"])
                if item["state"] == "deleted":
                    self.seen.pop(item["id"], None)
                else:
                    self.seen[item["id"]] = item["data"]
            address = page["next"]
        return address


def test_who_reads_to_the_end_knows_what_a_kiosk_knows(central: Central, resident: Kiosk) -> None:
    resident.reserve()
    days = {key: data for key, data in resident.feed().items() if "room_id" in data}
    with Reader(central) as reader:
        reader.follow(SLOTS)
        assert reader.numbers == sorted(set(reader.numbers)), "each number once, in order"
        told = {key: slot["remainingUses"] for key, slot in reader.seen.items()}
    assert told == {
        f"{key}/{place}": int(letter == "f")
        for key, data in days.items()
        for place, letter in enumerate(data["slots"])
        if letter != "c"
    }


def test_a_slot_says_when_it_is_and_what_it_costs(central: Central) -> None:
    with Reader(central) as reader:
        slot = reader.find(SLOTS, f"{CRAFT}/{DAY}/1")
    room = f"{central.running.url}{USES}/{CRAFT}"
    assert (slot["@type"], slot["facilityUse"], slot["duration"]) == ("Slot", room, "PT1H")
    assert slot["startDate"] == "2026-12-15T10:00:00+09:00"
    assert slot["endDate"] == "2026-12-15T11:00:00+09:00"
    (offer,) = slot["offers"]
    assert (offer["price"], offer["priceCurrency"]) == (350, "JPY")


def in_units(city: City, room_id: str, units: tuple[str, ...], takes: Takes) -> City:
    """The city with a room that is made of several parts."""
    parts = tuple(Unit(one, {"ja": one, "kana": one}) for one in units)

    def changed(room: Room) -> Room:
        return replace(room, units=parts, takes=takes) if room.id == room_id else room

    facilities = tuple(
        replace(one, rooms=tuple(changed(room) for room in one.rooms)) for one in city.facilities
    )
    return replace(city, facilities=facilities, rule_version="in units")


def test_courts_are_counted_and_parts_exclude_each_other(database: Place) -> None:
    courts = tuple(f"court-{place}" for place in range(4))
    city = in_units(known_city("shiroi"), CRAFT, courts, Takes.ONE)
    city = in_units(city, TRAINING, ("part-a", "part-b"), Takes.ALL)
    central = open_central(database, city=city)
    with Reader(central) as reader:
        end = reader.follow(SLOTS)
        slot = reader.seen[f"{CRAFT}/{DAY}/0"]
        assert (slot["maximumUses"], slot["remainingUses"]) == (4, 4)
        for holder, unit in enumerate(("court-0", "court-2", "part-b"), 900):
            central.do(
                lambda store, unit=unit, holder=holder: store.occupy(
                    (unit,), DAY, range(2), (Holder.RESERVATION, holder), shown=True
                )
            )
        reader.follow(end)
        assert [reader.seen[f"{CRAFT}/{DAY}/{one}"]["remainingUses"] for one in (0, 2)] == [2, 4]
        day = central.kiosk().get(f"rooms/{CRAFT}/days/{DAY}").json()
        assert day["units"] == {
            "court-0": "tt" + "f" * 10,
            "court-1": "f" * 12,
            "court-2": "tt" + "f" * 10,
            "court-3": "f" * 12,
        }
        assert day["slots"] == "f" * 12
        assert central.kiosk().feed()[f"{CRAFT}/{DAY}"] == day
        whole = [reader.seen[f"{TRAINING}/{DAY}/{one}"] for one in (0, 2)]
        assert [(one["maximumUses"], one["remainingUses"]) for one in whole] == [(1, 0), (1, 1)]
    central.close()


def test_what_is_booked_and_given_back_is_told_again(central: Central, resident: Kiosk) -> None:
    with Reader(central) as reader:
        end = reader.follow(SLOTS)
        made = resident.reserve().json()
        end = reader.follow(end)
        assert [reader.seen[f"{CRAFT}/{DAY}/{one}"]["remainingUses"] for one in range(4)] == [
            1,
            0,
            0,
            1,
        ]
        resident.write(f"reservations/{made['id']}/cancel", {})
        reader.follow(end)
        assert reader.seen[f"{CRAFT}/{DAY}/1"]["remainingUses"] == 1


def test_a_cursor_in_the_middle_of_a_day_goes_on_from_there(central: Central) -> None:
    with Reader(central) as reader:
        items = reader.get(SLOTS).json()["items"]
        cut = items[5]["modified"]
        onward = reader.get(f"{SLOTS}?afterChangeNumber={cut}").json()["items"]
    assert [item["id"] for item in onward[: len(items) - 6]] == [item["id"] for item in items[6:]]


def test_the_days_that_are_over_are_deleted_for_a_week(central: Central) -> None:
    today = NOW.date()
    with Reader(central) as reader:
        end = reader.follow(SLOTS)
        assert f"{CRAFT}/{today}/0" in reader.seen
        central.move(NOW + timedelta(days=1))
        page = reader.get(end).json()["items"]
        gone = {item["id"] for item in page if item["state"] == "deleted"}
        assert {f"{CRAFT}/{today}/{place}" for place in range(12)} <= gone
        assert all("data" not in item for item in page if item["state"] == "deleted")
        central.move(NOW + timedelta(days=9))
        reader.numbers.clear()
        later = {item["id"] for page in reader.pages(SLOTS) for item in page["items"]}
        assert f"{CRAFT}/{today}/0" not in later


def test_every_room_is_there_once(central: Central) -> None:
    with Reader(central) as reader:
        reader.follow(USES)
        assert set(reader.seen) == {room.id for room in central.city.rooms}
        assert reader.numbers == sorted(set(reader.numbers))
        craft = reader.seen[CRAFT]
        alone = reader.get(urlsplit(craft["@id"]).path)
        assert alone.json() == craft
        assert alone.headers["content-type"] == "application/ld+json"
        assert reader.get(f"{USES}/nowhere").status_code == 404
    assert craft["name"] == "西白井複合センター 工芸室"
    assert craft["location"]["address"] == "千葉県白井市清水口 1-2-1"


def without(city: City, room_id: str) -> City:
    """The city after a room is let no longer, under another version of its files."""
    facilities = tuple(
        replace(one, rooms=tuple(room for room in one.rooms if room.id != room_id))
        for one in city.facilities
    )
    return replace(city, facilities=facilities, rule_version="without it")


def test_a_room_that_is_let_no_longer_is_deleted_for_a_week(database: Place) -> None:
    city = known_city("shiroi")
    central = open_central(database, city=without(city, CRAFT))
    with Reader(central) as reader:
        items = reader.get(USES).json()["items"]
        assert [item["state"] for item in items if item["id"] == CRAFT] == ["deleted"]
        assert items[-1]["id"] == CRAFT, "its deletion is the newest change"
        reader.follow(SLOTS)
        assert not any(key.startswith(CRAFT) for key in reader.seen)
        central.move(NOW + timedelta(days=9))
        assert CRAFT not in {item["id"] for item in reader.get(USES).json()["items"]}
    central.close()
    # Let again, it is a change like any other.
    central = open_central(database, now=NOW + timedelta(days=9))
    with Reader(central) as reader:
        items = reader.get(USES).json()["items"]
        assert (items[-1]["id"], items[-1]["state"]) == (CRAFT, "updated")
    central.close()


def test_a_restart_changes_no_number(database: Place) -> None:
    seen = []
    for _ in range(2):
        central = open_central(database)
        with Reader(central) as reader:
            reader.follow(USES)
            reader.follow(SLOTS)
            seen.append(reader.numbers)
        central.close()
    assert seen[0] == seen[1]


def test_pages_are_kept_by_caches_and_told_by_their_tag(central: Central, resident: Kiosk) -> None:
    with Reader(central) as reader:
        first = reader.get(SLOTS)
        onward = first.json()["next"]
        page = reader.get(onward, **{"Accept-Encoding": "gzip"})
        # Asked for without a generation it is whichever feed there is now.
        assert first.headers["Cache-Control"] == "public, max-age=8"
        assert page.headers["Cache-Control"] == "public, max-age=3600"
        assert page.headers["Content-Encoding"] == "gzip"
        tag = page.headers["ETag"]
        again = reader.get(onward, **{"If-None-Match": f'"other", {tag}'})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == tag
        end = reader.follow(onward)
        last = reader.get(end)
        assert last.headers["Cache-Control"] == "public, max-age=8"
        known = {"If-None-Match": last.headers["ETag"]}
        assert reader.get(end, **known).status_code == 304
        resident.reserve()
        assert reader.get(end, **known).status_code == 200


def test_a_number_alone_beyond_all_others_is_the_end(central: Central) -> None:
    """So a reader, or a validator, sees what the end looks like."""
    with Reader(central) as reader:
        for path in (SLOTS, USES):
            page = reader.get(f"{path}?afterChangeNumber={2**53 - 1}")
            assert page.json()["items"] == []
            assert page.json()["next"] == str(page.url)


@pytest.mark.parametrize("path", [SLOTS, USES])
def test_another_history_starts_over(central: Central, path: str) -> None:
    with Reader(central) as reader:
        known = reader.get(path).json()["next"]
        generation = central.running.service.office.generation
        assert f"generation={generation}&" in known
        for question in (
            f"generation={'0' * 32}&afterChangeNumber=5",
            f"generation={generation}&afterChangeNumber={10**15}",  # ahead of a restored copy
        ):
            answer = reader.get(f"{path}?{question}")
            assert (answer.status_code, code_of(answer)) == (410, "generation_changed")
            assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", [SLOTS, USES])
@pytest.mark.parametrize(
    "wrong",
    [
        "afterChangeNumber=-1",
        f"afterChangeNumber={10**21}",
        "afterChangeNumber=1e3",
        "afterChangeNumber=",
        "generation=..%2F..%2Fetc&afterChangeNumber=1",
    ],
)
def test_a_wrong_cursor_is_told_where_it_is_wrong(central: Central, path: str, wrong: str) -> None:
    with Reader(central) as reader:
        answer = reader.get(f"{path}?{wrong}")
    assert code_of(answer) == "invalid_request"
    assert answer.json()["errors"][0]["place"] == f"query.{wrong.partition('=')[0]}"


def test_next_is_not_what_a_reader_calls_us(central: Central) -> None:
    with Reader(central) as reader:
        page = reader.get(SLOTS, Host="elsewhere.example").json()
    assert page["next"].startswith(f"{central.running.url}{SLOTS}?")


@pytest.mark.parametrize("path", [SLOTS, USES, "/v1/feed"])
def test_too_many_readers_are_told_to_come_again(
    central: Central, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    from booking_service.api.pages import Turnstile

    monkeypatch.setattr(Turnstile, "enter", lambda _self: False)
    answer = kiosk.http.get(path)
    assert (answer.status_code, code_of(answer)) == (429, "slow_down")
    assert answer.headers["Retry-After"] == "1"


def test_the_dataset_page_leads_to_the_feeds(central: Central) -> None:
    with Reader(central) as reader:
        page = reader.get("/openactive")
        data = reader.get("/openactive", Accept="application/ld+json")
        assert data.headers["content-type"] == "application/ld+json"
        feeds = {one["name"]: one["contentUrl"] for one in data.json()["distribution"]}
        assert {urlsplit(one).path for one in feeds.values()} == {SLOTS, USES}
        assert all(reader.get(urlsplit(one).path).status_code == 200 for one in feeds.values())
    assert page.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert all(one in page.text for one in feeds.values())
    assert central.city.contact.tel in page.text


def test_nothing_personal_is_in_the_public_feeds(central: Central, kiosk: Kiosk) -> None:
    number = central.group()
    kiosk.enter(number)
    made = kiosk.reserve().json()
    with Reader(central) as reader:
        reader.follow(SLOTS)
        told = str(reader.seen)
    assert date.fromisoformat(made["date"]) == DAY
    assert "さくら会" not in told
    assert number not in told
    assert made["number"] not in told
