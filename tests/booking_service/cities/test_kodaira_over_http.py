"""Kodaira as its groups meet it: a kiosk that speaks to the running service."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.booking_service.lobby import Central, Kiosk, choice, code_of, new_key, open_central

KINDS = frozenset({"group"})
TATAMI = "kihei-tatami"
MEETING = "kihei-meeting-1"
#: A Wednesday; December has been open to first-comers since the 1st of November, 09:00.
DECEMBER = date(2026, 12, 16)
#: A Wednesday of February, whose lottery runs from 10 to 19 December.
FEBRUARY = date(2027, 2, 17)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of Kodaira after its first day has begun."""
    path = tmp_path_factory.mktemp("made") / "kodaira.db"
    open_central(path, city="kodaira").close()
    return path


@pytest.fixture
def central(made: Path, tmp_path: Path) -> Iterator[Central]:
    running = open_central(Path(shutil.copy(made, tmp_path / "kodaira.db")), city="kodaira")
    yield running
    running.close()


@pytest.fixture
def group(central: Central) -> Kiosk:
    """A terminal with a group logged in."""
    return at_kiosk(central, "lobby-1")


def at_kiosk(central: Central, kiosk_id: str) -> Kiosk:
    kiosk = central.kiosk(kiosk_id)
    kiosk.enter(central.group(kinds=KINDS))
    return kiosk


def test_four_slots_in_a_hall_however_they_are_cut(group: Kiosk) -> None:
    assert code_of(group.reserve(room=TATAMI, day=DECEMBER, first=0, count=3)) == "201"
    refused = group.reserve(room=MEETING, day=DECEMBER, first=0, count=2)
    assert code_of(refused) == "quota_full"
    body = refused.json()
    assert (body["limit"], body["used"], body["scope"]["ja"]) == (4, 3, "同じ地域センター")
    assert code_of(group.reserve(room=MEETING, day=DECEMBER, first=0, count=1)) == "201"
    assert code_of(group.reserve(room="nakajima-tatami", day=DECEMBER, first=0, count=3)) == "201"


def test_a_booking_is_provisional_until_midnight(central: Central, group: Kiosk) -> None:
    kept = group.reserve(room=TATAMI, day=DECEMBER, first=0, count=1).json()
    given_up = group.reserve(room=TATAMI, day=DECEMBER, first=2, count=1).json()
    assert (kept["state"], kept["can"]) == ("provisional", ["cancel", "change"])
    assert kept["cancel_until"] == "2026-11-21T00:00:00+09:00"
    central.move_to("2026-11-20 23:59:59")
    group.enter_again()
    assert code_of(group.write(f"reservations/{given_up['id']}/cancel", {})) == "200"
    central.move_to("2026-11-21 00:00")
    group.enter_again()
    [booked] = [one for one in group.reservations() if one["id"] == kept["id"]]
    assert (booked["state"], booked["can"]) == ("confirmed", [])
    refused = group.write(f"reservations/{kept['id']}/cancel", {})
    assert code_of(refused) == "not_cancellable"
    assert refused.json()["tel"] == "042-327-9067"


def test_the_last_week_is_the_counter_s(central: Central, group: Kiosk) -> None:
    soon = choice(TATAMI, date(2026, 11, 27), 0, 1)
    refused = group.write("reservations", soon)
    assert code_of(refused) == "counter_only"
    assert refused.json()["tel"] == "042-327-9067"
    assert code_of(group.reserve(room=TATAMI, day=date(2026, 11, 28), first=0, count=1)) == "201"
    booked = central.staff().post(
        "/reservations", json=soon | {"registration_number": group.number}
    )
    assert code_of(booked) == "201"
    assert booked.json()["origin"] == "counter"


def test_two_slots_are_applied_for_and_wins_become_bookings_by_themselves(
    central: Central, group: Kiosk
) -> None:
    rival = at_kiosk(central, "lobby-2")
    central.move_to("2026-12-09 23:59:59")
    group.enter_again()
    assert code_of(group.apply(room=TATAMI, day=FEBRUARY)) == "not_open_yet"
    central.move_to("2026-12-10 00:00")
    group.enter_again()
    rival.enter_again()
    assert code_of(group.apply(room=TATAMI, day=FEBRUARY, first=0, count=2)) == "201"
    assert code_of(group.apply(room="nakajima-tatami", day=FEBRUARY, count=1)) == "quota_full"
    assert code_of(rival.apply(room=TATAMI, day=FEBRUARY, first=1, count=1)) == "201"
    central.move_to("2026-12-20 09:00")
    group.enter_again()
    rival.enter_again()
    ends = {one["state"]: one for one in (*group.applications(), *rival.applications())}
    assert ends.keys() == {"claimed", "lost"}
    assert ends["lost"]["lost_because"]["code"] == "slot_taken"
    [won] = [*group.reservations(), *rival.reservations()]
    assert (won["state"], won["origin"], won["can"]) == ("confirmed", "lottery", [])
    winner = group if group.reservations() else rival
    central.move_to("2027-01-04 09:00")  # the 1st is closed
    winner.enter_again()
    left = 4 - won["slot_count"]
    taken = winner.reserve(room=MEETING, day=FEBRUARY, first=0, count=min(left, 3))
    assert code_of(taken) == "201"
    more = winner.reserve(room="kihei-meeting-2", day=FEBRUARY, first=0, count=1)
    assert code_of(more) == ("quota_full" if left <= 3 else "201")


def test_february_opens_on_the_fourth_of_january(central: Central, group: Kiosk) -> None:
    central.move_to("2027-01-04 08:59:59")
    group.enter_again()
    refused = group.reserve(room=TATAMI, day=FEBRUARY)
    assert code_of(refused) == "not_open_yet"
    assert refused.json()["opens_at"] == "2027-01-04T09:00:00+09:00"
    central.move_to("2027-01-04 09:00")
    group.enter_again()
    assert code_of(group.reserve(room=TATAMI, day=FEBRUARY)) == "201"


def test_a_closed_tuesday_and_a_crowd_are_refused(group: Kiosk) -> None:
    assert code_of(group.reserve(room=TATAMI, day=date(2026, 12, 1))) == "closed_day"
    assert code_of(group.reserve(room=TATAMI, day=DECEMBER, people=21)) == "over_capacity"
    assert group.letters(TATAMI, date(2026, 12, 1)) == "ccc"
    assert group.letters(TATAMI, DECEMBER) == "fff"


def test_groups_register_at_the_counter(group: Kiosk) -> None:
    form = {
        "holder": "group",
        "name": "小平俳句の会",
        "kana": "こだいらはいくのかい",
        "representative": "小平 太郎",
        "birth_date": "1960-01-31",
        "address": "小平市小川町",
        "tel": "042-000-0000",
        "members": 8,
        "kinds": ["group"],
        "secret": "4182",
    }
    refused = group.post("registrations", form, **{"Idempotency-Key": new_key()})
    assert code_of(refused) == "at_counter"
