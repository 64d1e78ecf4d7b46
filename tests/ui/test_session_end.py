"""After a resident nothing of them is left, however they went."""

from __future__ import annotations

import gc
from types import FrameType

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from kiosk.outcome import Refused
from tests.ui.resident import NUMBER, SECRET, Resident, visit
from ui.entry.line import Line
from ui.places import LogInNumber, LogInSecret, ReservationDetail, SecretAgain, Start
from ui.samples.terminal import Script
from ui.samples.values import APPLICATIONS, REGISTRANT, RESERVATIONS
from ui.screens.screen import Screen
from ui.widgets.text import Text

PRIVATE = (
    REGISTRANT.name,
    NUMBER,
    SECRET,
    APPLICATIONS[0].number,
    RESERVATIONS[0].number,
)


def everything_said(resident: Resident) -> str:
    """Every word of every widget there is, shown or hidden, anywhere in the application."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    words = []
    for widget in QApplication.allWidgets():
        words += [widget.accessibleName(), widget.objectName(), widget.windowTitle()]
        words.append(widget.accessibleDescription())
        words += [str(value) for value in vars(widget).values() if isinstance(value, str)]
        if isinstance(widget, QLabel):
            words.append(widget.text())
    words.append(repr(resident.window.stage.trail.places))
    return "\n".join(words)


def alive(*kinds: type) -> list[object]:
    """Every object of these kinds that Python still holds anywhere."""
    gc.collect()
    return [thing for thing in gc.get_objects() if isinstance(thing, kinds)]


def screens_of(resident: Resident) -> list[object]:
    """Every screen alive but those that stand in another test's window."""
    return [
        screen
        for screen in alive(Screen)
        if isinstance(screen, Screen)
        and not (isValid(screen) and screen.window() not in (screen, resident.window))
    ]


def sees_own_reservations(resident: Resident) -> None:
    resident.tap("start.log_in")
    resident.logs_in()
    resident.tap("menu.reservations", "my_reservations")
    assert RESERVATIONS[0].number in everything_said(resident)


def nothing_is_left(resident: Resident) -> None:
    left = everything_said(resident)
    assert [private for private in PRIVATE if private in left] == []
    assert resident.window.stage.trail.places == (Start(),)
    assert screens_of(resident) == [resident.window.stage.current]
    assert alive(LogInSecret, LogInNumber, ReservationDetail, SecretAgain) == []
    assert [line for line in alive(Line) if isinstance(line, Line) and line.text] == []
    assert resident.window.stage.around.terminal.session.registrant is None


def test_after_finishing(resident: Resident) -> None:
    sees_own_reservations(resident)
    resident.tap("stop", "ended")
    resident.tap("ended.start", "start")
    nothing_is_left(resident)


def test_after_walking_away(resident: Resident) -> None:
    sees_own_reservations(resident)
    resident.script.idle = resident.script.idle_limit - 10
    resident.window.idle.look()
    assert resident.window.idle.counting
    assert "あと 10秒" in resident.reads()
    resident.script.idle = resident.script.idle_limit
    resident.window.idle.look()
    resident.waits_for("start")
    nothing_is_left(resident)


def test_after_a_bug(resident: Resident) -> None:
    sees_own_reservations(resident)
    resident.script.raises.add("reservations")
    resident.tap("reservation.R-2027-000001", "reservation")
    resident.tap("back", "crashed")
    resident.tap("crashed.start", "start")
    nothing_is_left(resident)


def test_a_half_typed_number_goes_too(resident: Resident) -> None:
    resident.tap("start.log_in", "log_in_number")
    resident.types(NUMBER)
    assert NUMBER in everything_said(resident)
    resident.tap("stop", "start")
    assert NUMBER not in everything_said(resident)
    nothing_is_left(resident)


def test_a_secret_is_never_in_words(resident: Resident) -> None:
    resident.tap("start.log_in", "log_in_number")
    resident.types(NUMBER)
    resident.tap("number.next", "log_in_secret")
    resident.types(SECRET)
    assert SECRET not in resident.reads()
    assert NUMBER not in repr(resident.window.stage.trail.places)


def test_the_second_resident_sees_nothing_of_the_first(resident: Resident) -> None:
    sees_own_reservations(resident)
    resident.tap("stop", "ended")
    resident.shows_card("7654321")
    resident.waits_for("log_in_secret")
    nothing = everything_said(resident)
    assert not any(private in nothing for private in PRIVATE)
    resident.tap("back", "start")
    nothing_is_left(resident)


def test_the_touch_that_answers_the_countdown_presses_nothing(resident: Resident) -> None:
    sees_own_reservations(resident)
    button = resident.button("list.print")
    resident.script.idle = resident.script.idle_limit - 5
    resident.window.idle.look()
    resident.press(button)
    resident.window.idle.look()
    assert not resident.window.idle.counting
    assert resident.screen == "my_reservations"
    assert "list_reservations" not in resident.script.calls


def test_looking_without_log_in_also_ends_by_itself(resident: Resident) -> None:
    resident.tap("start.look", "look")
    resident.script.idle = resident.script.idle_limit + 1
    resident.window.idle.look()
    resident.waits_for("start")


def test_a_forgotten_language_goes_back(resident: Resident) -> None:
    resident.tap("language.en", "start")
    resident.script.idle = resident.window.stage.around.settings.idle_home_seconds + 1
    resident.window.idle.look()
    resident.waits_for("start")
    assert resident.window.words.language == "ja"


@pytest.mark.parametrize("taps", [10])
def test_ten_taps_are_one_call(resident: Resident, taps: int) -> None:
    resident.tap("start.log_in")
    resident.logs_in()
    resident.tap("menu.reservations", "my_reservations")
    resident.tap("reservation.R-2027-000001", "reservation")
    resident.tap("reservation.cancel", "sure")
    resident.tap("sure.yes", "secret_again")
    resident.types(SECRET)
    commit = resident.button("secret.commit")
    for _ in range(taps):
        resident.press(commit)
    resident.waits_for("receipt_taken")
    assert resident.script.calls.count("cancel_reservation") == 1


def test_a_session_that_the_service_ended_leads_to_the_start(resident: Resident) -> None:
    sees_own_reservations(resident)
    resident.script.refuse["applications"] = Refused("session_ended")
    resident.tap("back", "menu")
    resident.tap("menu.applications", "refused")
    resident.tap("refused.next", "start")
    nothing_is_left(resident)


@pytest.mark.qt_no_exception_capture
def test_a_bug_in_a_button_sends_to_the_counter(
    qtbot: QtBot, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[type[BaseException]] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, *_: told.append(kind))
    with visit(qtbot, script) as resident:
        sees_own_reservations(resident)
        resident.button("list.print").clicked.connect(lambda: 1 // 0)
        resident.tap("list.print")
        resident.waits_for("crashed")
        assert told == [ZeroDivisionError]
        resident.tap("crashed.start", "start")
        nothing_is_left(resident)


def test_no_text_outlives_the_widget_that_drew_it(resident: Resident) -> None:
    """Whoever keeps what was drawn, for speed, keeps a resident's name."""
    name = "".join(("｜白井《しろい》", " ", "花子"))
    text = Text(resident.window.stage.around.theme, name)
    text.setParent(resident.window)
    text.show()
    assert text.grab().width() > 0
    text.deleteLater()
    del text
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    keepers = [one for one in gc.get_referrers(name) if not isinstance(one, FrameType)]
    assert keepers == []
