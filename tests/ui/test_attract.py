"""The glass invites whoever passes, and the touch that wakes it presses nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.resident import Resident, visit
from tests.ui.test_touch import middle, press_at
from ui.gallery import EXTREMES, SHAPES, Shape
from ui.samples.terminal import Script
from ui.settings import WindowSettings
from ui.theme import fonts
from ui.theme.glass import Glass
from ui.theme.theme import Theme
from ui.widgets.attract import Attract
from ui.wording.words import LANGUAGES


@pytest.fixture
def asleep(resident: Resident) -> Resident:
    """A kiosk that nobody has touched for long."""
    resident.script.idle = resident.window.stage.around.settings.attract_after_seconds + 1
    resident.window.idle.look()
    assert resident.window.idle.inviting
    return resident


def test_it_waits_before_it_invites(resident: Resident) -> None:
    resident.script.idle = resident.window.stage.around.settings.attract_after_seconds - 1
    resident.window.idle.look()
    assert not resident.window.idle.inviting


def test_the_touch_that_wakes_presses_nothing(asleep: Resident) -> None:
    look = asleep.button("start.look")
    asleep.press(look)
    assert (asleep.screen, asleep.window.idle.inviting) == ("start", False)
    assert asleep.script.idle == 0
    asleep.tap("start.look", "look")


def test_the_second_half_of_a_double_tap_presses_nothing_either(asleep: Resident) -> None:
    spot = middle(asleep, "start.look")
    press_at(asleep, spot, 10_000)
    assert not asleep.window.idle.inviting
    press_at(asleep, spot, 10_150)
    assert not asleep.window.busy
    assert asleep.screen == "start"


def test_a_key_wakes_and_does_nothing_else(asleep: Resident) -> None:
    QTest.keyClick(asleep.window, Qt.Key.Key_Return)
    assert (asleep.screen, asleep.window.idle.inviting) == ("start", False)


def test_a_card_wakes_and_leads_on(asleep: Resident) -> None:
    asleep.shows_card()
    asleep.waits_for("log_in_secret")
    assert not asleep.window.idle.inviting


def test_nobody_is_invited_away_from_a_screen(resident: Resident) -> None:
    resident.tap("help", "help")
    resident.script.idle = resident.window.stage.around.settings.attract_after_seconds + 1
    resident.window.idle.look()
    assert not resident.window.idle.inviting


def test_a_kiosk_may_stay_as_it_is(qtbot: QtBot, script: Script) -> None:
    with visit(qtbot, script, WindowSettings(window_px=(540, 960), attract_after_seconds=0)) as who:
        script.idle = 10_000
        who.window.idle.look()
        assert not who.window.idle.inviting


@pytest.mark.parametrize("shape", (*SHAPES, *EXTREMES), ids=str)
def test_it_stands_on_every_glass_and_wanders(qtbot: QtBot, shape: Shape) -> None:
    fonts.load()
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(shape.width, shape.height)
    theme = Theme(Glass(shape.width, shape.height, shape.width_mm))
    attract = Attract(theme, LANGUAGES, window, step_ms=60_000, fade_ms=0)
    window.show()
    attract.cover()
    assert attract.fits()
    first = attract.grab().toImage()
    attract._change()
    assert attract.grab().toImage() != first
    assert attract.childAt(QPoint(1, 1)) is None
