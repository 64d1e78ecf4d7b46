"""Dates, times, eras, money and counting, against Babel's CLDR and against hand-written days."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from babel.dates import format_skeleton, get_day_names, get_month_names
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from ui.wording import counting
from ui.wording.eras import Era, era_of
from ui.wording.ruby import plain, reading
from ui.wording.words import CATALOGUES, JAPAN, LANGUAGES, PaperWords, Words

#: The languages that Babel knows too, by its names.
OF_BABEL = {"ja": "ja", "en": "en_GB", "zh-Hans": "zh_Hans", "ko": "ko"}
DAYS = st.dates(date(1912, 7, 30), date(2099, 12, 31))


def even(text: str) -> str:
    """Without what is a matter of setting: spaces, commas, brackets, and the t of British Sept."""
    return text.translate(str.maketrans("", "", " \u00a0,()（）")).replace("Sept", "Sep")


@pytest.mark.parametrize("language", OF_BABEL)
@given(day=DAYS)
def test_dates_are_those_of_the_cldr(language: str, day: date) -> None:
    words, locale = Words(language), OF_BABEL[language]
    assert even(words.date(day)) == even(format_skeleton("yMMMEd", day, locale=locale))
    assert even(words.short_date(day)) == even(format_skeleton("MMMEd", day, locale=locale))
    assert even(words.month(day)) == even(format_skeleton("yMMMM", day, locale=locale))


@pytest.mark.parametrize("language", OF_BABEL)
def test_weekdays_and_months_are_those_of_the_cldr(language: str) -> None:
    words, locale = Words(language), OF_BABEL[language]
    names = get_day_names("abbreviated", locale=locale)
    heads = get_day_names("narrow" if language == "zh-Hans" else "abbreviated", locale=locale)
    week = [date(2026, 12, 7) + timedelta(days=n) for n in range(7)]
    assert [words.weekday(day) for day in week] == [names[n] for n in range(7)]
    assert list(words.weekdays()) == [heads[6], *(heads[n] for n in range(6))]
    months = get_month_names("wide", context="stand-alone", locale=locale)
    assert [words.month_name(date(2026, n, 1)) for n in range(1, 13)] == list(months.values())


@pytest.mark.parametrize("language", LANGUAGES)
@given(yen=st.integers(0, 10_000_000))
def test_yen_are_grouped_as_in_the_cldr(language: str, yen: int) -> None:
    locale = OF_BABEL.get(language, "ja")
    assert format_decimal(yen, locale=locale) in Words(language).yen(yen)


@pytest.mark.parametrize(
    ("language", "yen", "people", "cases"),
    [
        ("ja", "2,910円", "24人", "3件"),
        ("ja-easy", "2,910円", "24人", "3件"),
        ("en", "¥2,910", "24\u00a0people", "3"),
        ("zh-Hans", "2,910日元", "24人", "3件"),
        ("ko", "2,910엔", "24명", "3건"),
        ("ja-Hrkt", "2910えん", "にじゅうよにん", "3けん"),
    ],
)
def test_money_and_counting(language: str, yen: str, people: str, cases: str) -> None:
    words = Words(language)
    assert (plain(words.yen(2910)), plain(words.people(24)), plain(words.cases(3))) == (
        yen,
        people,
        cases,
    )


def test_one_and_two_people_are_read_in_their_own_way() -> None:
    assert [reading(Words("ja-easy").people(n)) for n in (1, 2, 3)] == ["ひとり", "ふたり", "3にん"]
    assert [Words("ja-Hrkt").people(n) for n in (1, 4, 14)] == ["ひとり", "よにん", "じゅうよにん"]
    assert Words("en").people(1) == "1\u00a0person"


@pytest.mark.parametrize(
    ("day", "era", "year"),
    [
        (date(1912, 7, 30), Era.TAISHO, 1),
        (date(1926, 12, 24), Era.TAISHO, 15),
        (date(1926, 12, 25), Era.SHOWA, 1),
        (date(1989, 1, 7), Era.SHOWA, 64),
        (date(1989, 1, 8), Era.HEISEI, 1),
        (date(2019, 4, 30), Era.HEISEI, 31),
        (date(2019, 5, 1), Era.REIWA, 1),
        (date(2026, 12, 5), Era.REIWA, 8),
    ],
)
def test_the_eras_change_on_their_days(day: date, era: Era, year: int) -> None:
    assert era_of(day) == (era, year)
    assert era.western(year) == day.year


def test_before_taisho_there_is_the_western_year_alone() -> None:
    assert era_of(date(1912, 7, 29)) is None
    assert Words("ja").era_date(date(1912, 7, 29)) == "1912年7月29日"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ja", "昭和元年（1926年）12月31日"),
        ("ja-easy", "昭和元年（1926年） 12月 31日"),
        ("en", "31 December 1926 (Showa 1)"),
        ("zh-Hans", "1926年12月31日（昭和元年）"),
        ("ko", "1926년 12월 31일 (쇼와 1년)"),
        ("ja-Hrkt", "しょうわがんねん 12がつ 31にち"),
    ],
)
def test_a_date_of_birth(language: str, said: str) -> None:
    assert plain(Words(language).era_date(date(1926, 12, 31))).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ja", "9:00～12:00"),
        ("ja-easy", "9:00～12:00"),
        ("en", "9:00–12:00"),
        ("zh-Hans", "9:00～12:00"),
        ("ko", "9:00~12:00"),
        ("ja-Hrkt", "くじから 12じまで"),
    ],
)
def test_a_span(language: str, said: str) -> None:
    nine = datetime(2026, 12, 5, 9, tzinfo=JAPAN)
    assert Words(language).time_span(nine, nine + timedelta(hours=3)) == said


def test_a_day_is_read_as_it_is_spoken() -> None:
    words = Words("ja-easy")
    assert reading(words.date(date(2026, 4, 1))) == "2026ねん\u00a0しがつ\u00a0ついたち（すい）"
    easy = plain(words.date(date(2026, 4, 1)))
    assert easy.replace("\u00a0", "") == Words("ja").date(date(2026, 4, 1))
    assert Words("ja-Hrkt").instant(datetime(2026, 9, 20, 14, 30, tzinfo=JAPAN)) == (
        "2026ねん くがつ はつか にちようび じゅうよじ さんじゅっぷん"
    )


#: What a figure and its counter are read as together; every other figure is read as it stands.
IRREGULAR = {
    "日": dict(
        zip(
            (*range(2, 11), 14, 17, 19, 20, 24, 27, 29),
            (
                *(
                    "ふつか",
                    "みっか",
                    "よっか",
                    "いつか",
                    "むいか",
                    "なのか",
                    "ようか",
                    "ここのか",
                    "とおか",
                ),
                *("じゅうよっか", "じゅうしちにち", "じゅうくにち", "はつか"),
                *("にじゅうよっか", "にじゅうしちにち", "にじゅうくにち"),
            ),
            strict=True,
        )
    ),
    "人": {1: "ひとり", 2: "ふたり", 4: "よにん", 14: "じゅうよにん", 24: "にじゅうよにん"},
    "時": {
        0: "れいじ",
        4: "よじ",
        7: "しちじ",
        9: "くじ",
        14: "じゅうよじ",
        17: "じゅうしちじ",
        19: "じゅうくじ",
        24: "にじゅうよじ",
    },
    "分": {
        1: "いっぷん",
        3: "さんぷん",
        4: "よんぷん",
        6: "ろっぷん",
        8: "はっぷん",
        10: "じゅっぷん",
        16: "じゅうろっぷん",
        20: "にじゅっぷん",
        24: "にじゅうよんぷん",
    },
    "月": {4: "しがつ", 7: "しちがつ", 9: "くがつ"},
}
IRREGULAR |= {
    sign: {
        n: f"{said}{counter}"
        for tens, before in ((0, ""), (10, "じゅう"), (20, "にじゅう"), (30, "さんじゅう"))
        for n, said in (
            (tens, f"{before.removesuffix('う')}っ"),
            *(
                (tens + last, before + hard)
                for last, hard in ((1, "いっ"), (6, "ろっ"), (8, "はっ"))
            ),
        )
        if n > 0
    }
    for sign, counter in (("件", "けん"), ("回", "かい"))
}
REGULAR = {
    "件": "けん",
    "回": "かい",
    "日": "にち",
    "人": "にん",
    "時": "じ",
    "分": "ふん",
    "月": "がつ",
}


@pytest.mark.parametrize("sign", IRREGULAR)
@given(n=st.integers(0, 31), before=st.sampled_from(["", "あと", "まいにち "]))
def test_a_figure_is_read_with_what_it_counts(sign: str, n: int, before: str) -> None:
    """Over the figure in easy Japanese, in its place for the voice; both the same."""
    said = counting.spoken(f"{before}{n}{REGULAR[sign]}から").removeprefix(before)
    over = counting.over_figures(f"{before}{n}｜{sign}《{REGULAR[sign]}》から")
    assert plain(over) == f"{before}{n}{sign}から"
    assert reading(over).removeprefix(before) == said
    if n in IRREGULAR[sign]:
        assert said == f"{IRREGULAR[sign][n]}から"
    elif sign == "分" and n % 10 not in (2, 5, 7, 9):
        assert said.endswith("ぷんから") or n == 0
    elif n % 10 not in (0, 4, 7, 9):
        assert said == f"{n}{REGULAR[sign]}から"
    assert counting.spoken(said) == said


def test_months_are_counted_as_they_are_spoken() -> None:
    assert [counting.spoken(f"{n}かげつまえ") for n in (1, 3, 10)] == [
        "いっかげつまえ",
        "3かげつまえ",
        "じゅっかげつまえ",
    ]
    assert (
        counting.over_figures("6か｜月《げつ》 3か｜月《げつ》")
        == "｜6か月《ろっかげつ》 3か｜月《げつ》"
    )


def test_the_name_of_a_room_is_no_count() -> None:
    names = "だい1かいぎしつ、だい6けんしゅうしつ"
    assert counting.spoken(names) == names


def test_figures_in_texts_of_the_catalogue_and_of_a_city_are_read_too() -> None:
    easy, spoken = Words("ja-easy"), Words("ja-Hrkt")
    assert reading(easy.text("people.count", people=4)) == "よにん"
    assert spoken.text("people.count", people=2) == "ふたり"
    closed = {"ja": "1月4日の9時から4日間", "kana": "1がつ4にちの9じから4にちかん"}
    assert spoken.of(closed) == "1がつよっかのくじからよっかかん"
    assert reading(easy.of(closed)) == spoken.of(closed)
    first = {"ja": "3月1日から1日", "kana": "3がつ1にちから1にち"}
    assert spoken.of(first) == "3がつついたちから1にち"
    rule = {"ja": "利用する月の1か月前の1日から", "kana": "りようするつきの1かげつまえの1にちから"}
    assert spoken.of(rule) == "りようするつきのいっかげつまえのついたちから"
    assert reading(easy.of(rule)) == spoken.of(rule)
    street = {"ja": "北4条西7丁目", "kana": "きた4じょうにし7ちょうめ"}
    assert spoken.of(street) == street["kana"]


@pytest.mark.parametrize("language", CATALOGUES)
@given(day=DAYS)
def test_a_date_is_never_broken(language: str, day: date) -> None:
    if language != "ja-Hrkt":
        assert " " not in Words(language).date(day)


def test_paper_has_no_readings() -> None:
    easy = PaperWords("ja-easy")
    assert easy.date(date(2026, 4, 1)) == "2026年4月1日（水）"
    assert "《" not in easy.text("confirm.reserve") + easy.of(
        {"ja": "会議室", "kana": "かいぎしつ"}
    )
