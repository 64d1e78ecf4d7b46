"""Touches that must not press anything: the second half of a double tap."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from tests.ui.resident import Resident

PAUSE_MS = 2000


def press_at(resident: Resident, spot: QPointF, when_ms: int) -> None:
    """A touch with a time stamp of its own, as the panel sends them."""
    under = resident.window.childAt(spot.toPoint())
    assert under is not None
    local = QPointF(under.mapFrom(resident.window, spot.toPoint()))
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
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
