"""Touches that must not press anything: the second half of a double tap."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from tests.ui.resident import Resident
from ui.widgets.keyboards.text_line import TextLine

PAUSE_MS = 2000


def press_at(
    resident: Resident,
    spot: QPointF,
    when_ms: int,
    how: QEvent.Type = QEvent.Type.MouseButtonPress,
) -> None:
    """A touch with a time stamp of its own, as the panel sends them."""
    under = resident.window.childAt(spot.toPoint())
    assert under is not None
    local = QPointF(under.mapFrom(resident.window, spot.toPoint()))
    for kind in (how, QEvent.Type.MouseButtonRelease):
        buttons = Qt.MouseButton.LeftButton
        event = QMouseEvent(
            kind, local, resident.window.mapToGlobal(spot), buttons, buttons, _NO_KEYS
        )
        event.setTimestamp(when_ms)
        QApplication.sendEvent(under, event)


_NO_KEYS = Qt.KeyboardModifier.NoModifier


def middle(resident: Resident, name: str) -> QPointF:
    button = resident.button(name)
    return QPointF(button.mapTo(resident.window, button.rect().center()))


def test_the_second_half_of_a_double_tap_presses_nothing(resident: Resident) -> None:
    spot = middle(resident, "start.look")
    press_at(resident, spot, 10_000)
    resident.waits_for("look")
    press_at(resident, spot, 10_150)
    assert resident.screen == "look"
    assert not resident.window.busy


def test_a_tap_after_a_pause_counts(resident: Resident) -> None:
    spot = middle(resident, "start.look")
    press_at(resident, spot, 10_000)
    resident.waits_for("look")
    press_at(resident, spot, 10_000 + PAUSE_MS)
    resident.qtbot.waitUntil(lambda: resident.screen != "look")


def test_a_quick_tap_elsewhere_counts(resident: Resident) -> None:
    press_at(resident, middle(resident, "start.look"), 10_000)
    resident.waits_for("look")
    press_at(resident, middle(resident, "back"), 10_100)
    resident.waits_for("start")


def test_nor_does_the_rest_of_ten_taps(resident: Resident) -> None:
    spot = middle(resident, "start.look")
    press_at(resident, spot, 10_000)
    resident.waits_for("look")
    for tap in range(1, 10):
        press_at(resident, spot, 10_000 + tap * 150)
        assert (resident.screen, resident.window.busy) == ("look", False)


def test_nor_does_a_double_click(resident: Resident) -> None:
    """As Qt tells of a quick second touch: not as a press of its own."""
    spot = middle(resident, "start.look")
    press_at(resident, spot, 10_000)
    resident.waits_for("look")
    press_at(resident, spot, 10_150, QEvent.Type.MouseButtonDblClick)
    assert (resident.screen, resident.window.busy) == ("look", False)


def test_a_digit_typed_twice_in_a_row_stands_twice(resident: Resident) -> None:
    resident.tap("start.log_in", "log_in_number")
    spot = middle(resident, "key.7")
    press_at(resident, spot, 10_000)
    press_at(resident, spot, 10_100, QEvent.Type.MouseButtonDblClick)
    line = resident.window.findChild(TextLine)
    assert line is not None
    assert line.shown == "77"
