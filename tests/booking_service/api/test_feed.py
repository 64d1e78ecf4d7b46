"""The feed over HTTP: RPDE pages, caching, packing, generations."""

from __future__ import annotations

import gzip
import json

import pytest

from tests.booking_service.lobby import CRAFT, DAY, Central, Kiosk, code_of


def test_the_feed_is_read_to_its_end(kiosk: Kiosk, central: Central) -> None:
    seen = kiosk.feed(limit=700)
    days = {item.rpartition("/")[2] for item in seen}
    assert (min(days), max(days), len(days)) == ("2026-11-20", "2027-02-28", 101)
    rooms, facilities = len(central.city.rooms), len(central.city.facilities)
    assert len(seen) == len(days) * (rooms + facilities)
    assert seen[f"{CRAFT}/{DAY}"] == {
        "room_id": CRAFT,
        "date": DAY.isoformat(),
        "pattern": "hourly-9-21",
        "slots": "f" * 12,
        "units": None,
    }
    offers = seen[f"nishishiroi-fukugo/kominkan/{DAY}"]["offers"]
    assert offers == [
        {
            "kind": "lottery",
            "from": "2026-10-05T08:30:00+09:00",
            "until": "2026-10-16T00:00:00+09:00",
        },
        {
            "kind": "first_come",
            "from": "2026-11-01T08:30:00+09:00",
            "until": "2026-12-09T00:00:00+09:00",
        },
        {
            "kind": "counter",
            "from": "2026-11-01T08:30:00+09:00",
            "until": "2026-12-16T00:00:00+09:00",
        },
    ]


def test_the_end_is_an_empty_page_whose_next_is_itself(kiosk: Kiosk) -> None:
    url = "/v1/feed?limit=20000"
    full = kiosk.http.get(url)
    last = kiosk.http.get(full.json()["next"])
    assert last.json()["items"] == []
    assert last.json()["next"] == str(last.url)
    assert last.headers["Cache-Control"] == "public, max-age=8"


def test_a_full_page_may_be_kept_for_an_hour(kiosk: Kiosk) -> None:
    first = kiosk.get("feed", limit=100)
    assert len(first.json()["items"]) == 100
    # Asked for without a generation it is whichever feed there is now.
    assert first.headers["Cache-Control"] == "public, max-age=8"
    page = kiosk.http.get(first.json()["next"])
    assert len(page.json()["items"]) == 100
    assert page.headers["Cache-Control"] == "public, max-age=3600"


def test_only_what_has_changed_comes_after_a_number(resident: Kiosk) -> None:
    end = resident.get("feed", limit=20_000).json()["next"]
    resident.reserve()
    (item,) = resident.http.get(end).json()["items"]
    assert (item["id"], item["state"], item["data"]["slots"]) == (
        f"{CRAFT}/{DAY}",
        "updated",
        "fttfffffffff",
    )


def test_pages_are_packed_for_who_asks(kiosk: Kiosk) -> None:
    packed = kiosk.http.send(
        kiosk.http.build_request("GET", "/v1/feed", headers={"Accept-Encoding": "gzip"}),
        stream=True,
    )
    raw = b"".join(packed.iter_raw())
    plain = kiosk.http.get("/v1/feed", headers={"Accept-Encoding": "identity"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert json.loads(gzip.decompress(raw)) == plain.json()
    assert len(raw) < len(plain.content) / 5


def test_another_generation_starts_over(kiosk: Kiosk) -> None:
    answer = kiosk.get("feed", generation="0" * 32, afterChangeNumber=5)
    assert code_of(answer) == "generation_changed"
    assert answer.status_code == 410
    assert answer.headers["Cache-Control"] == "no-store"


def test_next_is_not_what_a_reader_calls_us(kiosk: Kiosk, central: Central) -> None:
    """A cache would send everybody else there."""
    page = kiosk.http.get("/v1/feed?limit=1", headers={"Host": "elsewhere.example"})
    assert page.json()["next"].startswith(f"{central.running.url}/v1/feed?generation=")


def test_a_reader_ahead_of_a_restored_database_starts_over(kiosk: Kiosk) -> None:
    generation = kiosk.get("feed", limit=1).json()["generation"]
    answer = kiosk.get("feed", generation=generation, afterChangeNumber=10_000_000)
    assert code_of(answer) == "generation_changed"


@pytest.mark.parametrize(
    "wrong",
    [
        {"limit": 0},
        {"limit": 20_001},
        {"limit": "many"},
        {"afterChangeNumber": -1},
        {"afterChangeNumber": 10**21},
        {"generation": "../../etc"},
    ],
)
def test_a_wrong_question_is_told_where_it_is_wrong(kiosk: Kiosk, wrong: dict[str, object]) -> None:
    answer = kiosk.get("feed", **wrong)
    assert code_of(answer) == "invalid_request"
    assert answer.json()["errors"][0]["place"] == f"query.{next(iter(wrong))}"


def test_a_single_day_is_told_as_the_feed_has_it(resident: Kiosk) -> None:
    resident.reserve()
    answer = resident.get(f"rooms/{CRAFT}/days/{DAY}")
    assert answer.json() == resident.feed()[f"{CRAFT}/{DAY}"]
    assert answer.json()["slots"] == "fttfffffffff"
    assert answer.headers["Cache-Control"] == "public, max-age=2"


@pytest.mark.parametrize(
    ("place", "status", "code"),
    [
        (f"{CRAFT}/days/2026-02-30", 422, "invalid_request"),
        (f"{CRAFT}/days/20261215", 422, "invalid_request"),
        (f"{CRAFT}/days/1765756800", 422, "invalid_request"),
        (f"{CRAFT}/days/9999-12-31", 404, "not_found"),
        (f"nowhere/days/{DAY}", 404, "not_found"),
    ],
)
def test_a_day_that_is_not_there(kiosk: Kiosk, place: str, status: int, code: str) -> None:
    answer = kiosk.get(f"rooms/{place}")
    assert (answer.status_code, code_of(answer)) == (status, code)


def test_a_single_day_is_for_kiosks(kiosk: Kiosk) -> None:
    answer = kiosk.http.get(f"/v1/rooms/{CRAFT}/days/{DAY}", headers={"Authorization": ""})
    assert (answer.status_code, code_of(answer)) == (401, "kiosk_unknown")
    other = kiosk.http.post(f"/v1/rooms/{CRAFT}/days/{DAY}")
    assert (other.status_code, other.headers["Allow"]) == (405, "GET")
