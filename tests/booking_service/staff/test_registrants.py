"""Registrants at the counter: from the first form to the last day."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import pytest

from booking_service.service.people import registering as registration
from booking_service.service.people.personal_data import PersonalData
from booking_service.service.people.registering import NewRegistrant
from booking_service.storage.records import HolderOf, RegistrantState
from tests.booking_service.lobby import NOW, SECRET, Central, Kiosk, code_of, hashed
from tests.booking_service.staff.conftest import Say

GROUP = ("register", "--name", "もみじ会", "--kana", "もみじかい", "--kind", "kominkan")
MORE = ("--representative", "山田花子", "--tel", "047-491-0000", "--members", "8")


def log_in(kiosk: Kiosk, number: str, secret: str) -> Any:
    return kiosk.post("sessions", {"registration_number": number, "secret": secret})


def registered(say: Say) -> str:
    number: str = say(*GROUP, *MORE, said=f"{SECRET}\n")["registration_number"]
    return number


def test_a_group_gets_a_number_and_logs_in(kiosk: Kiosk, say: Say) -> None:
    made = say(*GROUP, *MORE, said=f"{SECRET}\n")
    assert (made["holder"], made["state"], made["valid_until"]) == ("group", "active", "2029-11-19")
    assert log_in(kiosk, made["registration_number"], SECRET).status_code == 201
    again = say(*GROUP, said=f"{SECRET}\n", code=1)
    assert again["code"] == "already_registered"


def test_every_look_is_noted(say: Say) -> None:
    number = registered(say)
    by_number = say("find", "--registration-number", number, "--why", "complaint")
    by_name = say("find", "--name", "もみじ会")
    assert by_name["registration_number"] == by_number["registration_number"] == number
    assert (by_number["name"], by_number["tel"]) == ("もみじ会", "047-491-0000")
    looks = say("access-log", "--registration-number", number)["items"]
    assert [(one["actor"], one["why"]) for one in looks] == [
        ("everybody", "at-counter"),
        ("everybody", "complaint"),
    ]
    assert say("access-log", "--before", str(looks[0]["id"]))["items"] == looks[1:]
    assert say("find", "--registration-number", "9999999", code=1)["code"] == "not_found"
    assert say("access-log", "--registration-number", "9999999", code=1)["code"] == "not_found"


def test_an_old_card_no_longer_identifies(kiosk: Kiosk, say: Say) -> None:
    number = registered(say)
    who = ("--registration-number", number)
    assert say("issue-card", *who)["issue"] == 1
    old = say("find", *who)["card_code"]
    assert say("issue-card", *who)["issue"] == 2
    new = say("find", *who)["card_code"]
    assert say("find", "--registration-number", old)["card_is_valid"] is False
    assert log_in(kiosk, new, SECRET).status_code == 201
    assert log_in(kiosk, old, SECRET).status_code != 201
    assert say("report-card-lost", *who)["state"] == "lost"
    assert log_in(kiosk, new, SECRET).status_code != 201
    assert log_in(kiosk, number, SECRET).status_code == 201  # a card only saves the typing
    states = [card["state"] for card in say("find", *who)["cards"]]
    assert states == ["lost", "replaced"]
    assert say("report-card-lost", *who, "--issue", "9", code=1)["code"] == "not_found"


def test_a_forgotten_secret_is_replaced(kiosk: Kiosk, say: Say) -> None:
    number = registered(say)
    who = ("--registration-number", number)
    temporary = say("reset-secret", *who)
    assert temporary["temporary_until"] == "2026-11-27T10:00:00+09:00"
    session = log_in(kiosk, number, temporary["temporary_secret"])
    assert session.json()["must_change_secret"] is True
    chosen = say("reset-secret", *who, "--chosen", said="5938\n")
    assert chosen["temporary_secret"] is None
    assert log_in(kiosk, number, "5938").json()["must_change_secret"] is False
    wrong = say("reset-secret", *who, "--chosen", said="12345\n", code=1)
    assert wrong["errors"][0]["place"] == "body.secret"


def test_a_suspended_group_looks_and_does_not_book(
    central: Central, kiosk: Kiosk, say: Say
) -> None:
    number = registered(say)
    who = ("--registration-number", number)
    assert say("suspend", *who, "--reason", "no-show")["standing"] == "suspended"
    kiosk.enter(number)
    assert code_of(kiosk.reserve()) == "suspended"
    assert say("lift", *who)["standing"] == "active"
    assert kiosk.reserve().status_code == 201
    with central.staff() as auditor:
        lines = auditor.get("/audit", params={"limit": 1000}).json()["items"]
    told = [(line["action"], line["reason"]) for line in lines]
    assert ("suspend", "no-show") in told
    assert ("lift", "") in told


def test_data_and_kinds_are_changed(say: Say) -> None:
    number = registered(say)
    who = ("--registration-number", number)
    changed = say("change-registrant", *who, "--name", "かえで会", "--kind", "community")
    assert changed["kinds"] == ["community"]
    seen = say("find", *who)
    assert (seen["name"], seen["representative"]) == ("かえで会", "山田花子")
    assert say("find", "--name", "もみじ会", code=1)["code"] == "not_found"
    wrong = say("change-registrant", *who, "--kind", "swimming", code=1)
    assert wrong["errors"][0]["place"] == "body.kinds"


def test_nobody_becomes_somebody_who_is_registered(say: Say) -> None:
    number = registered(say)
    other = say("register", "--name", "かえで会", "--kind", "kominkan", said="\n")
    who = ("--registration-number", other["registration_number"])
    assert say("change-registrant", *who, "--name", "もみじ 会", code=1)["code"] == (
        "already_registered"
    )
    assert number != other["registration_number"]


def test_a_registration_is_renewed_in_its_last_months(central: Central, say: Say) -> None:
    number = registered(say)
    who = ("--registration-number", number)
    early = say("renew", *who, code=1)
    assert (early["code"], early["renewable_from"]) == ("not_renewable", "2029-08-20")
    soon = say(
        "register",
        "--name",
        "春の会",
        "--kind",
        "kominkan",
        "--valid-until",
        "2026-12-31",
        said="\n",
    )
    renewed = say("renew", "--registration-number", soon["registration_number"])
    assert renewed["valid_until"] == "2029-12-31"


def test_what_was_begun_at_a_kiosk_is_finished_here(central: Central, say: Say) -> None:
    office = central.running.service.office
    begun = NewRegistrant(
        PersonalData("", "夏の会"),
        HolderOf.GROUP,
        frozenset({"kominkan"}),
        hashed(SECRET),
        RegistrantState.BEGUN,
    )
    made = central.do(lambda store: registration.add(office, store, begun, NOW))
    with office.database.reading() as reader:
        number = registration.number_of(office, reader, made.id)
    finished = say("finish-registration", "--registration-number", number)
    assert (finished["state"], finished["valid_until"]) == ("active", "2029-11-19")
    again = say("finish-registration", "--registration-number", number, code=1)
    assert again["code"] == "nothing_to_finish"


def test_nobody_is_deleted_over_an_open_booking(kiosk: Kiosk, say: Say) -> None:
    number = registered(say)
    who = ("--registration-number", number)
    kiosk.enter(number)
    booked = kiosk.reserve().json()["number"]
    refused = say("delete-registrant", *who, code=1)
    assert (refused["code"], refused["numbers"]) == ("account_in_use", [booked])
    say("cancel", booked, "--reason", "own")
    assert say("delete-registrant", *who)["state"] == "deleted"
    assert code_of(kiosk.get("reservations")) == "session_ended"
    say(*GROUP, said="\n")  # and may register anew


def test_a_reduction_nobody_knows_is_not_given(say: Say) -> None:
    number = registered(say)
    who = ("--registration-number", number, "--reduction", "no-such-one")
    assert say("give-reduction", *who, "--valid-until", "2027-03-31", code=1)["code"] == "not_found"
    assert say("take-reduction", *who, code=1)["code"] == "not_found"


def test_somebody_who_is_not_registered_books_at_the_counter(
    central: Central, kiosk: Kiosk, say: Say
) -> None:
    contact = ("--name", "通りすがり", "--kana", "とおりすがり", "--tel", "090-0000-0000")
    where = ("--room", "nishishiroi-fukugo-craft", "--date", "2026-12-15", "--first-slot", "3")
    what = ("--purpose", "meeting", "--people", "5")
    made = say("book-walk-in", *contact, *where, *what)
    assert (made["state"], made["origin"], made["to_pay_yen"]) == ("confirmed", "counter", 350)
    assert kiosk.letters() == "ffftffffffff"
    assert say("book-walk-in", *contact, *where, *what, code=1)["code"] == "slot_taken"
    gone = say("cancel", made["number"], "--reason", "weather")
    assert gone["refund_yen"] == 350
    with central.running.service.office.database.reading() as reader:
        assert reader.registrant(made["registrant_id"] + 1) is None, "no contact without a booking"


def test_a_work_that_is_sent_twice_is_done_once_and_keeps_no_number(
    central: Central, say: Say
) -> None:
    number = registered(say)
    key = {"Idempotency-Key": "6b1f7e6e-52f0-4d5f-8f1d-0a3f3b9e6c11"}
    with central.staff() as counter:
        body = {"registration_number": number}
        first, again = (
            counter.post("/registrants/cards", json=body, headers=key) for _ in range(2)
        )
        assert (first.status_code, again.json()) == (201, first.json())
        assert first.json()["issue"] == 1
        assert number not in first.text


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"registration_number": "300"}, "body.registration_number"),
        ({"secret": "12"}, "body.secret"),
        ({"kinds": ["swimming"]}, "body.kinds"),
        ({"holder": "person"}, "body.kinds"),
        ({"name": "さくら\u2028会"}, "body.name"),
        ({"birth_date": "2026-02-30"}, "body.birth_date"),
        ({"members": 0}, "body.members"),
        ({"tel": "call me"}, "body.tel"),
        ({"email": "nobody"}, "body.email"),
    ],
)
def test_a_form_that_makes_no_sense_is_refused(
    central: Central, wrong: dict[str, Any], place: str
) -> None:
    body = {"name": "会", "kinds": ["kominkan"]}
    with central.staff() as counter:
        answer = counter.post("/registrants", json={**body, **wrong})
    assert code_of(answer) == "invalid_request"
    assert answer.json()["errors"][0]["place"] == place


def test_a_search_is_by_number_or_by_name(central: Central) -> None:
    with central.staff() as counter:
        for body in ({}, {"registration_number": "3000001", "name": "会"}):
            assert code_of(counter.post("/registrants/find", json=body)) == "invalid_request"


def test_the_database_keeps_no_name_of_the_counters_answers(
    central: Central, say: Say, database: Any
) -> None:
    number = registered(say)
    contact = ("--name", "通りすがり", "--kana", "とおりすがり", "--tel", "090-1234-5678")
    where = ("--room", "nishishiroi-fukugo-craft", "--date", "2026-12-15", "--first-slot", "3")
    say("book-walk-in", *contact, *where, "--purpose", "meeting", "--people", "5")
    say("find", "--registration-number", number)
    asyncio.run(central.running.service.office.write(lambda store: store.last_change()))
    files = [database, database.with_name(f"{database.name}-wal")]
    content = b"".join(file.read_bytes() for file in files if file.exists())
    for text in (number, "もみじ会", "山田花子", "通りすがり", "090-1234-5678"):
        assert text.encode() not in content
    assert date(2026, 12, 15).isoformat().encode() in content


def test_a_weak_secret_is_refused_at_the_counter_too(kiosk: Kiosk, say: Say) -> None:
    refused = say(*GROUP, *MORE, said="0000\n", code=1)
    assert (refused["code"], refused["reason"]) == ("secret_too_weak", "repeated")
    number = registered(say)
    who = ("--registration-number", number)
    refused = say("reset-secret", *who, "--chosen", said="1234\n", code=1)
    assert (refused["code"], refused["reason"]) == ("secret_too_weak", "running")
    weak = number[-4:]
    assert say("reset-secret", *who, "--chosen", said=f"{weak}\n", code=1)["code"] == (
        "secret_too_weak"
    )
    assert log_in(kiosk, number, SECRET).status_code == 201


def test_a_forgotten_secret_ends_when_it_is_replaced(kiosk: Kiosk, say: Say) -> None:
    number = registered(say)
    temporary = say("reset-secret", "--registration-number", number)["temporary_secret"]
    assert code_of(log_in(kiosk, number, SECRET)) == "wrong_credentials"
    assert log_in(kiosk, number, temporary).status_code == 201


def test_a_reduction_of_the_past_is_refused(central: Central, say: Say) -> None:
    number = registered(say)
    with central.staff() as manager:
        body = {"registration_number": number, "reduction_id": "none-here"}
        past = manager.post("registrants/reductions", json={**body, "valid_until": "2026-11-19"})
        assert code_of(past) == "invalid_request"
        assert past.json()["errors"][0]["place"] == "body.valid_until"
        today = manager.post("registrants/reductions", json={**body, "valid_until": "2026-11-20"})
        assert code_of(today) == "not_found"  # the day is right; this city has no reductions


def test_an_email_address_is_taken_away(central: Central, say: Say) -> None:
    number = registered(say)
    with central.staff() as counter:
        who = {"registration_number": number}
        for email in ("momiji@example.jp", ""):
            changed = counter.post("registrants/change", json={**who, "email": email})
            assert changed.status_code == 200, changed.text
            seen = counter.post("registrants/find", json=who).json()
            assert seen["email"] == email
