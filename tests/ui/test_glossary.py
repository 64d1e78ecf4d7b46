"""What a city calls things is what its residents read, and the catalogue never says it itself."""

from __future__ import annotations

import re
from functools import cache

import msgspec
import pytest

from booking_service.cities.city_file import TERMS as OWN_TERMS
from booking_service.cities.loader import known_city
from booking_service.service.looking import city as as_told
from kiosk.model import City
from kiosk.outcome import Refused
from tests.ui.test_wording import catalogue
from ui.samples.values import CITY
from ui.wording.fields import fill, within_a_sentence
from ui.wording.glossary import TERMS
from ui.wording.refusal import explain
from ui.wording.words import CATALOGUES, LANGUAGES, Words


@cache
def told(name: str) -> City:
    """A city as a kiosk gets it."""
    return msgspec.convert(as_told(known_city(name)), City)


@pytest.mark.parametrize(
    ("city", "number_name", "secret", "lottery"),
    [
        ("sapporo", "利用者登録番号", "パスワード", "預かり（抽選）"),
        ("kodaira", "利用者ID", "パスワード", "抽選"),
        ("shiroi", "利用者登録番号", "暗証番号", "抽選"),
        ("fukuoka", "登録番号", "暗証番号", "抽選"),
    ],
)
def test_each_city_has_its_own_words(
    city: str, number_name: str, secret: str, lottery: str
) -> None:
    terms = Words("ja", told(city).terms).terms
    assert (terms["number_name"], terms["secret"]) == (number_name, secret)
    assert terms["lottery"] == lottery


@pytest.mark.parametrize(
    ("city", "reservation", "reserve"),
    [
        ("sapporo", "利用申込み", "利用を申し込む"),
        ("kodaira", "予約", "予約する"),
        ("shiroi", "予約", "予約する"),
        ("fukuoka", "予約", "予約する"),
    ],
)
def test_buttons_titles_and_papers_use_the_city_s_own_verb(
    city: str, reservation: str, reserve: str
) -> None:
    words = Words("ja", told(city).terms)
    assert words.text("confirm.reserve") == words.text("deed.reserve.verb") == reserve
    assert words.text("menu.here") == f"この施設で{reserve}"
    assert words.text("confirm.reserve.title") == f"この内容で{reservation}しますか"
    assert words.text("receipt_taken.reserve") == f"{reservation}をしました"
    paper = words.on_paper()
    assert paper.text("receipt.reservation.title.confirmed") == f"{reservation}の控え"
    assert paper.text("receipt.cancellation.title.reservation") == f"{reservation}取消しの控え"


def test_a_win_is_taken_by_the_city_s_own_words() -> None:
    """Document 004 §3(1): what others confirm is booked in Fukuoka, and nothing is confirmed."""
    words = Words("ja", told("fukuoka").terms)
    assert words.text("deed.claim.verb") == "予約を申し込む"
    assert words.text("confirm.claim.title") == "当選したら、予約申込み（当選振替）がいります"
    assert Words("ja", told("shiroi").terms).text("deed.claim.verb") == "当選を確定する"
    leading = {"confirm.claim", "claim.pay", "application.now.won", "application.now.lapsed"}
    leading |= {key for key in catalogue("ja") if key.startswith(("deed.claim.", "receipt"))}
    assert {key for key in leading if "確定" in catalogue("ja")[key]} == set()


#: What the catalogue calls so itself: a number, the service, its data.
NOT_THE_DEED = re.compile("予約番号|予約の受付|予約のしくみ|予約のためだけ|予約サービス|予約の記録")


def test_the_catalogue_leaves_booking_to_the_city_s_word() -> None:
    texts = catalogue("ja").items()
    said = {k: t for k, t in texts if not k.startswith(("term.", "dock."))}
    assert {k for k, t in said.items() if "予約" in NOT_THE_DEED.sub("", t)} == set()


@pytest.mark.parametrize(
    ("language", "fukuoka", "shiroi"),
    [
        ("ja", "場所をさがす", "部屋をさがす"),
        ("ja-easy", "｜場所《ばしょ》をさがす", "｜部屋《へや》をさがす"),
        ("en", "Find a place", "Find a room"),
        ("zh-Hans", "查找场地", "查找房间"),
        ("ko", "장소 찾기", "방 찾기"),
        ("ja-Hrkt", "ばしょをさがす", "へやをさがす"),
    ],
)
def test_a_tennis_court_is_no_room(language: str, fukuoka: str, shiroi: str) -> None:
    assert Words(language, told("fukuoka").terms).text("start.look") == fukuoka
    assert Words(language, told("shiroi").terms).text("start.look") == shiroi


def test_the_catalogue_leaves_what_is_booked_to_the_city_s_word() -> None:
    elsewhere = ("term.", "dock.", "entry.", "enter_", "field.")
    said = {k: t for k, t in catalogue("ja").items() if not k.startswith(elsewhere)}
    assert {k for k, t in said.items() if "部屋" in t} == set()


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_term_is_said_in_every_language(language: str) -> None:
    for city in (None, *map(told, ("sapporo", "kodaira", "shiroi", "fukuoka"))):
        terms = Words(language, city.terms if city else None).terms
        assert set(terms) == set(TERMS)
        assert all(terms.values())


def test_a_city_can_name_every_term_but_those_of_its_numbers() -> None:
    assert set(TERMS) == {*OWN_TERMS, "number_name", "secret", "card"}


#: Words that are a city's own. ``term.…`` holds what is said where no city is known.
CITY_WORDS = re.compile(
    "暗証番号|パスワード|利用者登録番号|利用者ID|利用者登録証|利用登録カード|利用者登録カード|預かり"
    r"|\bPINs?\b|\b[Pp]asswords?\b|비밀번호|密码"
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_says_no_city_s_own_word(language: str) -> None:
    """What opens maintenance mode is called the same everywhere: no resident reads of it."""
    others = ("term.", "maintenance.")
    said = {key: text for key, text in catalogue(language).items() if not key.startswith(others)}
    assert {key for key, text in said.items() if CITY_WORDS.search(text)} == set()


@pytest.mark.parametrize(
    ("name", "within"),
    [("Registration number", "registration number"), ("PIN", "PIN"), ("User ID", "user ID")],
)
def test_a_name_stands_in_a_sentence_without_its_capital(name: str, within: str) -> None:
    assert within_a_sentence(name) == within
    assert fill("{name:start} forgotten?", {"name": within})[0] == name[0]


@pytest.mark.parametrize(
    ("name", "bent"),
    [
        ("등록번호", "등록번호를 등록번호는 등록번호가 등록번호와 등록번호로"),
        ("추첨", "추첨을 추첨은 추첨이 추첨과 추첨으로"),
        ("교실", "교실을 교실은 교실이 교실과 교실로"),
        ("이용자 ID", "이용자 ID를 이용자 ID는 이용자 ID가 이용자 ID와 이용자 ID로"),
        ("회의실 3", "회의실 3을 회의실 3은 회의실 3이 회의실 3과 회의실 3으로"),
        (
            "예약(본예약)",
            "예약(본예약)을 예약(본예약)은 예약(본예약)이 예약(본예약)과 예약(본예약)으로",
        ),
    ],
)
def test_a_korean_particle_follows_the_last_sound(name: str, bent: str) -> None:
    assert fill("{n:을} {n:은} {n:이} {n:과} {n:으로}", {"n": name}) == bent


@pytest.mark.parametrize("language", ["zh-Hans", "ko"])
def test_the_sample_city_s_words_are_those_of_its_real_one(language: str) -> None:
    """The gallery shows what residents will see."""
    real = told("shiroi").terms
    for name, text in CITY.terms.items():
        assert text[language] == real[name][language]


def test_what_a_city_counts_is_said_as_it_counts_it() -> None:
    """Kodaira's limits are of コマ, the others' of bookings."""
    scope = {"limit": 4, "used": 4, "scope": {"ja": "地域センター全体"}}
    words = Words("ja")
    assert "4コマまで" in explain(Refused("quota_full", {**scope, "unit": "slots"}), words).why
    assert "4件まで" in explain(Refused("quota_full", {**scope, "unit": "uses"}), words).why
