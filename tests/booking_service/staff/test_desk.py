"""Letters that did not go, and digits for a draw."""

from __future__ import annotations

from datetime import date

from booking_service.service.staff.roles import Role
from booking_service.storage.records import MailState
from tests.booking_service.lobby import DAY, Central, Kiosk, code_of
from tests.booking_service.staff.conftest import Say

WHY = ("--reason", "床の工事", "--reason-kana", "ゆかのこうじ")


def reachable(say: Say) -> str:
    words = ("register", "--name", "もみじ会", "--kind", "kominkan", "--email", "m@example.jp")
    number: str = say(*words, said="\n")["registration_number"]
    return number


def test_whoever_is_hit_by_a_closing_is_written_to_once(
    central: Central, kiosk: Kiosk, say: Say
) -> None:
    kiosk.enter(reachable(say))
    kiosk.reserve()
    closing = say("close", "--facility", "nishishiroi-fukugo", "--first", DAY.isoformat(), *WHY)
    say("reopen", closing["id"])
    say("close", "--facility", "nishishiroi-fukugo", "--first", DAY.isoformat(), *WHY)
    letters = [one["letter"] for one in say("mails")["items"]]
    assert letters.count("booking-closed") == 2  # a closing each


def test_a_letter_that_was_given_up_is_listed_and_tried_again(
    central: Central, kiosk: Kiosk, say: Say
) -> None:
    kiosk.enter(reachable(say))
    kiosk.reserve()
    closing = say("close", "--first", DAY.isoformat(), *WHY)
    (letter,) = [one for one in say("mails")["items"] if one["letter"] == "booking-closed"]
    number = int(letter["id"])
    now = central.clock.now()
    central.do(lambda store: store.mail_ended(number, MailState.GIVEN_UP, now, "refused"))
    kinds = [one["kind"] for one in say("actions")["items"]]
    assert kinds == ["booking-hit", "mail-given-up"]
    assert say("send-again", letter["id"])["state"] == "waiting"
    assert say("send-again", letter["id"], code=1)["code"] == "not_found"
    assert [one["closing_id"] for one in say("actions")["items"]] == [closing["id"]]


def test_two_officers_throw_digits_into_a_draw(central: Central, say: Say) -> None:
    office = central.running.service.office
    klass = office.city.classes[0].lottery_on(date(2027, 2, 1))
    assert klass is not None
    path = f"/draws/{klass.id}/2027-02/digits"
    with central.staff(Role.DRAW_OFFICER) as officer:
        early = officer.post(path, json={"digits": "123456"})
        assert code_of(early) == "not_open_yet"
        assert code_of(officer.post(path, json={"digits": "12345"})) == "invalid_request"
        nowhere = officer.post("/draws/nowhere/2027-02/digits", json={"digits": "123456"})
        assert code_of(nowhere) == "not_found"
    with central.staff(Role.MANAGER) as manager:
        assert code_of(manager.post(path, json={"digits": "123456"})) == "role_needed"
