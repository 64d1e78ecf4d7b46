"""A room is booked with a pad of four keys: up, down, enter, back. No touch at all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.demo.lobby import DemoLobby
from kiosk.main import application
from tests.end_to_end.errands import CANCEL_RESERVATION, FREE, RESERVE
from tests.end_to_end.people import CHOIR
from tests.end_to_end.walk import Walk
from ui.dock.scripted_resident import ScriptedResident

#: No screen has more to walk through than this.
_MOST_STEPS = 150


class FourKeyResident(ScriptedResident):
    """Presses nothing but the four keys, and knows only where they have come to."""

    def tap(self, name: str) -> None:
        self.wait_until(lambda: not self.window.busy, f"the button {name}")
        for _ in range(_MOST_STEPS):
            here = self.window.four_keys.here
            if here is not None and here.objectName() == name:
                self.press(Qt.Key.Key_Return)
                return
            self.press(Qt.Key.Key_Down)
        raise AssertionError(f"the keys never come to {name} on {self.window.screen_name}")

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.window.windowHandle(), key)


class FourKeyWalk(Walk):
    @property
    def glass(self) -> FourKeyResident:
        return FourKeyResident(self.kiosk.window)


@pytest.fixture
def walk(qapp: object, lobby: DemoLobby) -> Iterator[FourKeyWalk]:
    application()
    walk = FourKeyWalk(lobby)
    yield walk
    walk.switch_off()


def test_a_room_is_booked_and_given_back(walk: FourKeyWalk) -> None:
    assert walk.follow(RESERVE) == "receipt_taken"
    walk.glass.wait_for_paper()
    [reservation] = walk.witness.reservations(CHOIR)
    assert (reservation["date"], reservation["slot_count"]) == (FREE.day.isoformat(), 2)
    walk.glass.tap("receipt.menu")
    walk.glass.wait_for("menu")
    assert walk.follow(CANCEL_RESERVATION) == "receipt_taken"
    walk.glass.wait_for_paper()
    assert walk.witness.states(CHOIR)["reservations"] == ["cancelled"]
    walk.leave()


def test_back_goes_back_and_up_goes_round(walk: FourKeyWalk) -> None:
    walk.glass.tap("start.look")
    walk.glass.wait_for("look")
    buttons = walk.kiosk.window.four_keys.buttons()
    walk.glass.press(Qt.Key.Key_Up)
    assert walk.kiosk.window.four_keys.here is buttons[-1]
    walk.glass.press(Qt.Key.Key_Down)
    assert walk.kiosk.window.four_keys.here is buttons[0]
    walk.glass.press(Qt.Key.Key_Escape)
    walk.glass.wait_for("start")
