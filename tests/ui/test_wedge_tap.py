"""Keys of a card reader never reach a field; keys of a person do."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLayout, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kiosk.cards.wedge import Burst, Released, Stroke, Wedge, WedgeSettings
from ui.wedge_tap import WedgeTap

PATIENCE_MS = 60_000
_KEYS = {"\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}


@dataclass
class Sorter:
    """The core's wedge, keeping the bursts it found."""

    wedge: Wedge = field(default_factory=lambda: Wedge(WedgeSettings()))
    bursts: list[str] = field(default_factory=list)

    @property
    def due_at(self) -> float | None:
        return self.wedge.due_at

    def key(self, stroke: Stroke) -> tuple[Stroke, ...]:
        return self._sorted(self.wedge.key(stroke))

    def elapsed(self, at: float) -> tuple[Stroke, ...]:
        return self._sorted(self.wedge.elapsed(at))

    def _sorted(self, outcomes: tuple[Released | Burst, ...]) -> tuple[Stroke, ...]:
        released: list[Stroke] = []
        for outcome in outcomes:
            match outcome:
                case Released(strokes=strokes):
                    released.extend(strokes)
                case Burst(text=text):
                    self.bursts.append(text)
        return tuple(released)


@dataclass
class Desk:
    """A window with a field that has the focus."""

    window: QWidget
    field: QLineEdit
    sorter: Sorter
    at_ms: int = 1000

    def types(self, text: str, gap_ms: int) -> None:
        for character in text:
            self.at_ms += gap_ms
            key = _KEYS.get(character) or Qt.Key(ord(character))
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character)
                event.setTimestamp(self.at_ms)
                QApplication.sendEvent(self.field, event)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    window, line = QWidget(), QLineEdit()
    column = QVBoxLayout(window)
    column.addWidget(line)
    column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
    sorter = Sorter()
    window.tap = WedgeTap(window, sorter)
    qtbot.addWidget(window)
    window.show()
    return Desk(window, line, sorter)


def test_a_burst_is_a_card_and_no_field_sees_it(desk: Desk) -> None:
    desk.types("A1234567A\r", gap_ms=4)
    assert desk.sorter.bursts == ["A1234567A"]
    assert desk.field.text() == ""


def test_a_person_types_into_the_field(desk: Desk, qtbot: QtBot) -> None:
    desk.types("123", gap_ms=300)
    qtbot.waitUntil(lambda: desk.field.text() == "123", timeout=PATIENCE_MS)
    assert desk.sorter.bursts == []


def test_a_key_before_a_burst_stays_in_order(desk: Desk, qtbot: QtBot) -> None:
    desk.types("9", gap_ms=300)
    desk.at_ms += 300
    desk.types("A1234567A\r", gap_ms=4)
    assert desk.sorter.bursts == ["A1234567A"]
    assert desk.field.text() == "9"


def test_a_key_that_moves_about_is_no_part_of_the_card_that_follows_at_once(desk: Desk) -> None:
    desk.types("\t", gap_ms=4)
    desk.types("A1234567A\r", gap_ms=4)
    assert desk.sorter.bursts == ["A1234567A"]


def test_keys_for_another_window_are_left_alone(desk: Desk, qtbot: QtBot) -> None:
    other = QLineEdit()
    qtbot.addWidget(other)
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_7, Qt.KeyboardModifier.NoModifier, "7")
    QApplication.sendEvent(other, event)
    assert other.text() == "7"


def test_a_field_that_went_away_meanwhile_is_not_touched(desk: Desk, qtbot: QtBot) -> None:
    desk.types("12", gap_ms=10)
    desk.field.deleteLater()
    qtbot.waitUntil(lambda: desk.sorter.due_at is None, timeout=PATIENCE_MS)
    assert desk.sorter.bursts == []
