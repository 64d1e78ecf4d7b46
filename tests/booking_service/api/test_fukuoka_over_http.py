"""Fukuoka as its residents meet it: courts picked one by one, limits, fees, what is left to do."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from booking_service.service.people.life import suspend
from booking_service.service.people.registering import by_number
from booking_service.service.staff.roles import Role
from tests.booking_service.lobby import Central, Kiosk, choice, code_of, open_central

#: First-come for December's tennis has opened (on the 21st at noon).
CITY, NOW = "fukuoka", "2026-11-21 12:00"
COURTS = "maizuru-park-tennis"
TODAY, A_SATURDAY = date(2026, 11, 21), date(2026, 12, 12)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of Fukuoka's service on its first day."""
    path = tmp_path_factory.mktemp("made") / "fukuoka.db"
    open_central(path, city=CITY).close()
    return path


@pytest.fixture
def fukuoka(made: Path, tmp_path: Path) -> Iterator[Central]:
    central = open_central(Path(shutil.copy(made, tmp_path / "fukuoka.db")), city=CITY)
    central.numbers = 10_000_000  # Fukuoka's numbers have eight digits
    central.move_to(NOW)
    yield central
    central.close()


@pytest.fixture
def lobby(fukuoka: Central) -> Kiosk:
    return fukuoka.kiosk()


def enter(kiosk: Kiosk, *kinds: str, **more: Any) -> str:
    """Somebody registered for these kinds is at the terminal."""
    number = kiosk.central.group(kinds=frozenset(kinds), **more)
    kiosk.enter(number)
    return number


def court(unit: int | None = None, **more: Any) -> dict[str, Any]:
    wanted = {"room": COURTS, "day": A_SATURDAY, "first": 2, "people": 4, "purpose": "tennis"}
    body = choice(**(wanted | more))
    return body if unit is None else body | {"unit_id": f"{COURTS}-{unit}"}


def unit_of(answer: Any) -> str:
    assert answer.status_code == 201, answer.text
    return str(answer.json()["unit_id"])


def test_a_resident_picks_a_court_or_takes_any(lobby: Kiosk) -> None:
    enter(lobby, "tennis")
    assert unit_of(lobby.write("reservations", court(2))) == f"{COURTS}-2"
    enter(lobby, "tennis")
    assert code_of(lobby.write("reservations", court(2))) == "slot_taken"
    taken = [unit_of(lobby.write("reservations", court())) for _ in range(7)]
    assert taken == [f"{COURTS}-{unit}" for unit in (1, 3, 4, 5, 6, 7, 8)]
    enter(lobby, "tennis")
    assert code_of(lobby.write("reservations", court())) == "slot_taken"
    assert code_of(lobby.write("reservations", court(9))) == "invalid_request"


def test_the_limits_of_maizuru_park_count_all_its_courts_together(lobby: Kiosk) -> None:
    enter(lobby, "tennis", "ball")
    assert code_of(lobby.write("reservations", court(count=5))) == "invalid_request"
    for first in range(9):  # an hour each: a use is a use, however short
        assert unit_of(lobby.write("reservations", court(1, first=first, count=1)))
    field = {"room": "maizuru-park-ball", "day": A_SATURDAY, "purpose": "soccer", "first": 0}
    assert code_of(lobby.reserve(**field, count=2)) == "invalid_request"
    assert lobby.reserve(**field, count=1).status_code == 201
    full = lobby.write("reservations", court(2, first=0, count=1))
    assert code_of(full) == "quota_full"
    assert (full.json()["limit"], full.json()["used"]) == (10, 10)
    elsewhere = court(room="seibu-park-tennis", count=1)
    assert lobby.write("reservations", elsewhere).status_code == 201


def test_a_court_is_won_claimed_and_cancelled_only_once_first_come_is_open(
    fukuoka: Central, lobby: Kiosk
) -> None:
    fukuoka.move_to("2026-12-01 00:00")
    day = date(2027, 1, 16)
    winner = enter(lobby, "tennis")
    made = lobby.write("lottery-applications", court(3, day=day, first=2, count=4))
    assert made.status_code == 201, made.text
    assert made.json()["unit_id"] == f"{COURTS}-3"
    fukuoka.move_to("2026-12-16 00:00")
    lobby.enter(winner)
    (application,) = lobby.applications()
    assert application["state"] == "won"
    claimed = lobby.write(f"lottery-applications/{application['id']}/claim", {}).json()
    (reservation,) = lobby.reservations()
    assert claimed["reservation_id"] == reservation["id"]
    assert (reservation["state"], reservation["unit_id"]) == ("confirmed", f"{COURTS}-3")
    early = lobby.write(f"reservations/{reservation['id']}/cancel", {})
    assert code_of(early) == "not_open_yet"
    assert early.json()["opens_at"] == "2026-12-21T12:00:00+09:00"
    fukuoka.move_to("2026-12-21 12:00")
    lobby.enter(winner)
    assert (
        lobby.write(f"reservations/{reservation['id']}/cancel", {}).json()["state"] == "cancelled"
    )


def test_a_hall_is_applied_for_nine_months_ahead(fukuoka: Central, lobby: Kiosk) -> None:
    fukuoka.move_to("2026-11-30 23:59")
    enter(lobby, "civic-chuo")
    hall = {"room": "chuo-civic-hall", "day": date(2027, 9, 11), "purpose": "concert", "first": 0}
    early = lobby.apply(**hall)
    assert code_of(early) == "not_open_yet"
    assert early.json()["opens_at"] == "2026-12-01T00:00:00+09:00"
    fukuoka.move_to("2026-12-01 00:00")
    enter(lobby, "civic-chuo")
    made = lobby.apply(**hall)
    assert made.status_code == 201, made.text
    assert made.json()["draw"]["result_from"] == "2026-12-16T00:00:00+09:00"
    assert lobby.letters(hall["room"], hall["day"]) == "fff"


def test_the_counter_books_for_whoever_comes_in_person(fukuoka: Central, lobby: Kiosk) -> None:
    number = enter(lobby, "gym", "civic-chuo")
    desk = fukuoka.staff(Role.COUNTER)
    body = choice("nishi-gym-arena-half", A_SATURDAY, 0, 1, people=20, purpose="badminton")
    made = desk.post("reservations", json=body | {"registration_number": number})
    assert made.status_code == 201, made.text
    assert made.json()["unit_id"] == "nishi-gym-arena-a"
    assert (made.json()["to_pay_yen"], made.json()["paid_at"]) == (0, None)  # debited later
    whole = choice("nishi-gym-arena", A_SATURDAY, 0, 1, people=20, purpose="badminton")
    assert code_of(lobby.write("reservations", whole)) == "slot_taken"


def test_whoever_is_not_registered_pays_at_the_counter(fukuoka: Central) -> None:
    body = choice("nishi-gym-budo", A_SATURDAY, 0, 1, people=20, purpose="budo")
    contact = {"name": "通りすがり", "kana": "とおりすがり", "tel": "090-0000-0000"}
    made = fukuoka.staff(Role.COUNTER).post("walk-ins", json=body | contact)
    assert made.status_code == 201, made.text
    assert made.json()["to_pay_yen"] == made.json()["fee_yen"] == 1400
    assert made.json()["paid_at"] is not None


def test_an_unclaimed_win_is_void_and_free_for_everybody(fukuoka: Central, lobby: Kiosk) -> None:
    fukuoka.move_to("2026-12-01 00:00")
    winner = enter(lobby, "tennis")
    lobby.write("lottery-applications", court(3, day=date(2027, 1, 16)))
    fukuoka.move_to("2026-12-21 12:00")
    lobby.enter(winner)
    assert [one["state"] for one in lobby.applications()] == ["lapsed"]
    enter(lobby, "tennis")
    free = lobby.write("reservations", court(3, day=date(2027, 1, 16)))
    assert unit_of(free) == f"{COURTS}-3"


def test_cancelling_a_gymnasium_costs_half_and_then_all(fukuoka: Central, lobby: Kiosk) -> None:
    day = date(2026, 12, 20)
    number = enter(lobby, "gym")
    made = lobby.reserve(room="nishi-gym-arena-2", day=day, purpose="badminton", first=0, count=1)
    assert made.status_code == 201, made.text
    fee = made.json()["fee_yen"]
    costs = {}
    for moment in ("12-10 23:59", "12-11 00:00", "12-15 23:59", "12-16 00:00", "12-19 18:59"):
        fukuoka.move_to(f"2026-{moment}")
        lobby.enter(number)
        (held,) = lobby.reservations()
        costs[moment] = held["cancellation_fee_yen"] * 100 // fee
        assert held["can"] == ["cancel"]
    assert list(costs.values()) == [0, 50, 50, 100, 100]
    fukuoka.move_to("2026-12-19 19:00")
    lobby.enter(number)
    (held,) = lobby.reservations()
    late = lobby.write(f"reservations/{held['id']}/cancel", {})
    assert code_of(late) == "not_cancellable"
    assert late.json()["tel"] == "092-882-5144"


def test_a_registration_opens_its_own_kind_of_place_only(lobby: Kiosk) -> None:
    enter(lobby, "tennis", "civic-chuo")
    gym = lobby.reserve(room="nishi-gym-arena-2", day=A_SATURDAY, purpose="badminton", first=0)
    assert code_of(gym) == "registration_kind"
    assert [kind["ja"] for kind in gym.json()["needed"]] == ["体育館"]
    room = {"room": "minami-civic-meeting-1", "day": A_SATURDAY, "first": 0, "count": 1}
    other = lobby.reserve(**room)  # examined by its own centre, not by another
    assert [kind["ja"] for kind in other.json()["needed"]] == ["南市民センター"]


def test_a_seminar_room_and_the_whole_exclude_each_other(fukuoka: Central, lobby: Kiosk) -> None:
    fukuoka.move_to("2026-11-21 12:00")
    enter(lobby, "npo")
    day = date(2027, 1, 20)
    part = {"day": day, "purpose": "meeting", "first": 0, "count": 1}
    made = lobby.reserve(room="asumin-seminar-2", **part)
    assert made.status_code == 201, made.text
    assert (made.json()["fee_yen"], made.json()["payment_due"]) == (0, None)
    assert made.json()["follow_ups"][0]["until"] == "2026-11-25T00:00:00+09:00"
    assert code_of(lobby.reserve(room="asumin-seminar-all", **part)) == "slot_taken"
    assert lobby.reserve(room="asumin-seminar-all", **(part | {"first": 1})).status_code == 201
    assert code_of(lobby.reserve(room="asumin-seminar-3", **(part | {"first": 1}))) == "slot_taken"


def test_lights_are_a_line_of_the_fee_where_they_are_on(lobby: Kiosk) -> None:
    enter(lobby, "tennis")
    wanted = choice("aoba-park-tennis", A_SATURDAY, 8, 2, people=4, purpose="tennis")
    lines = lobby.post("quotes", {"kind": "reservation", **wanted}).json()["fee_lines"]
    assert [line["name"]["ja"] for line in lines] == ["テニスコート", "照明"]
    light = lobby.central.city.lighting("tennis-seasons").per_hour_yen
    assert lines[1]["yen"] == light  # 17:00 to 19:00, lit from 18:00 in December


def test_a_debit_is_no_payment_at_the_counter(lobby: Kiosk) -> None:
    enter(lobby, "tennis")
    made = lobby.write("reservations", court()).json()
    assert made["payment_due"] == "2027-01-16T00:00:00+09:00"  # the 15th is a Friday
    assert "口座振替" in made["pay_at"]["ja"]
    assert made["state"] == "confirmed"


def test_who_is_suspended_is_sent_to_the_service_centre(fukuoka: Central, lobby: Kiosk) -> None:
    number = enter(lobby, "tennis")
    made = lobby.write("reservations", court()).json()
    office = fukuoka.running.service.office
    fukuoka.do(lambda store: suspend(store, by_number(office, store, number), TODAY))
    lobby.enter(number)
    refused = lobby.write(f"reservations/{made['id']}/cancel", {})
    assert code_of(refused) == "cancel_by_telephone"
    assert refused.json()["tel"] == "092-852-3434"
    assert code_of(lobby.write("reservations", court())) == "suspended"


def test_what_was_booked_is_shown_until_the_end_of_the_next_month(
    fukuoka: Central, lobby: Kiosk
) -> None:
    number = enter(lobby, "tennis")
    made = lobby.write("reservations", court(day=date(2026, 11, 28)))
    assert made.status_code == 201, made.text
    shown = {}
    for moment in ("2026-12-31 23:59", "2027-01-01 00:00"):
        fukuoka.move_to(moment)
        lobby.enter(number)
        shown[moment] = [one["state"] for one in lobby.reservations()]
    assert list(shown.values()) == [["used"], []]


def test_the_terminal_tells_where_to_register(lobby: Kiosk) -> None:
    places = lobby.get("counters").json()
    assert (len(places["counters"]), len(places["terminals"])) == (34, 27)
    contact = lobby.get("city").json()["contact"]
    assert (contact["tel"], contact["fax"]) == ("092-852-3434", "092-852-3435")


@pytest.fixture
def half_asked(fukuoka: Central, lobby: Kiosk) -> dict[str, Any]:
    """A gymnasium cancelled at the kiosk on a day on which that costs half."""
    number = enter(lobby, "gym")
    day = date(2026, 12, 20)
    made = lobby.reserve(room="nishi-gym-arena-2", day=day, purpose="badminton", first=0, count=1)
    fukuoka.move_to("2026-12-11 10:00")
    lobby.enter(number)
    gone = lobby.write(f"reservations/{made.json()['id']}/cancel", {})
    assert gone.status_code == 200, gone.text
    fukuoka.move_to("2026-12-17 10:00")  # by now cancelling would cost all of it
    lobby.enter(number)
    seen: dict[str, Any] = gone.json()
    return seen


def test_what_cancelling_cost_stays_what_it_was(
    fukuoka: Central, lobby: Kiosk, half_asked: dict[str, Any]
) -> None:
    half = half_asked["fee_yen"] // 2
    assert half_asked["cancellation_fee_yen"] == half > 0
    (listed,) = lobby.reservations()
    assert (listed["state"], listed["cancellation_fee_yen"]) == ("cancelled", half)
    seen = fukuoka.staff(Role.COUNTER).get(f"reservations/{half_asked['number']}").json()
    assert (seen["cancel_percent"], seen["cancel_yen"], seen["settlement"]["reason"]) == (
        50,
        half,
        "own",
    )
    assert (seen["settlement"]["percent"], seen["settlement"]["asked_yen"]) == (50, half)


def test_a_fee_for_cancelling_is_paid_once_and_taken_back(
    fukuoka: Central, half_asked: dict[str, Any]
) -> None:
    place = f"reservations/{half_asked['number']}"
    with fukuoka.staff() as manager:
        paid = manager.post(f"{place}/payment", json={})
        assert (paid.status_code, paid.json()["state"]) == (200, "cancelled"), paid.text
        assert paid.json()["paid_at"] is not None
        assert code_of(manager.post(f"{place}/payment", json={})) == "not_payable"
        wrong = manager.post(f"{place}/payment/back", json={"reason": "staff-mistake"})
        assert wrong.json()["to_pay_yen"] == half_asked["cancellation_fee_yen"]
        again = manager.post(f"{place}/payment", json={})
        assert again.status_code == 200


def test_a_fee_for_cancelling_is_waived_and_given_back(
    fukuoka: Central, half_asked: dict[str, Any]
) -> None:
    place = f"reservations/{half_asked['number']}"
    with fukuoka.staff() as manager:
        manager.post(f"{place}/payment", json={})
        waived = manager.post(f"{place}/waiver", json={"reason": "weather"})
        assert waived.json()["refund_yen"] == half_asked["cancellation_fee_yen"]
        assert waived.json()["settlement"]["asked_yen"] == 0
        assert waived.json()["settlement"]["reason"] == "weather"
        again = manager.post(f"{place}/waiver", json={"reason": "weather"})
        assert code_of(again) == "not_payable"


def test_the_fee_asked_at_the_counter_is_paid_there(fukuoka: Central, lobby: Kiosk) -> None:
    enter(lobby, "gym")
    day = date(2026, 12, 20)
    made = lobby.reserve(room="nishi-gym-arena-2", day=day, purpose="badminton", first=0, count=1)
    fukuoka.move_to("2026-12-17 10:00")
    place = f"reservations/{made.json()['number']}"
    with fukuoka.staff() as counter:
        gone = counter.post(f"{place}/cancel", json={"reason": "own"})
        assert gone.json()["to_pay_yen"] == made.json()["fee_yen"]
        assert counter.post(f"{place}/payment", json={}).status_code == 200
        assert code_of(counter.post(f"{place}/payment", json={})) == "not_payable"


def test_nothing_is_asked_for_a_day_that_the_city_closed(fukuoka: Central, lobby: Kiosk) -> None:
    number = enter(lobby, "gym")
    day = date(2026, 12, 20)
    made = lobby.reserve(room="nishi-gym-arena-2", day=day, purpose="badminton", first=0, count=1)
    fukuoka.move_to("2026-12-17 10:00")
    shut = {"room_id": "nishi-gym-arena-2", "first": "2026-12-20", "last": "2026-12-20"}
    reason = {"ja": "設備点検", "kana": "せつびてんけん", "en": "Inspection"}
    with fukuoka.staff() as manager:
        closed = manager.post("closings", json={**shut, "reason": reason})
        assert closed.status_code == 201, closed.text
    lobby.enter(number)
    (held,) = lobby.reservations()
    assert held["cancellation_fee_yen"] == 0
    gone = lobby.write(f"reservations/{made.json()['id']}/cancel", {})
    assert (gone.status_code, gone.json()["cancellation_fee_yen"]) == (200, 0)
