"""One request, one outcome on the GUI thread, and none for those who have gone."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from kiosk.events import JsonLines
from kiosk.outcome import Refused
from ui.jobs import Job, Jobs
from ui.request import Request

PATIENCE_MS = 60_000
TOLD = "the secret 9876"


class Target:
    """Methods of every outcome; ``gate`` holds back the slow one."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.finished = threading.Event()

    def answer(self, value: int) -> int:
        return value

    def refuse(self) -> Refused:
        return Refused("slot_taken")

    def crash(self) -> None:
        raise RuntimeError(TOLD)

    def slow(self) -> str:
        self.gate.wait(PATIENCE_MS / 1000)
        self.finished.set()
        return "late"


class Ear(QObject):
    """Hears the outcomes of a job, with the thread they came on.

    It owns none: the last of a job's listeners would take their owner with it, and the owner that
    job, while the job goes. A screen stands in its window and is not held by who listens."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []

    def listen(self, job: Job) -> None:
        job.done.connect(lambda value: self._hear(("done", value)))
        job.refused.connect(lambda why: self._hear(("refused", why.code)))
        job.crashed.connect(lambda: self._hear("crashed"))

    def _hear(self, what: object) -> None:
        assert threading.current_thread() is threading.main_thread()
        self.heard.append(what)


@pytest.fixture
def jobs(qapp: QCoreApplication) -> Iterator[Jobs]:
    running = Jobs()
    yield running
    running.close()


@pytest.mark.parametrize(
    ("request_", "outcome"),
    [
        (Request(Target(), "answer", (7,)), ("done", 7)),
        (Request(Target(), "refuse"), ("refused", "slot_taken")),
        (Request(Target(), "crash"), "crashed"),
    ],
)
def test_exactly_one_outcome_comes_on_the_gui_thread(
    qtbot: QtBot, jobs: Jobs, request_: Request, outcome: object
) -> None:
    ear = Ear()
    ear.listen(jobs.submit(request_, owner=jobs))
    qtbot.waitUntil(lambda: jobs.running == 0, timeout=PATIENCE_MS)
    assert ear.heard == [outcome]


def test_what_a_crash_said_never_reaches_the_log(
    qtbot: QtBot, jobs: Jobs, caplog: pytest.LogCaptureFixture
) -> None:
    ear = Ear()
    ear.listen(jobs.submit(Request(Target(), "crash", ()), owner=jobs))
    qtbot.waitUntil(lambda: ear.heard == ["crashed"], timeout=PATIENCE_MS)
    [line] = [JsonLines().format(record) for record in caplog.records]
    assert json.loads(line)["crash"] == "RuntimeError"
    assert json.loads(line)["at"][-1].startswith("Target.crash:")
    assert TOLD not in line


def test_the_outcome_for_a_closed_screen_is_dropped(qtbot: QtBot, jobs: Jobs) -> None:
    target, ear, screen = Target(), Ear(), QObject()
    ear.listen(jobs.submit(Request(target, "slow"), owner=screen))
    screen.deleteLater()
    QCoreApplication.sendPostedEvents(screen, QEvent.Type.DeferredDelete)
    _let_go(qtbot, jobs, target)
    assert ear.heard == []


def test_the_outcome_after_the_session_is_dropped(qtbot: QtBot, jobs: Jobs) -> None:
    target, ear = Target(), Ear()
    ear.listen(jobs.submit(Request(target, "slow"), owner=jobs))
    jobs.drop_all()
    _let_go(qtbot, jobs, target)
    assert ear.heard == []


def test_a_screen_that_asks_while_the_window_closes_hears_nothing(qtbot: QtBot, jobs: Jobs) -> None:
    ear = Ear()
    jobs.close()
    ear.listen(jobs.submit(Request(Target(), "answer", (7,)), owner=jobs))
    QCoreApplication.processEvents()
    assert ear.heard == []
    assert jobs.running == 0


def test_a_dead_line_does_not_hold_up_others(qtbot: QtBot, jobs: Jobs) -> None:
    target, ear = Target(), Ear()
    waiting = jobs.submit(Request(target, "slow"), owner=jobs)
    ear.listen(jobs.submit(Request(target, "answer", (1,)), owner=jobs))
    qtbot.waitUntil(lambda: ear.heard == [("done", 1)], timeout=PATIENCE_MS)
    assert jobs.running == 1
    ear.listen(waiting)
    target.gate.set()
    qtbot.waitUntil(lambda: len(ear.heard) == 2, timeout=PATIENCE_MS)


def test_a_request_shows_nothing_of_its_arguments() -> None:
    assert TOLD not in repr(Request(object(), "log_in", ("1234567", TOLD)))


def _let_go(qtbot: QtBot, jobs: Jobs, target: Target) -> None:
    """Lets the slow call end, and one more after it come all the way round."""
    target.gate.set()
    qtbot.waitUntil(target.finished.is_set, timeout=PATIENCE_MS)
    last = Ear()
    last.listen(jobs.submit(Request(target, "answer", (0,)), owner=jobs))
    qtbot.waitUntil(lambda: last.heard == [("done", 0)], timeout=PATIENCE_MS)
