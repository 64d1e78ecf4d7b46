"""How writing is broken into lines, and what is seen at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from ui.gallery import SHAPES, Look, Shape, all_previews, gallery_window, show
from ui.preferences import TypeSize
from ui.screens.screen import Screen
from ui.theme import fonts
from ui.theme.glass import Glass
from ui.theme.theme import Theme, Type
from ui.widgets.breaks import Breaks
from ui.widgets.button import BigButton
from ui.widgets.button import Look as ButtonLook
from ui.widgets.month_calendar import DayCell
from ui.widgets.text import Text
from ui.widgets.typeset import Paragraph
from ui.wording.ruby import plain
from ui.wording.words import LANGUAGES, Words

LOW = SHAPES[-1]


@pytest.fixture
def theme(qtbot: QtBot) -> Theme:
    fonts.load()
    return Theme(Glass(1080, 1920, 268.0))


def shown(qtbot: QtBot, preview: str, look: Look) -> Screen:
    """The screen of a preview. Its window lives as long as ``qtbot``."""
    window = gallery_window(look.shape, look.language, look)
    qtbot.addWidget(window)
    wanted = next(p for p in all_previews() if f"{p.place.name}.{p.label}" == preview)
    show(window, wanted)
    assert window.stage.current is not None
    return window.stage.current


def lines_of(text: str, theme: Theme, part: float) -> list[str]:
    """The lines of a text in ``part`` of the width that it would take on one."""
    font = theme.font(Type.BODY)
    width = theme.metrics(Type.BODY).horizontalAdvance(plain(text)) * part
    layout = Paragraph(text, font, width)._layout
    lines = [layout.lineAt(index) for index in range(layout.lineCount())]
    cut = [layout.text()[line.textStart() :][: line.textLength()] for line in lines]
    return [line.replace("\u2060", "") for line in cut]


@pytest.mark.parametrize("text", ["Language", "R-2027-000123", "Wed", "언어·글자"])
def test_a_word_gets_smaller_rather_than_broken(theme: Theme, text: str) -> None:
    assert lines_of(text, theme, 0.8) == [text]


def test_an_address_is_broken_at_its_strokes_rather_than_smaller(theme: Theme) -> None:
    assert lines_of("https://booking.example.jp", theme, 0.8) == ["https://", "booking.example.jp"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("ことば・文字", ["ことば・", "文字"]),
        ("カードか番号ではいる", ["カードか", "番号ではいる"]),
        ("部屋を見る", ["部屋を", "見る"]),
        ("｜困《こま》ったとき", ["困った", "とき"]),
        (
            "2027｜年《ねん》 2｜月《がつ》 ｜14日《じゅうよっか》（｜日《にち》）",
            ["2027年 ", "2月 14日（日）"],
        ),
        ("｜文字《もじ》を｜大《おお》きくする", ["文字を", "大きくする"]),
        ("언어와 글자크기를", ["언어와 ", "글자크기를"]),
    ],
)
def test_a_label_goes_on_with_a_phrase(theme: Theme, text: str, lines: list[str]) -> None:
    assert lines_of(text, theme, 0.86) == lines


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("この日は、空きがありません", 9, ["この日は、空きが", "ありません"]),
        (
            "終わったら、画面の下の「おわる」にふれてください。控えを取る。",
            13,
            [
                "終わったら、画面の下の",
                "「おわる」に",
                "ふれてください。控えを",
                "取る。",
            ],
        ),
        (
            "ご利用の1週間前の2月7日（日）までに、使用料を市の窓口で払ってください。",
            16,
            ["ご利用の1週間前の", "2月7日（日）までに、使用料を", "市の窓口で払ってください。"],
        ),
        ("書きとめたのでおわる", 9, ["書きとめたので", "おわる"]),
        ("コミュニティセンターのホール", 11, ["コミュニティセンターの", "ホール"]),
        ("雁の巣レクリエーションセンター", 10, ["雁の巣", "レクリエーション", "センター"]),
        ("雁の巣レクリエーションセンター", 14, ["雁の巣レクリエーション", "センター"]),
        ("2月17日（水）　10:00～13:00", 15, ["2月17日（水）　", "10:00～13:00"]),
        ("2027년\u00a02월\u00a013일\u00a0(토)", 13, ["2027년\u00a0", "2월\u00a013일\u00a0(토)"]),
        ("10:00～13:00　娱乐厅　西白井综合中心", 19, ["10:00～13:00　娱乐厅　", "西白井综合中心"]),
        (
            "日期：12月8日（周二）～1月7日（周四）",
            11,
            ["日期：", "12月8日（周二）～", "1月7日（周四）"],
        ),
        ("触摸按钮。“返回”回到上一页", 6, ["触摸按钮。", "“返回”回到", "上一页"]),
        ("せいしょうねんせんたー", 10, ["せいしょうねんせん", "たー"]),
        ("使う日は2027年2月13日（土）です", 16, ["使う日は", "2027年2月13日（土）です"]),
        ("何も差し込まれていません", 10, ["何も", "差し込まれていません"]),
        ("時計は合っています（ずれ1秒）", 12, ["時計は合っています", "（ずれ1秒）"]),
        (
            "8:24 － 途中まで出ているかもしれません",
            16,
            ["8:24 － 途中まで", "出ているかもしれません"],
        ),
        (
            "접수가 끝났습니다 － 본인이 보지 못했습니다",
            17,
            ["접수가 끝났습니다 － ", "본인이 보지 못했습니다"],
        ),
        (
            "전달되지 않았습니다. 본인이 보지 못했습니다",
            18,
            ["전달되지 않았습니다. 본인이 ", "보지 못했습니다"],
        ),
    ],
)
def test_no_line_ends_within_a_word_or_a_date(text: str, room: int, lines: list[str]) -> None:
    breaks, found, start = Breaks(text), [], 0
    while start < len(text):
        whole = start + room >= len(text)
        end = len(text) if whole else breaks.best(start, start + room)
        found.append(text[start:end])
        start = end
    assert found == lines


@pytest.mark.parametrize("text", ["10:00～13:00", "2月13日（土）"])
def test_a_date_gets_smaller_rather_than_broken(theme: Theme, text: str) -> None:
    assert lines_of(text, theme, 0.8) == [text]


@given(st.text("あいーっをがに漢字語カナン「」（）、。12:月日A \u2060", min_size=2), st.data())
def test_every_line_has_something_and_what_has_room(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert start < Breaks(text).best(start, end) <= end


def test_a_row_has_air_around_its_writing(qtbot: QtBot, theme: Theme) -> None:
    row = BigButton(theme, "A room", sub="Where it is, and when", look=ButtonLook.ROW)
    qtbot.addWidget(row)
    assert row.heightForWidth(300) - row.text_height(300) >= 2 * theme.glass.px(2.0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_not_turned_by_the_verb_that_goes_on(language: str) -> None:
    words = Words(language)
    going_on = {plain(words.text(key)) for key in ("entry.next", "number.next")}
    assert plain(words.text("page.next")) not in going_on


@pytest.mark.parametrize(("shape", "weeks"), [(s, 5) for s in SHAPES], ids=str)
def test_all_weeks_of_a_month_are_seen_at_once(qtbot: QtBot, shape: Shape, weeks: int) -> None:
    screen = shown(qtbot, "month.mixed", Look(shape, "ja"))
    seen = [cell for cell in screen.findChildren(DayCell) if cell.isVisible()]
    assert len({cell.y() for cell in seen}) == weeks


@pytest.mark.parametrize("size", [TypeSize.STANDARD, TypeSize.LARGEST])
@pytest.mark.parametrize("preview", ["confirm.change", "confirm.reserve_much_to_know"])
def test_the_fee_stands_on_the_first_page(qtbot: QtBot, preview: str, size: TypeSize) -> None:
    screen = shown(qtbot, preview, Look(LOW, "ja", size))
    fee = screen.words.text("fact.fee")
    assert any(text.isVisible() for text in screen.findChildren(Text) if text.text() == fee)


@pytest.mark.parametrize(
    ("preview", "name"),
    [
        ("registration.complete", "registration.person"),
        ("registration.counter", "registration.group"),
        ("forgotten.by_mail", "forgotten.ask"),
    ],
)
def test_what_is_to_be_done_is_seen_at_once(qtbot: QtBot, preview: str, name: str) -> None:
    screen = shown(qtbot, preview, Look(LOW, "ja"))
    assert all(button.isVisible() for button in screen.findChildren(BigButton, name))
    assert screen.findChildren(BigButton, name)
