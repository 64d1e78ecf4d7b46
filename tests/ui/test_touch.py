"""Touches that press nothing: the rest of a double tap, ghosts, palms, what is off."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.resident import Resident, visit
from ui.samples.terminal import Script
from ui.settings import WindowSettings
from ui.widgets.keyboards.text_line import TextLine
from ui.widgets.reason import Reason

PAUSE_MS = 2000


def press_at(
    resident: Resident,
    spot: QPointF,
    when_ms: int,
    how: QEvent.Type = QEvent.Type.MouseButtonPress,
    *,
    lies_ms: int = 0,
) -> None:
    """A touch with a time stamp of its own, as the panel sends them. It lies for ``lies_ms``."""
    under = resident.window.childAt(spot.toPoint())
    assert under is not None
    local = QPointF(under.mapFrom(resident.window, spot.toPoint()))
    for kind in (how, _LIFTED):
        buttons = Qt.MouseButton.LeftButton
        event = QMouseEvent(
            kind, local, resident.window.mapToGlobal(spot), buttons, buttons, _NO_KEYS
        )
        event.setTimestamp(when_ms + (lies_ms if kind is _LIFTED else 0))
        QApplication.sendEvent(under, event)


_LIFTED = QEvent.Type.MouseButtonRelease
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


def test_what_lies_on_a_button_is_no_finger_but_a_slow_one_is(resident: Resident) -> None:
    """A palm, a bag; and neither keeps a session that somebody has left."""
    spot = middle(resident, "start.look")
    resident.script.idle = 30.0
    press_at(resident, spot, 10_000, lies_ms=20_000)
    assert (resident.screen, resident.window.busy) == ("start", False)
    assert not resident.button("start.look").isDown()
    press_at(resident, spot, 40_000, lies_ms=2_000)
    resident.waits_for("look")


def test_a_touch_just_as_the_glass_changes_presses_nothing(qtbot: QtBot, script: Script) -> None:
    """It was meant for what was there before, wherever it falls."""
    settings = WindowSettings(
        window_px=(540, 960), home_facility_id="nishi-shiroi", settle_ms=60_000
    )
    with visit(qtbot, script, settings) as someone:
        someone.tap("start.look")
        assert (someone.screen, someone.window.busy) == ("start", False)
        someone.window.stage.around.settings = replace(settings, settle_ms=1)
        qtbot.waitUntil(lambda: someone.tap("start.look") or someone.screen == "look")


def test_a_touch_on_what_is_off_is_told_why(resident: Resident) -> None:
    resident.tap("start.look", "look")
    resident.finds_a_day()
    resident.waits_for("day")
    told: list[str] = []
    resident.window.idle.told_why.connect(told.append)
    go_on = resident.button("day.go_on")
    assert not go_on.isEnabled()
    resident.press(go_on)
    assert told == ["先に時間を選んでください"]
    assert told[0] in resident.reads()
    assert told[0] in go_on.accessibleDescription()
    (reason,) = resident.window.findChildren(Reason)
    assert resident.window.rect().contains(reason.geometry())
    assert not reason.geometry().intersects(
        QRect(go_on.mapTo(resident.window, QPoint(0, 0)), go_on.size())
    )
    resident.tap("slot.1")
    assert told[0] not in resident.reads()
    assert resident.button("day.reserve").isEnabled()
    assert told[0] not in go_on.accessibleDescription()
