"""A forgotten secret: everybody hears the same, the right one gets a mail, and must choose anew."""

from __future__ import annotations

import logging
import re
import threading
from typing import Any

import pytest

from booking_service.service.people import reset as account_reset
from tests.booking_service.lobby import Central, Kiosk, at, choice, code_of, new_key
from tests.booking_service.people.town import (
    GROUP,
    PERSON,
    Post,
    log_in,
    settled,
    small,
)


@pytest.fixture
def number(kiosk: Kiosk, post: Post) -> str:
    answer = kiosk.post("registrations", PERSON, **{"Idempotency-Key": new_key()})
    post.go()
    made: str = answer.json()["registration_number"]
    return made


def forgotten(number: str, **changed: Any) -> dict[str, Any]:
    asked = {
        "registration_number": number,
        "name": PERSON["name"],
        "birth_date": PERSON["birth_date"],
        "email": PERSON["email"],
    }
    return {**asked, **changed}


def temporary_in(letter: Any) -> str:
    found = re.search(r"^    (\S+)\r?$", letter.get_content(), re.MULTILINE)
    assert found is not None
    return found[1]


def ask(sapporo: Central, kiosk: Kiosk, body: dict[str, Any]) -> Any:
    answer = kiosk.post("secret-resets", body)
    settled(sapporo)
    return answer


def test_who_knows_everything_gets_a_secret_for_a_day_and_chooses_another(
    sapporo: Central, kiosk: Kiosk, post: Post, number: str
) -> None:
    answer = ask(sapporo, kiosk, forgotten(number, name="山田花子", email="Hanako@Example.jp"))
    assert (answer.status_code, answer.json()) == (202, {"time": "2026-11-20T10:00:00+09:00"})
    letter = post.go()[-1]
    assert letter["To"] == PERSON["email"]
    assert "2026年11月21日（土） 10:00" in letter.get_content()
    temporary = temporary_in(letter)

    session = log_in(kiosk, number, temporary).json()
    assert session["must_change_secret"] is True
    for path in ("reservations", "lottery-applications", "account"):
        assert code_of(kiosk.get(path)) == "secret_must_change"
    assert code_of(kiosk.write("reservations", choice())) == "secret_must_change"
    assert code_of(kiosk.http.patch("/v1/account", json={"tel": "011-111-1111"})) == (
        "secret_must_change"
    )
    weak = {"secret": temporary, "new_secret": temporary}
    assert kiosk.post("account/secret", weak).json()["reason"] == "unchanged"
    body = {"secret": temporary, "new_secret": "brandnew77"}
    assert kiosk.post("account/secret", body).status_code == 204
    assert kiosk.get("account").status_code == 200
    assert code_of(log_in(kiosk, number, temporary)) == "wrong_credentials"
    assert log_in(kiosk, number, "brandnew77").json()["must_change_secret"] is False


def test_the_old_secret_stays_good_until_another_is_chosen(
    sapporo: Central, kiosk: Kiosk, post: Post, number: str
) -> None:
    """A stranger who asks for a new secret shuts nobody out."""
    ask(sapporo, kiosk, forgotten(number))
    assert log_in(kiosk, number, PERSON["secret"]).json()["must_change_secret"] is False


def test_a_temporary_secret_ends(sapporo: Central, kiosk: Kiosk, post: Post, number: str) -> None:
    ask(sapporo, kiosk, forgotten(number))
    temporary = temporary_in(post.go()[-1])
    sapporo.move(at("2026-11-21 09:59"))
    assert log_in(kiosk, number, temporary).status_code == 201
    sapporo.move(at("2026-11-21 10:00"))
    assert code_of(log_in(kiosk, number, temporary)) == "wrong_credentials"


@pytest.mark.parametrize(
    "wrong",
    [
        {"registration_number": "9999999"},
        {"name": "山田 太郎"},
        {"birth_date": "1955-03-10"},
        {"email": "other@example.jp"},
    ],
)
def test_who_is_wrong_in_anything_hears_the_same_and_gets_nothing(
    sapporo: Central, kiosk: Kiosk, post: Post, number: str, wrong: dict[str, str]
) -> None:
    right = ask(sapporo, kiosk, forgotten(number))
    before = len(post.go())
    told = ask(sapporo, kiosk, forgotten(number, **wrong))
    assert (told.status_code, told.content) == (right.status_code, right.content)
    assert len(post.go()) == before


def test_for_a_group_its_representative_asks(sapporo: Central, kiosk: Kiosk, post: Post) -> None:
    made = kiosk.post("registrations", GROUP, **{"Idempotency-Key": new_key()}).json()
    number, before = made["registration_number"], len(post.go())
    known = {"birth_date": GROUP["birth_date"], "email": GROUP["email"]}
    ask(sapporo, kiosk, forgotten(number, name=GROUP["name"], **known))
    assert len(post.go()) == before
    ask(sapporo, kiosk, forgotten(number, name=GROUP["representative"], **known))
    assert len(post.go()) == before + 1


def test_the_answer_does_not_wait_for_what_is_looked_up(
    sapporo: Central, kiosk: Kiosk, post: Post, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or its time would tell whether the number is known."""
    answered = threading.Event()
    hashed = account_reset.hash_secret

    def late(secret: str) -> str:
        assert answered.wait(20)
        return hashed(secret)

    monkeypatch.setattr(account_reset, "hash_secret", late)
    assert kiosk.post("secret-resets", forgotten(number)).status_code == 202
    assert sapporo.running.service.people.resets.under_way == 1
    answered.set()
    settled(sapporo)
    assert len(post.go()) == 2


def test_a_request_outlives_the_process_that_took_it(
    sapporo: Central, kiosk: Kiosk, post: Post, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def killed(_office: object, _job: object) -> None:
        return

    with monkeypatch.context() as patched:
        patched.setattr(account_reset, "work_off", killed)
        ask(sapporo, kiosk, forgotten(number))
    before = len(post.go())
    sapporo.move(at("2026-11-20 10:02"))
    letters = post.go()
    assert len(letters) == before + 1
    assert log_in(kiosk, number, temporary_in(letters[-1])).status_code == 201
    sapporo.move(at("2026-11-20 10:05"))  # once
    assert len(post.go()) == before + 1


def test_asking_again_and_again_fills_nobodys_mailbox(
    sapporo: Central, kiosk: Kiosk, post: Post, number: str
) -> None:
    kiosks = [sapporo.kiosk(f"lobby-{place}") for place in range(5)]
    codes = [code_of(ask(sapporo, one, forgotten(number))) for one in kiosks]
    assert codes == ["202", "202", "202", "too_many_attempts", "too_many_attempts"]
    assert len(post.go()) == 1 + 3
    # An unknown number is met with the same patience.
    unknown = [code_of(ask(sapporo, one, forgotten("9999999"))) for one in kiosks]
    assert unknown == codes


def test_where_there_is_no_reset_by_mail_the_counter_is_named(
    opened: Any,
) -> None:
    kiosk = opened(small("fukuoka")).kiosk()
    refused = kiosk.post("secret-resets", forgotten("12345678"))
    assert code_of(refused) == "reset_at_counter"
    assert refused.json()["tel"] == "092-852-3434"


def test_nothing_of_who_asks_is_logged(
    sapporo: Central,
    kiosk: Kiosk,
    number: str,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_secret: str) -> str:
        raise RuntimeError(f"{PERSON['name']} {PERSON['email']}")

    monkeypatch.setattr(account_reset, "hash_secret", broken)
    with caplog.at_level(logging.DEBUG, "booking_service"):
        assert ask(sapporo, kiosk, forgotten(number)).status_code == 202
    assert "could not be sent: RuntimeError" in caplog.text
    assert PERSON["name"] not in caplog.text and PERSON["email"] not in caplog.text


def test_who_has_left_gets_no_secret(
    sapporo: Central, kiosk: Kiosk, post: Post, number: str
) -> None:
    assert log_in(kiosk, number, PERSON["secret"]).status_code == 201
    headers = {
        "Idempotency-Key": new_key(),
        "X-Confirmation": sapporo.confirmation(kiosk.session),
    }
    assert kiosk.http.delete("/v1/account", headers=headers).status_code == 200
    before = len(post.go())
    ask(sapporo, kiosk, forgotten(number))
    assert len(post.go()) == before
