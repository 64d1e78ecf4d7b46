"""Kana by keys and by romaji, the line they are typed into, and kanji for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.entry.kana import (
    CHART,
    HALF_VOICED,
    SMALL,
    VOICED,
    is_reading,
    marked,
    to_hiragana,
    to_katakana,
)
from ui.entry.kanji import Kanji
from ui.entry.line import Line
from ui.entry.romaji import TABLE, ended, to_kana
from ui.entry.rules import may_be_typed

FIFTY = "".join(CHART).replace(" ", "")
KANA = st.text(st.sampled_from(FIFTY + "がぱっゃー"), max_size=12)
MARKS = st.sampled_from((VOICED, HALF_VOICED, SMALL))


def test_the_chart_has_every_kana_once() -> None:
    assert len(FIFTY) == len(set(FIFTY)) == 46
    assert [column[0] for column in CHART] == list("あかさたなはまやらわ")


@pytest.mark.parametrize(
    ("typed", "mark", "becomes"),
    [
        ("か", VOICED, "が"),
        ("が", VOICED, "か"),
        ("は", VOICED, "ば"),
        ("ば", HALF_VOICED, "ぱ"),
        ("ぱ", VOICED, "ば"),
        ("つ", SMALL, "っ"),
        ("づ", SMALL, "っ"),
        ("っ", SMALL, "つ"),
        ("や", SMALL, "ゃ"),
        ("ハ", HALF_VOICED, "パ"),
        ("ん", VOICED, "ん"),
        ("", VOICED, ""),
    ],
)
def test_marks_change_the_last_kana(typed: str, mark: str, becomes: str) -> None:
    assert marked(typed, mark) == becomes


@given(text=KANA, mark=MARKS)
def test_a_mark_changes_one_kana_at_most_and_goes_off_again(text: str, mark: str) -> None:
    once = marked(text, mark)
    assert len(once) == len(text)
    assert once[:-1] == text[:-1]
    assert marked(marked(once, mark), mark) == once


@given(text=KANA)
def test_katakana_and_back_is_the_same(text: str) -> None:
    assert to_hiragana(to_katakana(text)) == text


#: Hepburn and Kunrei side by side, with what both write.
SPELT = (
    ("yamada tarou", "やまだ たろう"),
    ("shi si", "し し"),
    ("chi ti tsu tu fu hu ji zi", "ち ち つ つ ふ ふ じ じ"),
    ("sha sya cho tyo ju zyu", "しゃ しゃ ちょ ちょ じゅ じゅ"),
    ("kyou gyuunyuu", "きょう ぎゅうにゅう"),
    ("gakkou kitte zasshi matcha", "がっこう きって ざっし まっちゃ"),
    ("kon'ya shin'ichi honnya", "こんや しんいち ほんや"),
    ("sinbun shimbashi gumma", "しんぶん しんばし ぐんま"),
    ("konnnichiha", "こんにちは"),
    ("ra-men xtu xya la", "らーめん っ ゃ ぁ"),
    ("thi fa vu je", "てぃ ふぁ ゔ じぇ"),
)


@pytest.mark.parametrize(("romaji", "kana"), SPELT)
def test_romaji_of_both_schools_become_kana(romaji: str, kana: str) -> None:
    assert " ".join(ended(word) for word in romaji.split()) == kana


def test_a_last_n_waits_for_what_comes() -> None:
    assert to_kana("kan") == ("か", "n")
    assert to_kana("kana") == ("かな", "")
    assert ended("kan") == "かん"


def test_every_kana_of_the_chart_can_be_written_in_romaji() -> None:
    assert set(FIFTY) <= set(TABLE.values())


@given(words=st.lists(st.sampled_from(sorted(TABLE)), max_size=8))
def test_typing_letter_by_letter_is_typing_at_once(words: list[str]) -> None:
    kana, rest = "", ""
    for letter in "".join(words):
        done, rest = to_kana(rest + letter)
        kana += done
    assert kana + ended(rest) == ended("".join(words))


@given(text=st.text(st.characters(max_codepoint=0x7F), max_size=20))
def test_no_letters_are_too_odd_for_romaji(text: str) -> None:
    kana, rest = to_kana(text)
    assert len(rest) < 4
    assert to_kana(rest) == ("", rest) or not rest
    assert isinstance(kana, str)


KEYS = st.lists(
    st.one_of(
        st.tuples(st.just("type"), st.sampled_from(FIFTY + "1a　")),
        st.tuples(st.just("type_romaji"), st.sampled_from("aiueoknshtyz")),
        st.tuples(st.just("mark"), MARKS),
        st.tuples(st.sampled_from(("delete", "left", "right", "settled"))),
        st.tuples(st.just("chosen"), st.sampled_from(("山田", "太郎"))),
    ),
    max_size=30,
)


@given(keys=KEYS, converts=st.booleans())
def test_no_keys_lose_what_stands_elsewhere(keys: list[tuple[str, ...]], converts: bool) -> None:
    line = Line(converts=converts)
    for name, *values in keys:
        before = line
        line = getattr(line, name)(*values)
        assert line.text.startswith(line.before)
        assert line.text.endswith(line.after)
        assert 0 <= line.caret <= len(line.text)
        if name in ("left", "right", "settled"):
            assert line.text == before.settled().text
            assert line.whole_reading == ""
        if name == "delete":
            assert len(before.text) - len(line.text) == (1 if before.caret else 0)
        if not converts:
            assert line.reading == ""


def test_a_reading_becomes_what_was_chosen_where_the_caret_is() -> None:
    line = Line(converts=True).type("様").left()
    for kana in "やまた":
        line = line.type(kana)
    line = line.mark(VOICED)
    assert (line.reading, line.text) == ("やまだ", "やまだ様")
    assert line.chosen("山田").text == "山田様"
    assert line.settled().text == "やまだ様"


@pytest.fixture(scope="module")
def kanji() -> Kanji:
    return Kanji()


@pytest.mark.parametrize(
    ("reading", "written"),
    [("やまだ", "山田"), ("たろう", "太郎"), ("わたなべ", "渡邊"), ("ちばけん", "千葉県")],
)
def test_names_and_places_are_among_the_writings(kanji: Kanji, reading: str, written: str) -> None:
    writings = kanji.writings(reading)
    assert written in writings
    assert {reading, to_katakana(reading)} <= set(writings[:4]), "the kana are never far away"
    assert len(set(writings)) == len(writings)
    assert all(may_be_typed(character) for writing in writings for character in writing)


def test_nothing_has_no_writings(kanji: Kanji) -> None:
    assert kanji.writings("") == ()


def test_only_kana_are_a_reading() -> None:
    assert is_reading("らーめん")
    assert not any(map(is_reading, ("", "山", "1", "　", "ア")))
