"""The residents the demonstration plays are what their stories say, whenever it begins."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from booking_service import demo_data, embedded
from booking_service.clock import MovableClock, standing_still
from booking_service.demo_data import EXPIRED, FINE, FORGOTTEN, SUSPENDED, WINNER, SampleResident
from booking_service.demo_people import residents_of
from tests.booking_service.lobby import Central, Kiosk, at, code_of, open_central
from tests.booking_service.people.town import small


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a demonstration that has begun and stopped, and its key beside it."""
    folder = tmp_path_factory.mktemp("demo")
    prepare = demo_data.add_residents
    open_central(folder / "demo.db", at("2026-11-20 10:00"), prepare=prepare).close()
    return folder


@pytest.fixture
def demo(filled: Path, tmp_path: Path) -> Iterator[Central]:
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    running = open_central(tmp_path / "demo.db", at("2026-11-20 10:00"))
    yield running
    running.close()


def session_of(kiosk: Kiosk, resident: SampleResident) -> dict[str, str]:
    body = {"registration_number": resident.number, "secret": resident.secret}
    answer = kiosk.post("sessions", body)
    assert answer.status_code == 201
    kiosk.http.headers["X-Resident-Session"] = answer.json()["token"]
    registrant: dict[str, str] = answer.json()["registrant"]
    return registrant


@pytest.mark.parametrize(
    ("resident", "standing"),
    [(FINE, "active"), (SUSPENDED, "suspended"), (EXPIRED, "expired"), (WINNER, "active")],
)
def test_residents_are_what_their_stories_say(
    demo: Central, resident: SampleResident, standing: str
) -> None:
    seen = session_of(demo.kiosk(), resident)
    assert (seen["name"], seen["standing"]) == (resident.name, standing)


def test_the_winner_has_a_win_to_claim(demo: Central) -> None:
    kiosk = demo.kiosk()
    session_of(kiosk, WINNER)
    (application,) = kiosk.applications()
    assert (application["state"], application["can"]) == ("won", ["claim", "waive"])


def test_calendars_look_alive_and_the_same_every_time(demo: Central, tmp_path: Path) -> None:
    seen = demo.kiosk().feed()
    taken = sum(data["slots"].count("t") for data in seen.values() if "slots" in data)
    assert taken > 1_000
    again = open_central(
        tmp_path / "again.db", at("2026-11-20 10:00"), prepare=demo_data.add_residents
    )
    try:
        assert again.kiosk().feed() == seen
    finally:
        again.close()


@pytest.mark.parametrize("name", ["sapporo", "kodaira", "shiroi", "fukuoka"])
def test_every_city_has_residents_in_its_own_form(tmp_path: Path, name: str) -> None:
    city = small(name)
    clock = MovableClock(at("2026-11-20 10:00"), standing_still)
    running = embedded.start(city, tmp_path / "demo.db", clock, prepare=demo_data.add_residents)
    central = Central(running, clock)
    try:
        for place, resident in enumerate(residents_of(city)):
            kiosk = central.kiosk(f"lobby-{place}")
            assert session_of(kiosk, resident)["name"] == resident.name
            if resident.story == FORGOTTEN.story:
                assert code_of(kiosk.get("account")) == "secret_must_change"
                continue
            _has_what_the_story_says(kiosk, resident.story)
            account = kiosk.get("account").json()
            assert account["holder"] == resident.holder.value
            assert (account["reductions"] != []) == (resident.story == "reduction")
            assert account["email"].endswith("@example.jp")
    finally:
        central.close()


@pytest.mark.parametrize(
    ("name", "day"),
    [("kodaira", "2026-11-21"), ("shiroi", "2026-11-27"), ("sapporo", "2026-11-27")],
)
def test_the_winner_has_something_on_days_without_a_draw(
    tmp_path: Path, name: str, day: str
) -> None:
    clock = MovableClock(at(f"{day} 10:00"), standing_still)
    running = embedded.start(
        small(name), tmp_path / "demo.db", clock, prepare=demo_data.add_residents
    )
    central = Central(running, clock)
    try:
        [winner] = [one for one in residents_of(small(name)) if one.story == WINNER.story]
        kiosk = central.kiosk()
        session_of(kiosk, winner)
        won = [one for one in kiosk.reservations() if one["origin"] == "lottery"]
        assert kiosk.applications() or [one["state"] for one in won] in (
            ["provisional"],
            ["confirmed"],
        )
    finally:
        central.close()


def _has_what_the_story_says(kiosk: Kiosk, story: str) -> None:
    match story:
        case "payment due":
            [due] = kiosk.reservations()
            assert due["state"] in ("provisional", "confirmed")
            assert due["fee_yen"] > 0
            assert due["payment_due"] > kiosk.central.clock.now().isoformat()
        case "lost application":
            assert [one["state"] for one in kiosk.applications()] == ["lost"]
        case "history":
            past = kiosk.get("reservations", history=True).json()["items"]
            assert [one["state"] for one in past] == ["used"] * len(past) != []
        case _:
            pass


def test_they_are_added_once(demo: Central, tmp_path: Path) -> None:
    before = demo.kiosk().feed()
    demo.running.stop()
    again = open_central(
        tmp_path / "demo.db", at("2026-11-20 10:00"), prepare=demo_data.add_residents
    )
    try:
        assert again.kiosk().feed() == before
    finally:
        again.close()


def test_rooms_for_figures_are_as_many_as_are_asked_for(tmp_path: Path) -> None:
    from booking_service.cities.loader import known_city

    clock = MovableClock(at("2026-11-20 10:00"), standing_still)
    larger = demo_data.with_more_rooms(known_city("shiroi"), clock.now().date(), 6_000)
    days = 101
    assert 6_000 <= len(larger.rooms) * days < 6_000 + days
