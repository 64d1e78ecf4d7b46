"""Closing days and rooms: in the feed, in offers and in checks at once; what they hit is listed."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from booking_service.policy.calendar import is_room_closed
from booking_service.policy.checks import Refusal
from booking_service.policy.offers import OfferKind
from booking_service.service import laid_over, reserving
from booking_service.service.booking import Choice
from booking_service.service.mail.letters import Letter
from booking_service.service.people.registering import by_number
from booking_service.service.staff.accounts import Officer
from booking_service.service.staff.closings import NewClosing, close
from booking_service.service.staff.roles import Role
from booking_service.service.visit import Desk
from booking_service.storage.place import Place
from booking_service.storage.ports import Store
from booking_service.storage.records import MailRecord, MailState, ReservationRecord
from tests.booking_service.lobby import (
    CRAFT,
    DAY,
    TRAINING,
    WAIT_SECONDS,
    Central,
    Kiosk,
    code_of,
    open_central,
    wait_until,
)
from tests.booking_service.staff.conftest import Say

HOUSE = "nishishiroi-fukugo"
WHY = ("--reason", "床の工事", "--reason-kana", "ゆかのこうじ", "--reason-en", "New floor")
FREE, SHUT = "f" * 12, "c" * 12


def offers(kiosk: Kiosk, day: date = DAY) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = kiosk.feed()[f"{HOUSE}/kominkan/{day}"]["offers"]
    return found


def test_a_closed_room_is_closed_at_once_and_its_neighbour_is_not(
    resident: Kiosk, say: Say
) -> None:
    closing = say("close", "--room", CRAFT, "--first", DAY.isoformat(), *WHY)
    assert (closing["hit"], closing["last"]) == ([], DAY.isoformat())
    assert (resident.letters(), resident.letters(TRAINING)) == (SHUT, FREE)
    assert code_of(resident.reserve()) == "closed_day"
    assert resident.reserve(room=TRAINING).status_code == 201
    say("reopen", closing["id"])
    assert resident.letters() == FREE
    assert resident.reserve().status_code == 201


def test_a_closed_house_has_no_offers(resident: Kiosk, say: Say) -> None:
    words = ("--facility", HOUSE, "--first", "2026-12-15", "--last", "2026-12-17")
    closing = say("close", *words, *WHY)
    for day in (DAY, date(2026, 12, 17)):
        assert (resident.letters(day=day), offers(resident, day)) == (SHUT, [])
    assert resident.letters(day=date(2026, 12, 18)) == FREE
    assert code_of(resident.reserve(room=TRAINING)) == "closed_day"
    say("reopen", closing["id"])
    assert [one["kind"] for one in offers(resident)] == ["lottery", "first_come", "counter"]
    assert say("closings") == {"items": []}


def test_the_whole_city_is_closed(resident: Kiosk, say: Say) -> None:
    say("close", "--first", DAY.isoformat(), *WHY)
    shut = {key for key, data in resident.feed().items() if data.get("slots", "f")[0] == "c"}
    rooms = {room.id for room in resident.central.city.rooms}
    assert {f"{room}/{DAY}" for room in rooms} <= shut


def test_what_is_booked_is_listed_until_it_is_settled(
    central: Central, resident: Kiosk, say: Say
) -> None:
    moved, cancelled = (resident.reserve(first=first).json()["number"] for first in (1, 5))
    other = resident.reserve(room=TRAINING).json()["number"]
    say("take-payment", cancelled)
    closing = say("close", "--room", CRAFT, "--first", DAY.isoformat(), *WHY)
    assert closing["hit"] == [moved, cancelled]
    assert resident.letters() == "cttccttccccc"  # a person has to talk to them first
    found = say("actions")["items"]
    assert [(one["about"], one["closing_id"]) for one in found] == [
        (moved, closing["id"]),
        (cancelled, closing["id"]),
    ]
    told = say("contacted", found[0]["id"])
    assert told["contacted_at"] is not None
    assert say("actions")["items"][0]["contacted_at"] == told["contacted_at"]
    with central.staff(Role.COUNTER) as counter:  # nobody has to ask who may waive
        gone = counter.post(f"/reservations/{cancelled}/cancel", json={"reason": "closing"}).json()
        assert (gone["state"], gone["refund_yen"]) == ("cancelled", 700)
        body = {"room_id": TRAINING, "date": DAY.isoformat(), "first_slot": 6, "slot_count": 2}
        place = {**body, "purpose_id": "meeting", "people": 5, "reason": "closing"}
        assert counter.post(f"/reservations/{moved}/change", json=place).status_code == 200
        kept = counter.post(f"/reservations/{other}/cancel", json={"reason": "closing"})
        assert code_of(kept) == "role_needed"  # no closing hit that one
    assert say("actions") == {"items": []}
    assert say("contacted", found[0]["id"], code=1)["code"] == "not_found"
    assert resident.letters() == SHUT


@pytest.mark.parametrize("what", [("--facility", HOUSE), ("--room", CRAFT)])
def test_applications_are_hit_too_and_cannot_win(
    central: Central, say: Say, what: tuple[str, str]
) -> None:
    day = date(2027, 2, 17)
    central.move_to("2026-12-05 08:30")
    kiosk = central.kiosk()
    number = central.group()
    kiosk.enter(number)
    made = kiosk.apply(day=day).json()["number"]
    closing = say("close", *what, "--first", day.isoformat(), *WHY)
    assert closing["hit"] == [made]
    assert [one["kind"] for one in say("actions")["items"]] == ["application-hit"]
    central.move_to("2026-12-18 00:00")
    kiosk.enter(number)
    assert kiosk.applications()[0]["state"] == "lost"


def test_closings_outlive_a_restart(database: Place) -> None:
    first = open_central(database)
    body = {"room_id": CRAFT, "first": DAY.isoformat(), "last": DAY.isoformat()}
    reason = {"ja": "工事", "kana": "こうじ"}
    with first.staff() as manager:
        assert manager.post("/closings", json={**body, "reason": reason}).status_code == 201
    first.close()
    again = open_central(database)
    kiosk = again.kiosk()
    kiosk.enter(again.group())
    assert kiosk.letters() == SHUT
    assert code_of(kiosk.reserve()) == "closed_day"
    again.move_to("2026-12-01 00:00")  # new days come into sight, the closed one stays closed
    assert kiosk.letters() == SHUT
    again.close()


def test_a_process_that_did_not_close_sees_it_soon(central: Central, resident: Kiosk) -> None:
    """As another process would: the row and the version, and nobody here is told."""
    office = central.running.service.office
    wanted = NewClosing(None, CRAFT, DAY, DAY, {"ja": "工事", "kana": "こうじ"})
    central.do(close(office, Officer("sato", frozenset(), 1), wanted))
    began = time.monotonic()
    wait_until(lambda: resident.letters() == SHUT)
    assert time.monotonic() - began < WAIT_SECONDS / 2
    assert code_of(resident.reserve()) == "closed_day"


def test_days_that_were_not_made_in_time_are_made_at_the_next_start(database: Place) -> None:
    """The process dies between writing the closing down and making the days."""
    first = open_central(database)
    first.do(lambda store: store.keep_service_value(laid_over.MADE, "0"))
    kiosk = first.kiosk()
    office = first.running.service.office
    first.do(laid_over.next_version)
    assert kiosk.letters() == FREE
    first.close()
    again = open_central(database)
    with again.running.service.office.database.reading() as reader:
        assert reader.service_value(laid_over.MADE) == str(laid_over.version_of(reader))
    again.close()
    assert office.city.id == "shiroi"


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"first": "2026-11-19", "last": "2026-11-19"}, "body.first"),
        ({"last": "2026-12-14"}, "body.last"),
        ({"last": "2028-12-14"}, "body.last"),
        ({"first": "2032-01-01", "last": "2032-01-01"}, "body.last"),
        ({"first": "2026-02-30"}, "body.first"),
        ({"room_id": "nowhere"}, "body.room_id"),
        ({"facility_id": HOUSE}, "body.room_id"),
        ({"room_id": None, "facility_id": "nowhere"}, "body.facility_id"),
        ({"reason": {"ja": "工事"}}, "body.reason.kana"),
    ],
)
def test_a_closing_that_makes_no_sense_is_refused(
    central: Central, wrong: dict[str, Any], place: str
) -> None:
    body = {
        "room_id": CRAFT,
        "first": DAY.isoformat(),
        "last": DAY.isoformat(),
        "reason": {"ja": "工事", "kana": "こうじ"},
    }
    with central.staff() as manager:
        answer = manager.post("/closings", json={**body, **wrong})
    assert code_of(answer) == "invalid_request"
    assert answer.json()["errors"][0]["place"] == place


def test_every_process_of_a_service_knows_a_closing(database: Place) -> None:
    """Two processes on one database of PostgreSQL; one after the other on a file."""
    first = open_central(database)
    if isinstance(database, Path):
        first.close()
        first = open_central(database)
        second = first
    else:
        second = open_central(database)
    body = {"room_id": CRAFT, "first": DAY.isoformat(), "last": DAY.isoformat()}
    reason = {"ja": "工事", "kana": "こうじ"}
    with first.staff() as manager:
        made = manager.post("/closings", json={**body, "reason": reason}).json()
        kiosk = second.kiosk("lobby-2")
        kiosk.enter(second.group())
        wait_until(lambda: is_room_closed(second.city, second.city.room(CRAFT), DAY))
        assert code_of(kiosk.reserve()) == "closed_day"
        assert kiosk.letters() == SHUT
        manager.post(f"/closings/{made['id']}/end")
    wait_until(lambda: kiosk.reserve().status_code == 201)
    for central in {id(one): one for one in (first, second)}.values():
        central.close()


def test_a_booking_right_after_a_closing_is_refused(central: Central) -> None:
    """Both in the writer before this process has looked at what was closed."""
    office, number = central.running.service.office, central.group()
    officer = Officer("sato", frozenset(), 1)
    wanted = NewClosing(None, CRAFT, DAY, DAY, {"ja": "工事", "kana": "こうじ"})
    chosen = Choice(CRAFT, DAY, 1, 2, "meeting", 5)

    def both(store: Store) -> tuple[object, object]:
        registrant = by_number(office, store, number)
        assert registrant is not None
        desk = Desk.inside(office, store, registrant, office.now())
        assert reserving.refusal_to_reserve(desk, chosen, OfferKind.FIRST_COME) is None
        close(office, officer, wanted)(store)
        beside = replace(chosen, room_id=TRAINING, first_slot=5)
        return (
            reserving.reserve(desk, chosen, OfferKind.FIRST_COME),
            reserving.reserve(desk, beside, OfferKind.FIRST_COME),
        )

    hit, beside = central.do(both)
    assert hit == Refusal("closed_day")
    assert isinstance(beside, ReservationRecord)


def test_a_second_closing_tells_only_whom_it_hits_first(
    central: Central, resident: Kiosk, say: Say
) -> None:
    booked = [resident.reserve(first=1), resident.reserve(room=TRAINING)]
    assert [one.status_code for one in booked] == [201, 201]
    with central.staff() as counter:  # so that they can be written to
        who = {"registration_number": resident.number, "email": "momiji@example.jp"}
        assert counter.post("registrants/change", json=who).status_code == 200

    def letters() -> int:
        def kept(store: Store) -> list[MailRecord]:
            return [*store.mails_in(MailState.WAITING, 9), *store.mails_in(MailState.SENT, 9)]

        found: list[MailRecord] = central.do(kept)
        return sum(mail.letter == Letter.BOOKING_CLOSED for mail in found)

    where = ("--first", DAY.isoformat(), *WHY)
    say("close", "--room", CRAFT, *where)
    assert letters() == 1
    say("close", "--room", CRAFT, *where)
    assert letters() == 1
    say("close", "--facility", HOUSE, *where)
    assert letters() == 2
