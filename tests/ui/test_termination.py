"""A kiosk that is told to stop does so between two events, wherever the signal meets it."""

from __future__ import annotations

import os
import signal

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from ui.termination import Termination


def test_what_is_being_handled_is_finished_first(qtbot: QtBot) -> None:
    seen: list[str] = []

    def in_the_middle() -> None:
        seen.append("begun")
        os.kill(os.getpid(), signal.SIGTERM)
        seen.append("finished")  # a handler of Python's would have run before this

    with Termination(lambda: seen.append("stopped")):
        QTimer.singleShot(0, in_the_middle)
        qtbot.waitUntil(lambda: "stopped" in seen)
    assert seen == ["begun", "finished", "stopped"]


def test_many_at_once_are_heard(qtbot: QtBot) -> None:
    stopped: list[None] = []
    with Termination(lambda: stopped.append(None)):
        for _ in range(100):
            os.kill(os.getpid(), signal.SIGTERM)
        qtbot.waitUntil(lambda: bool(stopped))
    assert stopped


def test_afterwards_everything_is_as_before(qtbot: QtBot) -> None:
    before = signal.getsignal(signal.SIGTERM)
    with Termination(lambda: None):
        assert signal.getsignal(signal.SIGTERM) is not before
    assert signal.getsignal(signal.SIGTERM) is before
    assert signal.set_wakeup_fd(-1) == -1
