"""Background work goes on after a bug, can be woken, and stops when told."""

from __future__ import annotations

import logging
import queue
import threading

import pytest

from kiosk import background
from kiosk.background import Background
from kiosk.line import Line

WAIT_SECONDS = 30.0
LONG = 3600.0


def test_a_step_runs_when_started_and_when_woken() -> None:
    ran = queue.Queue[str]()

    def step() -> float:
        ran.put("ran")
        return LONG

    work = Background("work", step)
    work.start()
    ran.get(timeout=WAIT_SECONDS)
    work.wake()
    ran.get(timeout=WAIT_SECONDS)
    work.stop()
    assert ran.empty()


def test_it_stops_in_the_middle_of_a_wait() -> None:
    started = threading.Event()

    def step() -> float:
        started.set()
        return LONG

    work = Background("work", step)
    work.start()
    assert started.wait(WAIT_SECONDS)
    work.stop()
    assert "work" not in [thread.name for thread in threading.enumerate()]


def test_a_crash_is_logged_and_the_work_goes_on(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "_AFTER_CRASH_SECONDS", 0.0)
    went_on = threading.Event()
    steps = iter([ZeroDivisionError()])

    def step() -> float:
        for crash in steps:
            raise crash
        went_on.set()
        return LONG

    work = Background("work", step)
    work.start()
    assert went_on.wait(WAIT_SECONDS)
    work.stop()
    assert [record.msg for record in caplog.records if record.levelno == logging.ERROR] == [
        "thread.crashed",
        "a step crashed",
    ]


def test_the_first_step_can_wait_and_be_woken() -> None:
    ran = queue.Queue[str]()

    def step() -> float:
        ran.put("ran")
        return LONG

    work = Background("work", step)
    work.start(after_seconds=LONG)
    work.wake()
    ran.get(timeout=WAIT_SECONDS)
    work.stop()
    assert ran.empty()


def test_one_never_started_can_be_stopped() -> None:
    Background("work", lambda: LONG).stop()


def test_the_line_tells_changes_only() -> None:
    line, heard = Line(), list[bool]()
    line.listen(heard.append)
    line.failed()
    line.answered()
    line.answered()
    line.failed()
    # Whether it answers is not known before the first call has ended.
    assert heard == [False, True, False]
