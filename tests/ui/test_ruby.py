"""Readings above kanji: taken apart, laid out, and never between a resident and the words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from ui.theme.glass import Glass
from ui.theme.theme import Theme, Type
from ui.widgets.button import BigButton
from ui.widgets.text import Text
from ui.widgets.typeset import LINE_HEIGHT, RUBY_HEIGHT, Paragraph
from ui.wording.ruby import Piece, pieces, plain, reading, ruby_of

SAID = "｜部屋《へや》を｜予約《よやく》する"


def test_a_text_is_taken_apart() -> None:
    assert pieces(SAID) == (
        Piece("部屋", "へや"),
        Piece("を"),
        Piece("予約", "よやく"),
        Piece("する"),
    )
    assert plain(SAID) == "部屋を予約する"
    assert reading(SAID) == "へやをよやくする"


@given(st.text(alphabet="｜《》部屋あ1 ", max_size=20))
def test_whatever_somebody_wrote_is_kept(text: str) -> None:
    assert "".join(piece.base for piece in pieces(text)) == plain(text)
    if not any(piece.reading for piece in pieces(text)):
        assert plain(text) == text == reading(text)


@pytest.mark.parametrize(
    ("ja", "kana", "told"),
    [
        ("第1会議室", "だい1かいぎしつ", "｜第《だい》1｜会議室《かいぎしつ》"),
        ("白井駅前センター", "しろいえきまえせんたー", "｜白井駅前《しろいえきまえ》センター"),
        ("使いみち", "つかいみち", "｜使《つか》いみち"),
        (
            "教育部 学習課",
            "きょういくぶ がくしゅうか",
            "｜教育部《きょういくぶ》 ｜学習課《がくしゅうか》",
        ),
        ("教育部 学習課", "きょういくぶがくしゅうか", "｜教育部学習課《きょういくぶがくしゅうか》"),
        ("9:00～12:00", "9じから12じ", "9:00～12:00"),
        ("午後の部", "ごご", "｜午後の部《ごご》"),
    ],
)
def test_a_reading_is_shared_out_over_its_kanji(ja: str, kana: str, told: str) -> None:
    assert ruby_of(ja, kana) == told


@pytest.fixture
def theme(qtbot: QtBot) -> Theme:
    return Theme(Glass(1080, 1920, 268.0))


def test_only_lines_with_a_reading_are_higher(theme: Theme) -> None:
    font = theme.font(Type.BODY)
    size = font.pixelSize()
    assert Paragraph("予約する", font, 1000).height == pytest.approx(size * LINE_HEIGHT)
    one = Paragraph("｜予約《よやく》する\nはい", font, 1000)
    assert one.lines == 2
    assert one.height == pytest.approx(size * (2 * LINE_HEIGHT + RUBY_HEIGHT))


def test_a_base_stays_with_its_reading(theme: Theme) -> None:
    font = theme.font(Type.BODY)
    size = font.pixelSize()
    text = "ああ｜会議室《かいぎしつ》"
    assert Paragraph(text, font, size * 5.5).lines == 1
    broken = Paragraph(text, font, size * 4.5)
    assert broken.lines == 2, "the base goes to the next line as a whole"
    assert broken.widest < size * 3.5


def test_a_base_makes_room_for_a_longer_reading(theme: Theme) -> None:
    font = theme.font(Type.BODY)
    wide = Paragraph("｜志《こころざし》", font, 1000).widest
    assert wide > Paragraph("志", font, 1000).widest * 1.5


def test_a_reading_may_reach_over_the_kana_beside_it(theme: Theme) -> None:
    font = theme.font(Type.BODY)
    size = font.pixelSize()
    between = Paragraph("この｜抽選《ちゅうせん》に", font, 1000).widest
    assert between == pytest.approx(Paragraph("この抽選に", font, 1000).widest, abs=2)
    alone = Paragraph("｜抽選《ちゅうせん》", font, 1000).widest
    assert alone > 2.3 * size


def test_nothing_is_lost_where_even_a_base_is_too_wide(theme: Theme) -> None:
    font = theme.font(Type.TITLE)
    narrow = Paragraph(
        "｜利用者登録番号《りようしゃとうろくばんごう》", font, font.pixelSize() * 3.2
    )
    assert narrow.lines == 3
    assert narrow.widest <= font.pixelSize() * 3.3


def test_who_listens_hears_the_base(qtbot: QtBot, theme: Theme) -> None:
    text, button = (
        Text(theme, SAID),
        BigButton(theme, SAID, sub="｜今《いま》", mark="｜空《あ》き"),
    )
    for widget in (text, button):
        qtbot.addWidget(widget)
    assert text.accessibleName() == "部屋を予約する"
    assert button.accessibleName() == "部屋を予約する 今 空き"
    text.setText("｜終《お》わり")
    assert text.accessibleName() == "終わり"
