"""Names by their sound: hiragana, the ten rows, what was typed."""

from __future__ import annotations

import pytest

from kiosk.kana import ROWS, hiragana, how_well, row_of


@pytest.mark.parametrize(
    ("kana", "row"),
    [
        ("あおば", "あ"),
        ("がくえん", "か"),
        ("ジョギング", "さ"),
        ("ぱぴお", "は"),
        ("ｱﾐｶｽ", "あ"),
        ("ゃ", "や"),
        ("んば", "わ"),
        ("NPO・ぼらんてぃあ", ""),
        ("1ごうかん", ""),
        ("", ""),
    ],
)
def test_a_reading_is_filed_under_the_row_it_begins_in(kana: str, row: str) -> None:
    assert row_of(kana) == row


def test_every_row_is_its_own() -> None:
    assert [row_of(row) for row in ROWS] == list(ROWS)


def test_names_are_compared_in_hiragana_of_one_width() -> None:
    assert hiragana("ｱﾐｶｽ センター") == "あみかすせんたー"


def test_a_beginning_fits_better_than_a_middle() -> None:
    name = ("西市民センター", "にししみんせんたー")
    assert how_well("にし", *name) == 0
    assert how_well("シミン", *name) == 1
    assert how_well("市民", *name) == 1
    assert how_well("ひがし", *name) is None
