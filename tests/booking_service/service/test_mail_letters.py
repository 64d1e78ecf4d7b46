"""Every letter exists in every language, says all it is told, and nothing it is not."""

from __future__ import annotations

from datetime import date
from importlib import resources
from string import Template

import pytest

from booking_service.cities.loader import known_city
from booking_service.service.mail.letters import LANGUAGES, WANTED, Letter, of_use, write
from booking_service.storage.records import UseRecord
from tests.booking_service.lobby import CRAFT

CITY = known_city("shiroi")
FOLDER = resources.files("booking_service.service.mail") / "templates"
OF_CITY = {"system_name", "secret_name", "number_name", "contact_name", "contact_tel"}
#: Taken from the registrant when the letter is written.
OF_REGISTRANT = {"registration_number"}
VALUES = {
    "secret": "8461",
    "until": "2026-11-21T00:00:00+09:00",
    "at": "2026-11-20T10:05:00+09:00",
    "claim_until": "2026-11-26T00:00:00+09:00",
    "number": "L00000001",
    "facility": {"ja": "西白井複合センター", "en": "Nishishiroi Centre"},
    "room": {"ja": "会議室"},
    "day": "2026-12-15",
    "from": "13:00",
    "reason": {"ja": "改修工事のため", "en": "Renovation"},
    "tel": "047-492-1011",
    "registration_number": "2100017",
}


def words(letter: Letter, language: str) -> str:
    return (FOLDER / f"{letter.value}.{language}.txt").read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("letter", Letter)
def test_a_letter_uses_what_it_is_told_and_nothing_else(letter: Letter, language: str) -> None:
    used = set(Template(words(letter, language)).get_identifiers())
    assert used - OF_CITY - OF_REGISTRANT == WANTED[letter]
    subject, blank, body = words(letter, language).split("\n", 2)
    assert subject and not blank and body.strip()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("letter", Letter)
def test_a_letter_is_written_out_and_tells_whom_to_ask(letter: Letter, language: str) -> None:
    written = write(letter, CITY, VALUES, language)
    assert "$" not in written.subject + written.body
    assert "\n" not in written.subject
    assert CITY.contact.tel in written.body


def test_no_file_is_left_over() -> None:
    names = {entry.name for entry in FOLDER.iterdir()}
    letters = [*(letter.value for letter in Letter), "footer"]
    assert names == {f"{letter}.{language}.txt" for letter in letters for language in LANGUAGES}


def test_only_a_reset_tells_a_secret_and_only_a_registration_the_number() -> None:
    telling = {
        letter: {name for name in ("secret", "registration_number") if f"${name}" in said}
        for letter in Letter
        if (said := words(letter, "ja").replace("$secret_name", ""))
    }
    assert {letter for letter, names in telling.items() if "secret" in names} == {
        Letter.SECRET_RESET
    }
    assert {letter for letter, names in telling.items() if "registration_number" in names} == {
        Letter.REGISTERED,
        Letter.REGISTRATION_BEGUN,
    }


def test_dates_and_ends_are_said_as_people_say_them() -> None:
    japanese = write(Letter.SECRET_RESET, CITY, VALUES, "ja").body
    assert "2026年11月20日（金） 24:00 まで" in japanese
    english = write(Letter.LOTTERY_LOST, CITY, VALUES, "en")
    assert english.subject == "The result of the lottery (L00000001)"
    assert "Tue 15 Dec 2026, 13:00 to" in english.body
    assert "Nishishiroi Centre, 会議室" in english.body


def test_who_reads_another_language_gets_japanese() -> None:
    assert write(Letter.LOTTERY_LOST, CITY, VALUES, "ko") == write(
        Letter.LOTTERY_LOST, CITY, VALUES, "ja"
    )


def test_what_a_letter_says_of_a_use() -> None:
    use = UseRecord(CRAFT, "nishishiroi-fukugo", date(2026, 12, 15), 1, 2, "meeting", 5, (CRAFT,))
    said = of_use(CITY, "R00000001", use)
    assert (said["number"], said["day"]) == ("R00000001", "2026-12-15")
    assert set(said) <= WANTED[Letter.LOTTERY_WON]
    assert set(said) == WANTED[Letter.LOTTERY_WON]
