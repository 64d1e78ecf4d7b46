"""What is wrong on purpose is found, each in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from tests.gallery.faults import Glance
from tests.gallery.inks import painting_of
from tests.gallery.said import fields_in, foreign_in, is_japanese, keys_in, missing_in
from tests.gallery.states import faults_of
from ui.gallery import SHAPES, Look, all_previews, gallery_window, show
from ui.preview import Preview
from ui.theme import palette
from ui.theme.palette import Contrast, Pair, Tone
from ui.widgets.button import BigButton
from ui.widgets.control import Control
from ui.widgets.slot_grid import SlotCell
from ui.widgets.text import Text
from ui.window import KioskWindow

LOOK = Look(SHAPES[0], "en")


def test_a_key_is_no_text() -> None:
    assert keys_in("reservation.title") == ["reservation.title"]
    assert keys_in("someone@example.jp www.example.jp") == []


def test_a_field_is_no_text() -> None:
    assert fields_in("{count} rooms, {secret:을}") == ["{count}", "{secret:을}"]
    assert fields_in("{ } {}") == []


def test_short_japanese_is_japanese() -> None:
    assert is_japanese("左へ", "en")
    assert is_japanese("左へ", "zh-Hans")
    assert foreign_in("3 件", "ko") == {"件"}
    assert foreign_in("西白井複合センター", "ko") == frozenset()
    assert foreign_in("もどる", "zh-Hans") == {"もどる"}


def preview_of(name: str) -> Preview:
    """By its screen and its state: ``day.lottery``."""
    return next(p for p in all_previews() if f"{p.place.name}.{p.label}" == name)


class Stand:
    """A window on which one screen after the other is spoilt."""

    def __init__(self, window: KioskWindow) -> None:
        self.window = window

    def show(self, name: str) -> None:
        show(self.window, preview_of(name))
        assert self.faults() == ""

    def faults(self) -> str:
        return "\n".join(Glance(self.window, LOOK).faults())

    def button(self, name: str) -> QAbstractButton:
        buttons = self.window.findChildren(QAbstractButton, name)
        return next(button for button in buttons if button.isVisible())

    @property
    def title(self) -> Text:
        return next(t for t in self.window.stage.findChildren(Text) if t.isVisible())


@pytest.fixture
def stand(qtbot: QtBot) -> Iterator[Stand]:
    window = gallery_window(LOOK.shape, LOOK.language, LOOK)
    qtbot.addWidget(window)
    yield Stand(window)
    window.close()


def test_what_is_badly_said_is_found(stand: Stand) -> None:
    stand.show("start.welcome")
    button = next(b for b in stand.window.stage.findChildren(BigButton) if b.isVisible())
    assert missing_in("\ue123", "en")
    button.setAccessibleDescription("")
    for said, fault in (
        ("reservation.title", "a key instead of its text: ['reservation.title']"),
        ("{count} rooms", "not filled in: ['{count}']"),
        ("Rooms \ue123", "no glyph: ['\\ue123']"),
        ("左へ", "not translated: '左へ'"),
        ("3 件", "Japanese among en: ['件']"),
    ):
        stand.title.setText(said)
        found = stand.faults()
        assert fault in found
        assert "without a description" in found
    button.setAccessibleName("左へ")
    assert "said in Japanese: '左へ'" in stand.faults()


def test_what_is_badly_said_of_a_city_is_found(stand: Stand) -> None:
    """Cells paint what they say themselves."""
    stand.show("day.lottery")
    cell = stand.button("slot.0")
    assert isinstance(cell, SlotCell)
    cell._said = type(cell._said)("9:00", "\ue123 {count}")
    cell.update()
    found = stand.faults()
    assert "no glyph" in found
    assert "not filled in" in found


class Painted(QWidget):
    """A number in a room of its own."""

    def __init__(self, room: QRectF, flags: Qt.TextFlag) -> None:
        super().__init__()
        self.room, self.flags = room, int(Qt.AlignmentFlag.AlignCenter) | int(flags)
        self.resize(100, 100)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        QPainter(self).drawText(self.room, self.flags, "28")


@pytest.mark.parametrize(
    ("room", "flags", "cut"),
    [
        (QRectF(0, 0, 90, 90), Qt.TextFlag.TextSingleLine, False),
        (QRectF(0, 40, 90, 2), Qt.TextFlag.TextSingleLine, True),
        (QRectF(40, 0, 2, 90), Qt.TextFlag.TextSingleLine, True),
        (QRectF(0, 40, 90, 2), Qt.TextFlag.TextDontClip, False),
    ],
)
def test_what_is_painted_in_too_little_room_is_found(
    qtbot: QtBot, room: QRectF, flags: Qt.TextFlag, cut: bool
) -> None:
    widget = Painted(room, flags)
    qtbot.addWidget(widget)
    assert any("'28'" in fault for fault in painting_of(widget).cut()) is cut


@pytest.mark.parametrize(
    ("screen", "tone"),
    [
        ("month.mixed", Tone.GOOD),
        ("month.mixed", Tone.MUTED),
        ("facility_week.mixed", Tone.LOTTERY),
        ("day.lottery", Tone.LOTTERY),
        ("city_calendar.month", Tone.LOTTERY),
        ("lotteries.running", Tone.LOTTERY),
    ],
)
def test_a_pale_tone_is_found_wherever_it_is_painted(
    stand: Stand, monkeypatch: pytest.MonkeyPatch, screen: str, tone: Tone
) -> None:
    stand.show(screen)
    monkeypatch.setitem(palette.STANDARD.tones, tone, Pair("#aaaaaa", "#888888", "#888888"))
    assert re.search("pale: .* in #aaaaaa on ", stand.faults())


@pytest.mark.parametrize(
    ("role", "screen", "what"),
    [
        ("accent", "menu.menu", "an icon"),
        ("on_accent", "people.large_room", "Go on"),
        ("ink_soft", "search.anything", "Clear all"),
        ("ink", "enter_text.abc", "q"),
        ("danger", "sure.cancel_reservation", "Cancel"),
    ],
)
def test_a_pale_ink_is_found_wherever_it_is_painted(
    stand: Stand, monkeypatch: pytest.MonkeyPatch, role: str, screen: str, what: str
) -> None:
    """Texts and icons of buttons, keys, and what is off."""
    grey = "#333399" if role == "on_accent" else "#c8c8c8"
    weak = replace(palette.STANDARD, **{role: grey})
    monkeypatch.setitem(palette.PALETTES, Contrast.STANDARD, weak)
    stand.window.dress(LOOK.preferences)
    show(stand.window, preview_of(screen))
    found = stand.faults()
    assert re.search(f"pale: '[^']*{what}[^']*' in ", found), found


def test_what_is_wrong_on_a_later_page_is_found(stand: Stand) -> None:
    stand.show("notices.many")
    screen = stand.window.stage.current
    assert screen is not None
    assert screen.pages > 1
    screen.turn_to(1)
    assert stand.faults() == ""
    row = next(b for b in screen.findChildren(BigButton) if b.isVisible() and "." in b.objectName())
    row.setText("{count}")
    assert "not filled in: ['{count}']" in stand.faults()
    screen.turn_to(0)
    assert stand.faults() == ""


@pytest.mark.parametrize("name", ["back", "help", "stop", "display"])
def test_a_way_that_is_shut_is_found(stand: Stand, name: str) -> None:
    stand.show("reservation.provisional")
    button = stand.button(name)
    button.setEnabled(False)
    assert f"off in the footer: {name}" in stand.faults()
    button.setEnabled(True)
    button.hide()
    if name != "display":
        said = {"back": "no way back", "help": "no help", "stop": "no way out"}
        assert said[name] in stand.faults()


def test_what_is_off_without_a_reason_is_found(stand: Stand) -> None:
    stand.show("day.not_yet")
    button = stand.button("day.go_on")
    assert isinstance(button, Control)
    assert not button.isEnabled()
    button.allow(when=False, otherwise="")
    assert "off without a reason: BigButton 'day.go_on'" in stand.faults()


def test_a_dead_end_is_found(stand: Stand) -> None:
    """What is over has no way back, but one that leads on."""
    stand.show("receipt_taken.printed")
    for button in stand.window.stage.findChildren(BigButton):
        button.hide()
    assert "neither back nor on" in stand.faults()


def test_colours_of_a_moment_that_cannot_be_told_are_found(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand.show("month.mixed")
    theme = stand.window.stage.around.theme
    day = stand.button("month.2027-02-13")
    assert isinstance(day, Control)
    assert list(faults_of(day, theme, 4.5)) == []
    monkeypatch.setattr("ui.widgets.control.draw_focus", lambda *_: None)
    monkeypatch.setattr("ui.widgets.month_calendar.draw_focus", lambda *_: None)
    assert "no focus to be seen" in "\n".join(faults_of(day, theme, 4.5))
    assert "pressed: pale: " in "\n".join(faults_of(day, theme, 21.0))


def test_a_footer_that_moves_is_found(stand: Stand) -> None:
    stand.show("start.welcome")
    places: dict[str, QRect] = {}
    assert list(Glance(stand.window, LOOK).moved(places)) == []
    places["help"].translate(2, 0)
    assert [fault.split()[1] for fault in Glance(stand.window, LOOK).moved(places)] == ["help"]
