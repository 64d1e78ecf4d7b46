"""What widgets do by themselves."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QBuffer, QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kiosk.availability import Now, SlotView
from ui.entry.kana import CHART
from ui.entry.rules import digits, new_secret
from ui.gallery import SHAPES, Shape, all_previews, gallery_window, show
from ui.preferences import TypeSize
from ui.theme import fonts
from ui.theme.glass import Glass
from ui.theme.palette import Contrast
from ui.theme.theme import Theme, Type
from ui.widgets.availability_marks import MARKS
from ui.widgets.button import BigButton, Look
from ui.widgets.card import Card
from ui.widgets.choices import Choices, Option
from ui.widgets.facts import Fact, FactTable
from ui.widgets.keyboards.desk import Desk
from ui.widgets.keyboards.key import Key
from ui.widgets.paged_list import PagedList
from ui.widgets.receipt_picture import ReceiptPicture
from ui.widgets.slot_grid import SlotCell, SlotText
from ui.widgets.stepper import Stepper
from ui.widgets.text import Text
from ui.wording.words import Words

PORTRAIT = Glass(1080, 1920, 268.0)


@pytest.fixture
def theme(qtbot: QtBot) -> Theme:
    fonts.load()
    return Theme(PORTRAIT)


def test_a_length_on_the_glass_is_never_less_than_asked() -> None:
    for tenths in range(1, 500):
        mm = tenths / 10
        assert PORTRAIT.mm(PORTRAIT.px(mm)) >= mm - 1e-9
        assert PORTRAIT.mm(PORTRAIT.px(mm) - 1) < mm


def test_larger_type_and_high_contrast_are_settings_of_the_theme(theme: Theme) -> None:
    large = Theme(PORTRAIT, type_size=TypeSize.LARGEST, contrast=Contrast.HIGH)
    assert large.font(Type.BODY).pixelSize() >= 1.4 * theme.font(Type.BODY).pixelSize()
    assert large.palette != theme.palette


def test_an_empty_table_moves_no_text_that_it_gave_away(qtbot: QtBot, theme: Theme) -> None:
    table = FactTable(theme, [Fact("Printer", "No paper. Put some in.")])
    qtbot.addWidget(table)
    card = Card(theme)
    qtbot.addWidget(card)
    texts = table.parts()
    for number, text in enumerate(texts):
        text.setParent(card)
        text.setGeometry(0, 100 * number, 700, 90)
    table.resize(200, 40)
    table.grab()  # Qt tells hidden widgets of their size as well
    assert [text.geometry() for text in texts] == [
        QRect(0, 100 * number, 700, 90) for number in range(3)
    ]


def test_a_font_that_is_not_there_names_its_package(
    theme: Theme, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.raises(fonts.FontMissingError, match="fonts-morisawa-bizud-gothic"):
        fonts.load(tmp_path_factory.mktemp("empty"))


def test_a_board_takes_as_many_digits_as_there_are_places(qtbot: QtBot, theme: Theme) -> None:
    desk = Desk(theme, Words("en"), "PIN", new_secret(4, 4, letters=False))
    qtbot.addWidget(desk)
    for digit in "123456":
        desk.press(digit)
    assert desk.typed == "1234"
    assert desk.line.accessibleName() == "PIN"
    desk.press("delete")
    assert desk.typed == "123"
    desk.clear()
    desk.press("delete")
    assert desk.typed == ""


def test_digits_turn_pages_where_there_is_little_height(qtbot: QtBot, theme: Theme) -> None:
    desk = Desk(theme, Words("en"), "PIN", new_secret(4, 4, letters=False))
    qtbot.addWidget(desk)
    desk.resize(400, 250)
    desk.show()
    seen: set[str] = set()
    for _ in range(12):
        keys = [key for key in desk.findChildren(BigButton) if key.isVisible()]
        seen |= {key.objectName() for key in keys}
        more = [key for key in keys if key.objectName() == "key.more"]
        assert more, "there is no room for all keys"
        more[0].click()
    assert seen >= {f"key.{digit}" for digit in range(10)}


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_the_fifty_sounds_hang_as_in_a_classroom(qtbot: QtBot, shape: Shape) -> None:
    """Ten columns from right to left, five rows, on every glass; no kana behind another key."""
    fonts.load()
    window = gallery_window(shape, "ja")
    qtbot.addWidget(window)
    show(window, next(p for p in all_previews() if p.place.name == "enter_text"))
    keys = {key.text(): key for key in window.findChildren(Key) if key.isVisible()}
    top = [keys[kana].x() for kana in "わらやまはなたさかあ"]
    assert top == sorted(top)
    for column in CHART:
        places = [keys[kana] for kana in column if kana != " "]
        assert {key.x() for key in places} == {keys[column[0]].x()}
        assert [key.y() for key in places] == sorted({key.y() for key in places})
    assert len({keys[kana].y() for kana in "あいうえお"}) == 5
    window.close()


def test_a_screen_reader_says_a_number_but_not_a_secret(qtbot: QtBot, theme: Theme) -> None:
    said = []
    for rules in (digits(4, 4), new_secret(4, 4, letters=False)):
        desk = Desk(theme, Words("en"), "number", rules)
        qtbot.addWidget(desk)
        for digit in "42":
            desk.press(digit)
        said.append(desk.line.accessibleDescription())
    number, secret = said
    assert number == "42"
    assert "42" not in secret
    assert "2" in secret


def shown(qtbot: QtBot, paged: PagedList) -> QWidget:
    """The list on a window, as in the kiosk. Keep the window: the list goes with it."""
    window = QWidget()
    qtbot.addWidget(window)
    paged.setParent(window)
    paged.resize(1000, 900)
    window.show()
    return window


def rows(theme: Theme, count: int) -> list[QWidget]:
    return [BigButton(theme, f"row {index}", look=Look.ROW) for index in range(count)]


@pytest.mark.parametrize("count", [1, 5, 20, 57])
def test_a_list_shows_every_row_once_over_its_pages(qtbot: QtBot, theme: Theme, count: int) -> None:
    entries = rows(theme, count)
    paged = PagedList(theme, Words("en"), entries)
    window = shown(qtbot, paged)
    seen: list[QWidget] = []
    for page in range(paged.pages):
        paged.show_page(page)
        seen += [entry for entry in entries if entry.isVisible()]
    assert seen == entries
    turns = [paged.findChild(BigButton, f"page.{way}") for way in ("previous", "next")]
    assert all(turn.isVisibleTo(window) == (paged.pages > 1) for turn in turns)


def test_a_list_leaves_no_hole_where_all_rows_have_room(qtbot: QtBot, theme: Theme) -> None:
    for count, columns in ((2, 2), (3, 1), (4, 2), (57, 2)):
        entries = rows(theme, count)
        paged = PagedList(theme, Words("en"), entries, column_mm=120.0)
        window = shown(qtbot, paged)
        assert len({row.x() for row in entries if row.isVisibleTo(window)}) == columns


def test_a_low_page_has_two_rows_in_smaller_type(qtbot: QtBot, theme: Theme) -> None:
    entries = [BigButton(theme, "A row of many words " * 4, sub="x", look=Look.ROW) for _ in "abc"]
    paged = PagedList(theme, Words("en"), entries)
    paged.hosted = True
    window = shown(qtbot, paged)
    paged.resize(1000, 2 * entries[0].heightForWidth(1000))
    assert len([row for row in entries if row.isVisibleTo(window)]) == 2
    assert all(row.fits() for row in entries if row.isVisibleTo(window))


def test_a_page_beyond_the_end_is_the_last_one(qtbot: QtBot, theme: Theme) -> None:
    entries = rows(theme, 20)
    paged = PagedList(theme, Words("en"), entries)
    window = shown(qtbot, paged)
    paged.show_page(99)
    assert entries[-1].isVisibleTo(window)


def test_a_text_asks_for_the_height_it_needs(qtbot: QtBot, theme: Theme) -> None:
    text = Text(theme, "施設の空き状況を見ることができます。" * 5)
    qtbot.addWidget(text)
    text.resize(400, text.heightForWidth(400))
    assert text.fits()
    text.resize(400, text.heightForWidth(400) // 2)
    assert not text.fits()


def test_a_city_text_is_never_read_as_markup(qtbot: QtBot, theme: Theme) -> None:
    text = Text(theme, "<b>A & B</b>")
    qtbot.addWidget(text)
    plain = text.paragraph(10_000).widest
    assert plain > Text(theme, "A & B").paragraph(10_000).widest


def test_choices_go_on_in_the_next_line_and_one_is_chosen(qtbot: QtBot, theme: Theme) -> None:
    options = [Option(str(index), f"Choice number {index}") for index in range(5)]
    choices = Choices(theme, "pick", options, "2")
    qtbot.addWidget(choices)
    chosen: list[str] = []
    choices.chosen.connect(chosen.append)
    for width in (1000, 400):
        choices.resize(width, choices.heightForWidth(width))
        choices.show()
        buttons = [choices.findChild(BigButton, f"pick.{option.id}") for option in options]
        assert all(choices.rect().contains(button.geometry()) for button in buttons)
        assert all(button.fits() for button in buttons)
    choices.findChild(BigButton, "pick.4").click()
    assert chosen == ["4"]
    assert [button.isChecked() for button in buttons] == [False] * 4 + [True]


def test_a_stepper_stays_between_its_ends(qtbot: QtBot, theme: Theme) -> None:
    stepper = Stepper(theme, Words("en"), "count", 2, least=1, most=3)
    qtbot.addWidget(stepper)
    less, more = (stepper.findChild(BigButton, f"count.{way}") for way in ("less", "more"))
    said: list[int] = []
    stepper.changed.connect(said.append)
    more.click()
    more.click()
    assert (stepper.number, more.isEnabled(), less.isEnabled()) == (3, False, True)
    stepper.set_number(-5)
    assert (stepper.number, less.isEnabled(), said) == (1, False, [3, 1])


@pytest.mark.parametrize("size", TypeSize)
@pytest.mark.parametrize("language", ["ja", "zh-Hans", "ko"])
def test_the_sign_of_a_slot_is_seen_whole(qtbot: QtBot, language: str, size: TypeSize) -> None:
    fonts.load()
    theme = Theme(PORTRAIT, type_size=size, language=language)
    view = slot_view(Now.RESERVE)
    cell = SlotCell(theme, view, SlotText("", ""))
    qtbot.addWidget(cell)
    cell.resize(max(cell.needed().width(), theme.target), max(cell.needed().height(), theme.target))
    whole = theme.metrics(Type.HEADING, bold=True).tightBoundingRect(MARKS[Now.RESERVE].sign)
    wide, tall = painted(cell, theme.tone(MARKS[Now.RESERVE].tone).ink)
    assert wide >= whole.width() - 3
    assert tall >= whole.height() - 3


def slot_view(now: Now) -> SlotView:
    from ui.samples.calendars import day_view

    return next(slot for slot in day_view(now).slots if slot.now is now)


def painted(cell: SlotCell, ink: str) -> tuple[int, int]:
    """How wide and high that is which is written on a cell without words: its sign."""
    image, wanted = cell.grab().toImage(), QColor(ink).rgb()
    inside = QRect(QPoint(0, 0), image.size()).adjusted(8, 8, -8, -8)
    inked = [
        (x, y)
        for x in range(inside.left(), inside.right())
        for y in range(inside.top(), inside.bottom())
        if image.pixel(x, y) == wanted
    ]
    across, down = [x for x, _ in inked], [y for _, y in inked]
    return max(across) - min(across) + 1, max(down) - min(down) + 1


def test_a_folded_receipt_lies_in_two_equal_sheets_apart(qtbot: QtBot, theme: Theme) -> None:
    """Nothing may be cut in the middle, so the halves differ: their paper does not."""
    paper = QImage(100, 600, QImage.Format.Format_Grayscale8)
    paper.fill(QColor("white"))
    ink = QPainter(paper)
    ink.fillRect(QRect(10, 280, 80, 60), QColor("black"))
    ink.end()
    png = QBuffer()
    paper.save(png, "PNG")
    picture = ReceiptPicture(theme, bytes(png.data().data()), "控え")
    qtbot.addWidget(picture)
    picture.resize(900, 500)
    image = picture.grab().toImage()
    around = image.pixel(0, 0)
    across = [x for x in range(900) if image.pixel(x, 250) != around]
    parts = sum(1 for x, after in pairwise([*across, 10_000]) if after - x > 1)
    assert parts == 2
    ends = {
        max(y for y in range(500) if image.pixel(x, y) != around)
        for x in (across[0] + 5, across[-1] - 5)
    }
    assert len(ends) == 1
