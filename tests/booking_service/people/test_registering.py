"""Registering at a kiosk: as far as the city lets it go, once, and nobody twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from booking_service.cities.loader import known_city
from booking_service.policy.model import AtKiosk, City
from booking_service.service.people import life as registration_life
from booking_service.service.people import registering as registration
from booking_service.service.people.registering import NoNumberLeftError, fits, random_of
from tests.booking_service.lobby import Central, Kiosk, at, code_of, new_key
from tests.booking_service.people.town import (
    GROUP,
    PERSON,
    Post,
    log_in,
    small,
    with_rule,
    without,
)


def register(kiosk: Kiosk, form: dict[str, Any], key: str | None = None) -> Any:
    return kiosk.post("registrations", form, **{"Idempotency-Key": key or new_key()})


@pytest.mark.parametrize("form", [PERSON, GROUP])
def test_registered_at_the_kiosk_one_logs_in_at_once(
    kiosk: Kiosk, post: Post, form: dict[str, Any]
) -> None:
    answer = register(kiosk, form)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert re.fullmatch("[1-9][0-9]{6}", made["registration_number"])
    assert made == {
        "registration_number": made["registration_number"],
        "name": form["name"],
        "state": "complete",
        "valid_until": None,
        "finish_by": None,
        "tel": "011-211-2252",
    }
    session = log_in(kiosk, made["registration_number"], form["secret"]).json()
    assert session["registrant"]["name"] == form["name"]
    assert session["must_change_secret"] is False
    (letter,) = post.go()
    assert letter["To"] == form["email"]
    assert made["registration_number"] in letter.get_content()
    assert form["secret"] not in letter.get_content()


def test_sent_twice_it_is_done_once(kiosk: Kiosk, post: Post) -> None:
    key = new_key()
    first, again = register(kiosk, PERSON, key), register(kiosk, PERSON, key)
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert len(post.go()) == 1


def test_without_a_key_nothing_is_done(kiosk: Kiosk) -> None:
    assert code_of(kiosk.post("registrations", PERSON)) == "key_missing"
    assert register(kiosk, PERSON).status_code == 201


@pytest.mark.parametrize(
    "again",
    [
        without(PERSON, tel="011-000-0099", email="other@example.jp", secret="quite9other"),
        without(PERSON, name="山田花子"),
        without(PERSON, name="山田　花子"),
    ],
)
def test_a_person_is_registered_once(kiosk: Kiosk, again: dict[str, Any]) -> None:
    assert register(kiosk, PERSON).status_code == 201
    refused = register(kiosk, again)
    assert code_of(refused) == "already_registered"
    assert refused.json()["tel"] == "011-211-2252"


def test_another_person_of_the_same_name_is_another(kiosk: Kiosk) -> None:
    assert register(kiosk, PERSON).status_code == 201
    assert register(kiosk, without(PERSON, birth_date="1956-03-09")).status_code == 201


@pytest.mark.parametrize("name", ["さくら合唱団", "さくら 合唱団", "ｻｸﾗ合唱団", "さくら合唱団　"])
def test_a_group_is_registered_once_however_it_is_written(kiosk: Kiosk, name: str) -> None:
    assert register(kiosk, without(GROUP, name="さくら合唱団")).status_code == 201
    again = register(kiosk, without(GROUP, name=name, representative="別の 人"))
    assert (code_of(again) == "already_registered") == ("ｻｸﾗ" not in name)


def test_a_group_and_a_person_may_have_the_same_name(kiosk: Kiosk) -> None:
    assert register(kiosk, without(GROUP, name="山田 花子")).status_code == 201
    assert register(kiosk, PERSON).status_code == 201


@pytest.mark.parametrize(
    ("form", "place"),
    [
        (without(PERSON, "email"), "body.email"),
        (without(PERSON, email="nobody"), "body.email"),
        (without(PERSON, email="a@b.jp\nBcc: c@d.jp"), "body.email"),
        (without(PERSON, kinds=["group"]), "body.kinds"),
        (without(PERSON, kinds=["nonsense"]), "body.kinds"),
        (without(PERSON, members=3), "body.members"),
        (without(PERSON, representative="誰か"), "body.representative"),
        (without(GROUP, "representative"), "body.representative"),
        (without(GROUP, "members"), "body.members"),
        (without(GROUP, kinds=["person"]), "body.kinds"),
        (without(PERSON, secret="abc"), "body.secret"),
        (without(PERSON, secret="a" * 17), "body.secret"),
        (without(PERSON, secret="only-hyphens"), "body.secret"),
        (without(PERSON, name="a\x00b"), "body.name"),
        (without(PERSON, name="a\nb"), "body.name"),
        (without(PERSON, birth_date="1955-02-30"), "body.birth_date"),
        (without(PERSON, tel="call me"), "body.tel"),
        (without(PERSON, number="1234567"), "body.number"),
    ],
)
def test_a_form_with_a_fault_names_its_place_and_repeats_nothing(
    kiosk: Kiosk, form: dict[str, Any], place: str
) -> None:
    answer = register(kiosk, form)
    assert code_of(answer) == "invalid_request"
    assert [fault["place"] for fault in answer.json()["errors"]] == [place]
    assert form["secret"] not in answer.text
    assert "hanako" not in answer.text


@pytest.mark.parametrize(
    ("secret", "reason"),
    [("0000", "repeated"), ("1234", "running"), ("abcd", "running"), ("19550309", "birth_date")],
)
def test_a_weak_secret_is_not_taken(kiosk: Kiosk, secret: str, reason: str) -> None:
    answer = register(kiosk, without(PERSON, secret=secret))
    assert (code_of(answer), answer.json()["reason"]) == ("secret_too_weak", reason)


def test_a_terminal_that_registers_without_end_is_slowed_down(
    sapporo: Central, kiosk: Kiosk
) -> None:
    for count in range(10):
        born = f"1955-03-{count + 10}"
        assert register(kiosk, without(PERSON, birth_date=born)).status_code == 201
    told = register(kiosk, without(PERSON, birth_date="1970-01-01"))
    assert code_of(told) == "too_many_attempts"
    assert register(sapporo.kiosk("lobby-2"), PERSON).status_code == 201


def test_out_of_hours_nobody_is_registered(sapporo: Central, kiosk: Kiosk) -> None:
    sapporo.move(at("2026-11-20 23:00"))
    told = register(kiosk, PERSON)
    assert (code_of(told), told.json()["opens_at"]) == (
        "out_of_hours",
        "2026-11-21T09:00:00+09:00",
    )
    sapporo.move(at("2026-11-21 09:00"))
    assert register(kiosk, PERSON).status_code == 201


@pytest.mark.parametrize("name", ["fukuoka", "kodaira"])
def test_where_the_counter_registers_the_kiosk_says_so(
    opened: Callable[[City], Central], name: str
) -> None:
    city = small(name)
    refused = register(opened(city).kiosk(), without(GROUP, kinds=[city.registration.kinds[0].id]))
    assert code_of(refused) == "at_counter"
    assert refused.json()["tel"] == city.contact.tel
    assert refused.json()["counter"]["ja"] == city.contact.name["ja"]


SHIROI_GROUP = without(GROUP, kinds=["kominkan"], secret="8461")


def test_what_is_begun_at_the_kiosk_is_finished_at_the_counter(
    opened: Callable[[City], Central], tmp_path: Any
) -> None:
    central = opened(small("shiroi"))
    kiosk, post = central.kiosk(), Post(central, tmp_path / "mail")
    made = register(kiosk, SHIROI_GROUP).json()
    assert (made["state"], made["valid_until"]) == ("begun", None)
    assert made["finish_by"] == "2026-12-20"
    number = made["registration_number"]
    assert code_of(log_in(kiosk, number, "8461")) == "registration_unfinished"
    (letter,) = post.go()
    assert "2026年12月20日" in letter.get_content()

    office = central.running.service.office

    def finish(store: Any) -> Any:
        record = registration.by_number(office, store, number)
        assert record is not None
        return registration_life.finish(office, store, record, office.now())

    central.do(finish)
    session = log_in(kiosk, number, "8461").json()
    assert session["registrant"]["valid_until"] == "2029-11-19"
    assert central.do(finish).code == "nothing_to_finish"
    assert len(post.go()) == 2


def test_what_is_never_finished_is_dropped_and_may_be_begun_anew(
    opened: Callable[[City], Central],
) -> None:
    central = opened(small("shiroi"))
    kiosk = central.kiosk()
    first = register(kiosk, SHIROI_GROUP).json()
    central.move(at("2026-12-20 12:00"))
    assert code_of(register(kiosk, without(SHIROI_GROUP, tel="047-1"))) == "invalid_request"
    assert code_of(register(kiosk, SHIROI_GROUP)) == "already_registered"
    central.move(at("2026-12-21 12:00"))
    again = register(kiosk, SHIROI_GROUP)
    assert again.status_code == 201
    assert again.json()["registration_number"] != first["registration_number"]
    assert code_of(log_in(kiosk, first["registration_number"], "8461")) == "wrong_credentials"


@pytest.mark.parametrize("name", ["sapporo", "kodaira", "shiroi", "fukuoka"])
def test_numbers_and_secrets_are_made_as_the_city_writes_them(name: str) -> None:
    city = known_city(name)
    for credential in (city.registration_number, city.secret):
        made = {random_of(credential) for _ in range(50)}
        assert all(fits(credential, text) for text in made)
        assert len(made) > 40


def test_a_pattern_that_nothing_fits_is_said() -> None:
    nothing = replace(known_city("shiroi").registration_number, pattern="[a-z]{7}")
    with pytest.raises(NoNumberLeftError):
        random_of(nothing)


def test_a_city_with_few_numbers_gives_none_twice(opened: Callable[[City], Central]) -> None:
    city = with_rule(small("sapporo"), at_kiosk=AtKiosk.COMPLETE)
    few = replace(city.registration_number, pattern="[123]", min_length=1, max_length=1)
    central = opened(replace(city, registration_number=few))
    kiosk = central.kiosk()
    numbers = [
        register(kiosk, without(PERSON, birth_date=f"1955-03-1{n}")).json()["registration_number"]
        for n in range(3)
    ]
    assert sorted(numbers) == ["1", "2", "3"]
