"""Every letter exists in every language, says all it is told, and nothing it is not."""

from __future__ import annotations

import string
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking_service.cities.loader import known_city
from booking_service.service.mail.letters import WANTED, Letter, of_use, write
from booking_service.storage.records import UseRecord
from booking_service.wording import days
from booking_service.wording.words import LANGUAGES, catalogue
from tests.booking_service.lobby import CRAFT
from ui.wording.words import PaperWords

CITY = known_city("shiroi")
OF_CITY = {"system_name", "secret_name", "number_name", "contact_name", "contact_tel"}
OF_CITY |= {key.removeprefix("term.") for key in catalogue("term", "ja")}
#: Taken from the registrant when the letter is written.
OF_REGISTRANT = {"registration_number"}
VALUES = {
    "secret": "8461",
    "until": "2026-11-21T00:00:00+09:00",
    "at": "2026-11-20T10:05:00+09:00",
    "claim_until": "2026-11-26T00:00:00+09:00",
    "number": "L00000001",
    "facility": {"ja": "西白井複合センター", "en": "Nishishiroi Centre", "ko": "니시시로이 센터"},
    "room": {"ja": "会議室"},
    "day": "2026-12-15",
    "from": "13:00",
    "reason": {"ja": "改修工事のため", "en": "Renovation"},
    "tel": "047-492-1011",
    "registration_number": "2100017",
}


def words(letter: Letter, language: str) -> str:
    texts = catalogue("mail", language)
    return f"{texts[f'mail.{letter}.subject']}\n{texts[f'mail.{letter}.body']}"


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("letter", Letter)
def test_a_letter_uses_what_it_is_told_and_nothing_else(letter: Letter, language: str) -> None:
    assert fields(words(letter, language)) - OF_CITY - OF_REGISTRANT == WANTED[letter]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("letter", Letter)
def test_a_letter_is_written_out_and_tells_whom_to_ask(letter: Letter, language: str) -> None:
    written = write(letter, CITY, VALUES, language)
    assert not set("{}｜《》") & set(written.subject + written.body)
    assert "\n" not in written.subject
    assert CITY.contact.tel in written.body


def test_every_letter_has_its_words_and_there_are_no_others() -> None:
    letters = {f"mail.{letter}.{part}" for letter in Letter for part in ("subject", "body")}
    assert set(catalogue("mail", "ja")) == {*letters, "mail.footer"}


@given(minutes=st.integers(0, 40_000_000))
def test_days_and_times_are_those_of_the_kiosk_s_paper(minutes: int) -> None:
    start = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    for language in LANGUAGES:
        paper, local = PaperWords(language), start + timedelta(hours=9)
        said = [
            (days.day(local.date(), language), paper.date(local.date())),
            (days.moment(start, language), paper.instant(start)),
            (days.deadline(start, language), paper.deadline(start)),
        ]
        assert all(own == theirs.replace("\u00a0", " ") for own, theirs in said)


def test_only_a_reset_tells_a_secret_and_only_a_registration_the_number() -> None:
    telling = {
        letter: {name for name in ("secret", "registration_number") if name in said}
        for letter in Letter
        if (said := fields(words(letter, "ja")))
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
    assert "Tue 15 Dec 2026, 13:00–" in english.body
    assert "Nishishiroi Centre / 西白井複合センター, 会議室" in english.body


def test_who_reads_another_language_gets_japanese() -> None:
    assert write(Letter.LOTTERY_LOST, CITY, VALUES, "vi") == write(
        Letter.LOTTERY_LOST, CITY, VALUES, "ja"
    )


def test_letters_in_chinese_korean_and_easy_japanese() -> None:
    korean = write(Letter.LOTTERY_LOST, CITY, VALUES, "ko")
    assert korean.subject == "추첨 결과 안내(L00000001)"
    assert "2026년 12월 15일 (화)" in korean.body
    assert "니시시로이 센터 / 西白井複合センター" in korean.body
    # A registration of an older kiosk says no more than zh.
    chinese = write(Letter.REGISTERED, CITY, VALUES, "zh")
    assert chinese == write(Letter.REGISTERED, CITY, VALUES, "zh-Hans")
    assert chinese.subject == "登记已完成"
    easy = write(Letter.REGISTERED, CITY, VALUES, "ja-easy")
    assert easy.subject == "登録（とうろく）が できました"


def test_what_a_letter_says_of_a_use() -> None:
    use = UseRecord(CRAFT, "nishishiroi-fukugo", date(2026, 12, 15), 1, 2, "meeting", 5, (CRAFT,))
    said = of_use(CITY, "R00000001", use)
    assert (said["number"], said["day"]) == ("R00000001", "2026-12-15")
    assert set(said) <= WANTED[Letter.LOTTERY_WON]
    assert set(said) == WANTED[Letter.LOTTERY_WON]
