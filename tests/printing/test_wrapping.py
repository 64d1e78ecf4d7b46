"""Lines of Japanese: nothing is lost, nothing is too wide, no mark stands where it must not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printing.wrapping import NOT_AT_END, NOT_AT_START, wrap, wrap_evenly, wrap_text

CLOSING = "、。）」ーっゃッ！"
OPENING = "（「『"
WORDS = st.text(alphabet=CLOSING + OPENING + "白井市公民館のひらレクション0129年月日", min_size=1)
LATIN = st.text(alphabet="abcdefgXYZ0123456789-:/.", min_size=1, max_size=20)
TEXTS = st.lists(WORDS | LATIN, min_size=1, max_size=8).map(" ".join)
WIDTHS = st.integers(min_value=2, max_value=40)


def cells(text: str) -> float:
    """A measure for tests: Latin characters are half as wide as the others."""
    return sum(0.5 if character < "\u2e80" else 1.0 for character in text)


def without_spaces(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("wrapping", [wrap, wrap_text, wrap_evenly])
@given(text=TEXTS, width=WIDTHS)
@settings(deadline=None)
def test_nothing_is_lost_and_nothing_is_too_wide(wrapping, text, width):
    lines = wrapping(text, width, cells)
    assert without_spaces("".join(lines)) == without_spaces(text)
    assert all(cells(line) <= width or len(line) == 1 for line in lines)


def breaks_are_forced(line: str) -> bool:
    """Whether a line holds no place at all at which it might have been broken instead."""
    return all(b in NOT_AT_START or a in NOT_AT_END for a, b in pairwise(line))


@pytest.mark.parametrize("wrapping", [wrap, wrap_text, wrap_evenly])
@given(text=WORDS, width=WIDTHS)
@settings(deadline=None)
def test_marks_neither_start_nor_end_a_line(wrapping, text, width):
    for above, below in pairwise(wrapping(text, width, cells)):
        well_broken = below[0] not in NOT_AT_START and above[-1] not in NOT_AT_END
        assert well_broken or breaks_are_forced(above)


@given(text=TEXTS, width=WIDTHS)
@settings(deadline=None)
def test_setting_evenly_takes_no_more_lines(text, width):
    assert len(wrap_evenly(text, width, cells)) <= len(wrap(text, width, cells))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("施設は、公民館です。", 3, ["施設", "は、", "公民館", "です。"]),
        ("西白井（福祉センター内）", 4, ["西白井", "（福祉", "センター", "内）"]),
        ("利用は2026年12月18日（金）から", 10, ["利用は", "2026年12月18日（金）", "から"]),
        ("定員は150人です", 4, ["定員は", "150人で", "す"]),
        ("截止2026年12月25日（周五）止", 11, ["截止", "2026年12月25日（周五）", "止"]),
        ("24:00 まで", 4, ["24:00", "まで"]),
        ("25日（金） 24:00 まで", 7, ["25日（金）", "24:00 まで"]),
        ("この控えをお持ちください", 8, ["この控えを", "お持ちください"]),
        ("取り消されます", 5, ["取り消され", "ます"]),
        ("今回は取り消されます", 8, ["今回は", "取り消されます"]),
        ("「使う」と知らせる", 5, ["「使う」と", "知らせる"]),
        ("请填写申请书", 5, ["请填写", "申请书"]),
        ("尚未完成预约。空闲情况", 8, ["尚未完成预约。", "空闲情况"]),
        ("驾驶证、个人编号卡等", 6, ["驾驶证、", "个人编号卡等"]),
        ("Room 2 is yours", 5, ["Room 2 is", "yours"]),
        ("9:00～12:00", 3, ["9:00～", "12:00"]),
        ("一行\n二行", 10, ["一行", "二行"]),
        ("", 10, [""]),
    ],
)
def test_where_lines_are_broken(text, width, lines):
    assert wrap(text, width, cells) == lines


def test_a_long_address_is_broken_rather_than_cut():
    assert wrap("https://example.jp/status", 5, cells) == ["https://ex", "ample.jp/s", "tatus"]


def test_a_last_line_is_not_forgotten():
    assert wrap("期間内に手続きのないとき無効", 12, cells)[-1] == "無効"
    assert wrap_text("期間内に手続きのないとき無効", 12, cells) == [
        "期間内に",
        "手続きのないとき無効",
    ]


def test_an_even_heading_keeps_its_words():
    assert wrap_evenly("Reservation cancelled", 8, cells) == ["Reservation", "cancelled"]


def test_no_paragraph_ends_in_a_forgotten_word():
    assert wrap_text("いろはにほへとちり\nabc", 8, len) == ["いろはにほ", "へとちり", "abc"]


def test_a_label_and_its_value_are_parted_between_them():
    text = "お支払い場所：利用する施設の窓口"
    assert wrap_text(text, 14, cells) == ["お支払い場所：", "利用する施設の窓口"]
    assert wrap_text(text, 16, cells) == [text]
    assert len(wrap_text(text, 8, cells)) == len(wrap(text, 8, cells))
