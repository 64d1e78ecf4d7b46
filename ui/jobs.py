"""Work off the GUI thread: submit a request, get exactly one signal back on the GUI thread.

A request names an object and a method rather than carrying a bound signal or a closure, and a job
belongs to a QObject: when that is gone, or the resident's session has ended, the outcome is
dropped and nothing is called. (What was written is not lost: the outbox knows it.)
"""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from kiosk.outcome import Refused
from ui.request import Request

_log = logging.getLogger(__name__)


class Lane(Enum):
    """Which threads a request runs on: a call that waits must keep none of another kind waiting."""

    #: The resident waits for it: what comes next on the glass.
    NEXT = "next"
    #: Nobody waits for it: it is filled in, or not, when it comes.
    ASIDE = "aside"
    #: Printing, one receipt after another.
    PAPER = "paper"


#: A call that waits for a dead line must not keep the next resident's calendar waiting.
WORKERS: Final = {Lane.NEXT: 4, Lane.ASIDE: 2, Lane.PAPER: 1}


@dataclass(frozen=True, slots=True)
class _Crash:
    """The call raised. What it raised stays in the worker: it may quote a resident's data."""


class Job(QObject):
    """One call under way. Exactly one of the three signals comes, unless the job is dropped."""

    done = Signal(object)
    refused = Signal(object)
    crashed = Signal()

    def __init__(self, owner: QObject, lane: Lane) -> None:
        super().__init__(owner)
        self.lane = lane


class Jobs(QObject):
    """Runs requests on worker threads."""

    _arrived = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pools = {
            lane: ThreadPoolExecutor(workers, thread_name_prefix=f"journey-{lane.value}")
            for lane, workers in WORKERS.items()
        }
        self._open: dict[int, Job] = {}
        self._last = 0
        self._closed = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> int:
        """How many outcomes a resident still waits for."""
        return sum(isValid(job) and job.lane is Lane.NEXT for job in self._open.values())

    def submit(self, request: Request, owner: QObject, lane: Lane = Lane.NEXT) -> Job:
        """Starts the request. The outcome is dropped if ``owner`` is deleted before it comes.

        A screen may still ask while the window closes; nobody is there to hear the answer.
        ``owner`` is kept by something else than the job's listeners, as a screen is by its window.
        """
        self._last += 1
        job = Job(owner, lane)
        if self._closed:
            return job
        self._open[self._last] = job
        self._pools[lane].submit(self._run, self._last, request, job)
        return job

    def drop_all(self) -> None:
        """Forgets every outcome under way: the session they belong to has ended."""
        for job in self._open.values():
            if isValid(job):
                job.deleteLater()
        self._open.clear()

    def close(self) -> None:
        """Waits for the calls that run, forgets those that wait."""
        self._closed = True
        self._open.clear()
        for pool in self._pools.values():
            pool.shutdown(wait=True, cancel_futures=True)

    def _run(self, number: int, request: Request, job: Job) -> None:
        if job.lane is Lane.ASIDE and not isValid(job):
            self._arrived.emit(number, None)  # asked for a screen that has gone meanwhile
            return
        try:
            outcome: object = getattr(request.target, request.method)(*request.args)
        except Exception as error:
            # The kiosk's log keeps kind and places only, never what the exception says.
            _log.error("a journey crashed", exc_info=error)
            outcome = _Crash()
        self._arrived.emit(number, outcome)

    def _deliver(self, number: int, outcome: object) -> None:
        job = self._open.pop(number, None)
        if job is not None and isValid(job):
            match outcome:
                case Refused():
                    job.refused.emit(outcome)
                case _Crash():
                    job.crashed.emit()
                case _:
                    job.done.emit(outcome)
            if isValid(job):
                job.deleteLater()
