"""Sapporo as its residents meet it: a kiosk that speaks to the running service."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest

from tests.booking_service.lobby import Central, Kiosk, choice, code_of, new_key, open_central

KINDS = frozenset({"person", "group"})
DAY = date(2026, 12, 15)
#: Reception starts on 25 November; applications are deposited from the 18th.
JANUARY = date(2027, 1, 25)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of Sapporo after its first day has begun."""
    path = tmp_path_factory.mktemp("made") / "sapporo.db"
    open_central(path, city="sapporo").close()
    return path


@pytest.fixture
def central(made: Path, tmp_path: Path) -> Iterator[Central]:
    running = open_central(Path(shutil.copy(made, tmp_path / "sapporo.db")), city="sapporo")
    yield running
    running.close()


@pytest.fixture
def resident(central: Central) -> Kiosk:
    """A terminal with somebody logged in."""
    return at_kiosk(central, "lobby-1")


def at_kiosk(central: Central, kiosk_id: str) -> Kiosk:
    kiosk = central.kiosk(kiosk_id)
    kiosk.enter(central.group(kinds=KINDS))
    return kiosk


def fee(booked: dict[str, object]) -> dict[str, int]:
    lines = booked["fee_lines"]
    assert isinstance(lines, list)
    return {line["name"]["ja"]: line["yen"] for line in lines}


def test_a_whole_day_has_its_own_price_and_an_extension_on_top(resident: Kiosk) -> None:
    whole = resident.reserve(room="chuo-ab", day=DAY, first=0, count=4)
    assert code_of(whole) == "201"
    assert fee(whole.json()) == {"集会室AB 全日": 5700, "集会室AB 夜間延長": 966}
    parts = resident.reserve(room="chuo-tatami", day=DAY, first=0, count=2)
    assert fee(parts.json()) == {"和室 午前": 750, "和室 午後": 950}


def test_an_extension_is_not_had_without_the_evening(resident: Kiosk) -> None:
    alone = resident.reserve(room="chuo-a", day=DAY, first=3, count=1)
    assert code_of(alone) == "slots_do_not_fit"
    assert code_of(resident.reserve(room="chuo-a", day=DAY, first=2, count=2)) == "201"


def test_rooms_made_of_each_other_exclude_each_other(resident: Kiosk) -> None:
    def reserve(room: str, first: int) -> str:
        return code_of(resident.reserve(room=room, day=DAY, first=first, count=1))

    assert reserve("chuo-ab", 0) == "201"
    assert reserve("chuo-a", 0) == "slot_taken"
    assert reserve("chuo-b", 0) == "slot_taken"
    assert reserve("chuo-a", 1) == "201"
    assert reserve("chuo-ab", 1) == "slot_taken"
    assert reserve("chuo-b", 1) == "201"
    assert resident.letters("chuo-a", DAY) == "ttff"
    assert resident.letters("chuo-ab", DAY) == "ttff"


def test_a_hall_is_let_whole_or_as_two_halves(resident: Kiosk) -> None:
    def reserve(room: str, first: int) -> str:
        return code_of(resident.reserve(room=room, day=DAY, first=first, count=1))

    assert reserve("chuo-half", 0) == "201"
    assert resident.letters("chuo-half", DAY) == "ffff"  # the other half is free
    assert resident.letters("chuo-hall", DAY) == "tfff"
    assert reserve("chuo-hall", 0) == "slot_taken"
    assert reserve("chuo-half", 0) == "201"
    assert reserve("chuo-half", 0) == "slot_taken"
    assert resident.letters("chuo-half", DAY) == "tfff"
    assert reserve("chuo-hall", 1) == "201"
    assert reserve("chuo-half", 1) == "slot_taken"


def test_cancelling_is_by_telephone_and_says_what_it_costs(
    central: Central, resident: Kiosk
) -> None:
    booked = resident.reserve(room="kita-a", day=DAY, first=0, count=1).json()
    assert (booked["state"], booked["can"]) == ("confirmed", [])
    assert (booked["cancel_by"], booked["tel"]) == ("telephone", "011-757-3511")
    assert booked["fee_steps"] == [
        {"from_day": None, "percent": 0},
        {"from_day": "2026-11-21", "percent": 50},
        {"from_day": "2026-12-10", "percent": 100},
    ]
    assert booked["change_at_counter"] == {
        "until": "2026-12-10T00:00:00+09:00",
        "times": 1,
        "left": 1,
        "latest": None,
    }
    for now, percent, yen in (
        ("2026-11-20 11:00", 0, 0),
        ("2026-11-21 09:00", 50, 600),
        ("2026-12-10 09:00", 100, 1200),
    ):
        central.move_to(now)
        resident.enter_again()
        refused = resident.write(f"reservations/{booked['id']}/cancel", {})
        assert code_of(refused) == "cancel_by_telephone"
        told = refused.json()
        assert (told["tel"], told["percent"], told["fee_yen"]) == ("011-757-3511", percent, yen)


def test_the_deposit_week_and_its_draw(central: Central, resident: Kiosk) -> None:
    rival = at_kiosk(central, "lobby-2")
    asked = {"kind": "lottery", **choice(room="chuo-a", day=JANUARY, first=0, count=1)}
    told = resident.post("quotes", asked).json()
    assert told["if_claimed"] is None  # a win is a booking by itself
    assert code_of(resident.apply(room="chuo-a", day=JANUARY, first=0, count=1)) == "201"
    assert code_of(rival.apply(room="chuo-ab", day=JANUARY, first=0, count=3)) == "201"
    too_early = resident.apply(room="chuo-a", day=date(2027, 1, 28), first=0, count=1)
    assert too_early.json()["opens_at"] == "2026-11-21T00:00:00+09:00"
    too_early = resident.reserve(room="chuo-tatami", day=JANUARY, first=0, count=1)
    assert too_early.json()["opens_at"] == "2026-11-25T09:00:00+09:00"
    central.move_to("2026-11-25 09:00")  # everything is done when first-come opens
    resident.enter_again()
    rival.enter_again()
    ends = {one["state"]: one for one in (*resident.applications(), *rival.applications())}
    assert ends.keys() == {"claimed", "lost"}
    assert ends["lost"]["lost_because"]["code"] == "slot_taken"
    [won] = [*resident.reservations(), *rival.reservations()]
    assert (won["state"], won["origin"]) == ("confirmed", "lottery")
    assert won["fee_steps"] == told["fee_steps"]  # known before one applies
    assert code_of(resident.reserve(room="chuo-tatami", day=JANUARY, first=0, count=1)) == "201"


def test_the_system_sleeps_at_night_and_over_the_new_year(
    central: Central, resident: Kiosk
) -> None:
    for now, day, code, opens_at in (
        ("2026-11-20 22:59:59", date(2027, 1, 18), "201", None),
        ("2026-11-20 23:00", date(2027, 1, 19), "out_of_hours", "2026-11-21T09:00:00+09:00"),
        ("2026-11-21 08:59:59", date(2027, 1, 19), "out_of_hours", "2026-11-21T09:00:00+09:00"),
        ("2026-11-21 09:00", date(2027, 1, 19), "201", None),
        ("2026-12-28 23:00", date(2027, 1, 20), "out_of_hours", "2027-01-04T09:00:00+09:00"),
        ("2027-01-03 12:00", date(2027, 1, 20), "out_of_hours", "2027-01-04T09:00:00+09:00"),
        ("2027-01-04 09:00", date(2027, 1, 20), "201", None),
    ):
        central.move_to(now)
        resident.enter_again()
        answer = resident.reserve(room="chuo-tatami", day=day, first=0, count=1)
        assert code_of(answer) == code, now
        assert answer.json().get("opens_at") == opens_at, now
        assert resident.get("city").status_code == 200  # looking is always possible
        assert resident.get("notices").json()["notices"]


def form(**other: object) -> dict[str, object]:
    """What somebody fills in at the kiosk."""
    return {
        "holder": "person",
        "name": "豊平 花子",
        "kana": "とよひら はなこ",
        "birth_date": "1975-05-31",
        "address": "豊平区平岸6条10丁目",
        "tel": "011-000-0000",
        "email": "hanako@example.invalid",
        "kinds": ["person"],
        "secret": "Ringo2026",
    } | other


def register(kiosk: Kiosk, **other: object) -> httpx.Response:
    return kiosk.post("registrations", form(**other), **{"Idempotency-Key": new_key()})


def test_registering_is_complete_at_the_kiosk(central: Central, resident: Kiosk) -> None:
    made = register(resident)
    assert code_of(made) == "201"
    told = made.json()
    assert told["state"] == "complete"
    assert re.fullmatch("[0-9]{7}", told["registration_number"])
    logged_in = resident.post(
        "sessions",
        {"registration_number": told["registration_number"], "secret": "Ringo2026"},
    )
    assert code_of(logged_in) == "201"
    resident.enter(told["registration_number"])
    assert code_of(resident.reserve(room="chuo-a", day=DAY, first=0, count=1)) == "201"


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"email": None}, "invalid_request"),
        ({"secret": "abc"}, "invalid_request"),
        ({"secret": "Abcdefgh123456789"}, "invalid_request"),
        ({"secret": "ringo 2026"}, "invalid_request"),
        ({"kinds": ["group"]}, "invalid_request"),
        ({"holder": "group", "kinds": ["group"]}, "invalid_request"),
    ],
)
def test_a_form_that_is_not_whole_is_refused(
    resident: Kiosk, other: dict[str, object], code: str
) -> None:
    assert code_of(register(resident, **other)) == code


def test_nobody_registers_twice_and_no_group_under_one_name(resident: Kiosk) -> None:
    group = {
        "holder": "group",
        "kinds": ["group"],
        "name": "豊平囲碁クラブ",
        "kana": "とよひらいごくらぶ",
        "representative": "豊平 花子",
        "members": 3,
    }
    assert code_of(register(resident)) == "201"
    assert code_of(register(resident, email="other@example.invalid")) == "already_registered"
    assert code_of(register(resident, **group)) == "201"
    again = register(resident, **group | {"birth_date": "1980-01-01"})
    assert code_of(again) == "already_registered"


def test_the_centre_moves_a_booking_once(central: Central, resident: Kiosk) -> None:
    booked = resident.reserve(room="kita-a", day=DAY, first=0, count=1).json()
    central.move_to("2026-11-25 10:00")  # cancelling would cost half by now
    staff = central.staff()

    def move(day: int) -> httpx.Response:
        to = choice("kita-a", date(2026, 12, day), 0, 1)
        return staff.post(f"/reservations/{booked['number']}/change", json=to | {"reason": "own"})

    moved = move(16)
    assert code_of(moved) == "200"
    assert moved.json()["date"] == "2026-12-16"
    again = move(17)
    assert (code_of(again), again.json()["because"]) == ("not_changeable", "too-often")


def test_a_use_is_paid_at_its_centre_and_no_day_is_named(resident: Kiosk) -> None:
    booked = resident.reserve(room="teine-tatami", day=DAY, first=0, count=1).json()
    assert booked["pay_at"]["ja"] == "手稲区民センター"
    assert booked["payment_due"] is None
