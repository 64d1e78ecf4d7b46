"""Maintenance mode through the real window: staff come in from anywhere, and nobody else does."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kiosk.cards.shown import CardShown, StaffCardShown
from kiosk.maintenance.audit import AuditLog
from kiosk.maintenance.mode import MaintenanceMode
from kiosk.maintenance.out_of_service import OutOfServiceSwitch
from kiosk.maintenance.pin import Pins
from kiosk.maintenance.roles import Role
from tests.kiosk.maintenance.boot import CHEAP, HandBootClock
from tests.ui.resident import Resident, visit
from ui.places import Start
from ui.preferences import Reach
from ui.samples.terminal import Script
from ui.samples.values import NOW, REGISTRANT
from ui.widgets.text import Text
from ui.wording.words import LANGUAGES, Words

STAFF, TECHNICIAN, WRONG = "274916", "85137042", "605183"
HELD, TOUCHED = 3100, 80
#: Of the footer's width: beside its buttons; of its height: where its buttons stand.
EDGE, FOOT = 0.01, 0.8


class Terminal:
    """A terminal with real PINs and a real audit log, that can be started again."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot, self.folder, self.clock = qtbot, folder, HandBootClock()
        pins = self._pins()
        pins.change(Role.STAFF, STAFF)
        pins.change(Role.TECHNICIAN, TECHNICIAN)
        self.script = Script()

    def _pins(self) -> Pins:
        return Pins(self.folder, self.clock, cost=CHEAP)

    @contextmanager
    def started(self, settings: object = None) -> Iterator[Resident]:
        switch = OutOfServiceSwitch(self.folder, lambda: self.script.now)
        audit = AuditLog(self.folder, "lobby-1", lambda: self.script.now)
        self.script.maintenance = MaintenanceMode(self._pins(), audit, switch)
        with visit(self.qtbot, self.script) as someone:
            yield someone

    @property
    def role(self) -> Role | None:
        return self.script.maintenance.role


@pytest.fixture
def terminal(qtbot: QtBot, tmp_path: Path) -> Terminal:
    return Terminal(qtbot, tmp_path)


class Finger:
    """Touches with times of their own, as the panel tells them."""

    def __init__(self, someone: Resident) -> None:
        self.someone, self.at_ms = someone, 100_000

    def touch(
        self,
        across: float,
        lies_ms: int = TOUCHED,
        *,
        down: float = 0.5,
        on: QWidget | None = None,
    ) -> None:
        """A touch of the header, or of what is named, so far across it and down it."""
        band = (on or self.someone.window.header).geometry()
        x = band.x() + across * (band.width() - 1)
        self.press(QPointF(x, band.y() + down * (band.height() - 1)), lies_ms)

    def press(self, spot: QPointF, lies_ms: int = TOUCHED) -> None:
        window = self.someone.window
        under = window.childAt(spot.toPoint()) or window
        local, left = QPointF(under.mapFrom(window, spot.toPoint())), Qt.MouseButton.LeftButton
        for kind, later in (
            (QEvent.Type.MouseButtonPress, 0),
            (QEvent.Type.MouseButtonRelease, lies_ms),
        ):
            on_glass, none = window.mapToGlobal(spot), Qt.KeyboardModifier.NoModifier
            event = QMouseEvent(kind, local, on_glass, left, left, none)
            event.setTimestamp(self.at_ms + later)
            QApplication.sendEvent(under, event)
        self.at_ms += lies_ms + 500

    def gesture(self, on: QWidget | None = None, left: float = 0.2, right: float = 0.9) -> None:
        self.touch(left, HELD, on=on)
        self.touch(right, on=on)
        self.touch(right, on=on)


def comes_in(someone: Resident, pin: str = STAFF) -> None:
    """From the screen that asks for the PIN."""
    someone.waits_for("staff_pin")
    someone.types(pin)
    someone.tap("staff.open")


def test_the_gesture_ends_a_session_and_leaves_nothing_of_it(terminal: Terminal) -> None:
    with terminal.started() as someone:
        someone.tap("start.log_in")
        someone.logs_in()
        menu = weakref.ref(someone.window.stage.current)
        assert REGISTRANT.name in someone.reads()
        Finger(someone).gesture()
        someone.waits_for("staff_pin")
        assert not someone.window.logged_in
        assert REGISTRANT.name not in someone.reads()
        assert [place.name for place in someone.window.stage.trail.places] == ["start", "staff_pin"]
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        assert menu() is None
        # Before the PIN nothing is open, whoever goes on from here.
        assert terminal.role is None
        comes_in(someone)
        someone.waits_for("staff_menu")
        assert terminal.role is Role.STAFF
        assert not someone.sees_button("door.technician_pin")
        # The next resident's card waits for the next resident.
        someone.shows_card()
        assert someone.screen == "staff_menu"
        someone.tap("staff_menu.leave", "start")
        assert terminal.role is None
        assert someone.window.preferences == someone.window.stage.around.as_found


def test_the_gesture_and_the_four_keys_walk_it_seated(terminal: Terminal) -> None:
    """On the header, or within reach: at the edge of the footer, whose buttons stay buttons."""
    with terminal.started() as someone:
        window, finger = someone.window, Finger(someone)
        finger.gesture(on=window.footer, left=EDGE, right=1 - EDGE)
        QApplication.processEvents()
        assert someone.screen == "start", "the footer is for the seated"
        window.stage.preferred.emit(replace(window.preferences, reach=Reach.SEATED))
        someone.qtbot.waitUntil(lambda: not window.busy)
        finger.gesture()
        someone.waits_for("staff_pin")
        someone.tap("stop", "start")
        window.stage.preferred.emit(replace(window.preferences, reach=Reach.SEATED))
        someone.qtbot.waitUntil(lambda: not window.busy)
        someone.tap("start.look", "look")
        someone.button("back")
        someone.button("stop")
        # "Back" lies in the corner here: a finger that rests on it for long still goes back.
        finger.touch(0.15, HELD, on=window.footer, down=FOOT)
        someone.waits_for("start")
        finger.touch(1 - EDGE, on=window.footer, down=FOOT)
        finger.touch(1 - EDGE, on=window.footer, down=FOOT)
        QApplication.processEvents()
        assert someone.screen == "start"
        someone.tap("start.look", "look")
        finger.gesture(on=window.footer, left=EDGE, right=1 - EDGE)
        comes_in(someone)
        someone.waits_for("staff_menu")
        keys = window.four_keys

        def walks_to(name: str) -> None:
            for _ in range(len(keys.buttons()) + 1):
                if keys.here is not None and keys.here.objectName() == name:
                    break
                QTest.keyClick(window, Qt.Key.Key_Down)
            assert keys.here is not None
            assert keys.here.objectName() == name
            QTest.keyClick(window, Qt.Key.Key_Return)

        walks_to("door.paper")
        someone.waits_for("staff_paper")
        walks_to("paper.new_roll")
        someone.qtbot.waitUntil(lambda: "0 から数えます" in someone.reads())
        QTest.keyClick(window, Qt.Key.Key_Escape)
        someone.waits_for("staff_menu")


def test_it_comes_from_every_state(terminal: Terminal) -> None:
    """A countdown, a question who is there, an answer on its way, a crash."""
    script = terminal.script
    with terminal.started() as someone:
        stage, idle, finger = someone.window.stage, someone.window.idle, Finger(someone)
        someone.tap("start.log_in")
        someone.logs_in()
        script.idle = 80
        idle.look()
        assert idle.counting
        finger.gesture()
        someone.waits_for("staff_pin")
        assert not idle.asking
        someone.tap("stop", "start")
        someone.tap("start.log_in")
        someone.logs_in()
        someone.shows_card("7654321")
        assert idle.asking
        someone.cards.read.emit(StaffCardShown())
        someone.waits_for("staff_pin")
        assert not idle.asking
        someone.tap("stop", "start")
        script.holds["overview"] = Event()
        someone.tap("start.log_in", "log_in_number")
        someone.types("1234567")
        someone.tap("number.next", "log_in_secret")
        someone.types("9876")
        someone.tap("secret.next")
        someone.qtbot.waitUntil(lambda: "overview" in script.calls[-1:])
        assert stage.busy
        finger.gesture()
        someone.qtbot.waitUntil(lambda: someone.screen == "staff_pin")
        script.holds.pop("overview").set()
        someone.waits_for("staff_pin")
        someone.tap("stop", "start")
        stage.crash()
        someone.waits_for("crashed")
        finger.gesture()
        someone.waits_for("staff_pin")


def test_nobody_makes_the_gesture_by_chance(terminal: Terminal) -> None:
    with terminal.started() as someone:
        finger = Finger(someone)
        button = someone.button("start.look")
        middle = QPointF(button.mapTo(someone.window, button.rect().center()))
        almost = (
            [(0.2, 2900), (0.9, TOUCHED), (0.9, TOUCHED)],
            [(0.2, HELD), (0.9, TOUCHED)],
            [(0.2, HELD), (0.9, TOUCHED), (0.2, TOUCHED), (0.9, TOUCHED)],
            [(0.9, HELD), (0.9, TOUCHED), (0.9, TOUCHED)],
            [(0.2, TOUCHED)] * 30,
            [(0.9, TOUCHED)] * 30,
        )
        for touches in almost:
            for across, lies_ms in touches:
                finger.touch(across, lies_ms)
            finger.at_ms += 60_000
        finger.touch(0.2, HELD)
        finger.at_ms += 6000
        finger.touch(0.9)
        finger.touch(0.9)
        assert someone.screen == "start"
        # A touch of a control in between does what it always does, and ends the gesture.
        finger.touch(0.2, HELD)
        finger.touch(0.9)
        finger.press(middle)
        someone.waits_for("look")
        finger.touch(0.9)
        QApplication.processEvents()
        assert someone.screen == "look"


def test_wrong_pins_wait_over_a_restart_and_not_for_the_other_role(terminal: Terminal) -> None:
    with terminal.started() as someone:
        someone.cards.read.emit(StaffCardShown())
        for left in (4, 3, 2, 1):
            comes_in(someone, WRONG)
            someone.qtbot.waitUntil(lambda left=left: f"あと{left}回" in someone.reads())
        comes_in(someone, WRONG)
        someone.waits_for("staff_wait")
        assert "あと 1 分" in someone.reads()
        terminal.clock.pass_(20)
        someone.qtbot.waitUntil(lambda: "あと 40 秒" in someone.reads())
    terminal.clock.restart()
    with terminal.started() as someone:
        someone.cards.read.emit(StaffCardShown())
        someone.waits_for("staff_wait")
        assert "あと 1 分" in someone.reads()
        someone.tap("staff.other_role", "staff_pin")
        comes_in(someone, TECHNICIAN)
        someone.waits_for("staff_menu")
        someone.button("door.technician_pin")  # turns to its page
        someone.tap("staff_menu.leave", "start")
        terminal.clock.pass_(60)
        someone.cards.read.emit(StaffCardShown())
        comes_in(someone)
        someone.waits_for("staff_menu")


def test_it_shuts_itself_when_nobody_touches_it(terminal: Terminal) -> None:
    script = terminal.script
    with terminal.started() as someone:
        someone.cards.read.emit(StaffCardShown())
        comes_in(someone)
        someone.waits_for("staff_menu")
        script.idle = 99
        someone.window.idle.look()
        assert not someone.window.idle.counting
        script.idle = 110
        someone.window.idle.look()
        assert someone.window.idle.counting
        script.idle = 120
        someone.window.idle.look()
        someone.waits_for("start")
        assert terminal.role is None
        assert someone.window.stage.trail.places == (Start(),)


def test_out_of_service_until_staff_let_residents_in(terminal: Terminal) -> None:
    with terminal.started() as someone:
        someone.cards.read.emit(StaffCardShown())
        comes_in(someone)
        someone.waits_for("staff_menu")
        someone.tap("door.out_of_service", "staff_out_of_service")
        assert not someone.button("out.switch").isEnabled()
        someone.tap("reason.cleaning")
        someone.tap("until.hour")
        someone.tap("out.switch", "staff_menu")
        assert "いまは利用中止です" in someone.reads()
        someone.tap("staff_menu.leave", "out_of_service")
        assert "清掃中です" in someone.reads()
        told = [one.text() for one in someone.window.findChildren(Text) if one.isVisible()]
        assert all(Words(one).text("out_of_service.cleaning.title") in told for one in LANGUAGES)
        someone.shows_card()
        assert someone.screen == "out_of_service"
    with terminal.started() as someone:
        someone.waits_for("out_of_service")
        someone.window.speak("en")
        someone.waits_for("out_of_service")
        assert "Cleaning" in someone.reads()
        terminal.script.now = NOW + timedelta(hours=1)
        someone.waits_for("start")
        someone.cards.read.emit(StaffCardShown())
        comes_in(someone)
        someone.waits_for("staff_menu")
        someone.tap("door.out_of_service", "staff_out_of_service")
        someone.tap("reason.paper")
        someone.tap("until.switched_on")
        someone.tap("out.switch", "staff_menu")
        someone.tap("door.out_of_service", "staff_out_of_service")
        someone.tap("out.switch_on", "staff_menu")
        someone.tap("staff_menu.leave", "start")


def test_english_another_pin_and_the_four_keys(terminal: Terminal) -> None:
    with terminal.started() as someone:
        someone.cards.read.emit(StaffCardShown())
        someone.waits_for("staff_pin")
        keys = someone.window.four_keys
        reached = {button.objectName() for button in keys.buttons()}
        assert {"key.0", "role.technician", "staff.language", "stop"} <= reached
        QTest.keyClick(someone.window, Qt.Key.Key_Down)
        assert keys.here is not None
        comes_in(someone)
        someone.waits_for("staff_menu")
        someone.tap("staff.language")
        someone.waits_for("staff_menu")
        assert "Maintenance (Staff)" in someone.reads()
        someone.tap("door.staff_pin", "staff_pin_change")
        for typed in (STAFF, "123456"):
            someone.types(typed)
            someone.tap("pin.next")
        assert "in a row" in someone.reads()
        for typed in (WRONG, WRONG):
            someone.types(typed)
            someone.tap("pin.next")
        someone.qtbot.waitUntil(lambda: "The PIN is changed" in someone.reads())
        someone.tap("pin.menu", "staff_menu")
        someone.tap("staff_menu.leave", "start")
        someone.cards.read.emit(CardShown("1234567"))
        someone.waits_for("log_in_secret")
        someone.cards.read.emit(StaffCardShown())
        comes_in(someone, WRONG)
        someone.waits_for("staff_menu")
