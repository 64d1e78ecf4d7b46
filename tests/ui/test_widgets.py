"""What widgets do by themselves."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.entry.rules import digits, new_secret
from ui.preferences import TypeSize
from ui.theme import fonts
from ui.theme.glass import Glass
from ui.theme.palette import Contrast
from ui.theme.theme import Theme, Type
from ui.widgets.button import BigButton, Look
from ui.widgets.keyboards.desk import Desk
from ui.widgets.paged_list import PagedList
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
