"""Commands that wait for the writer."""

from __future__ import annotations

import threading
import time
from collections import deque
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from booking_service.storage.ports import Command, WriterBusyError


@dataclass(frozen=True, slots=True)
class Job:
    """A command, whom to tell, and until when (monotonic seconds) it is worth beginning."""

    command: Command[Any]
    future: Future[Any]
    start_before: float


class WaitingJobs:
    """Jobs in the order they came, for one writer. Whoever puts one in never waits."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._jobs: deque[Job] = deque()
        self._changed = threading.Condition()
        self._closed = False

    def put(self, job: Job) -> bool:
        """Puts a job in; False where there is no room, or no writer any more."""
        with self._changed:
            if self._closed or len(self._jobs) >= self._most:
                return False
            self._jobs.append(job)
            self._changed.notify()
            return True

    def wait(self, seconds: float) -> bool:
        """Waits so long for a job; whether there is one. Does not wait once it is closed."""
        with self._changed:
            return self._changed.wait_for(lambda: self._jobs or self._closed, seconds) and bool(
                self._jobs
            )

    def take(self, most: int) -> list[Job]:
        """Takes so many out. Those that nobody waits for any more, and those that have waited too
        long, are left out, the latter told so."""
        with self._changed:
            taken = [self._jobs.popleft() for _ in range(min(most, len(self._jobs)))]
        return [job for job in taken if _is_wanted(job)]

    def drop_overdue(self) -> None:
        """Tells those that have waited too long, while there is no writer to take them."""
        now = time.monotonic()
        with self._changed:
            overdue = []
            while self._jobs and now > self._jobs[0].start_before:
                overdue.append(self._jobs.popleft())
        for job in overdue:
            _is_wanted(job)

    def close(self) -> None:
        """No more is put in; what is there may be taken."""
        with self._changed:
            self._closed = True
            self._changed.notify()

    @property
    def finished(self) -> bool:
        """Whether it is closed and empty."""
        with self._changed:
            return self._closed and not self._jobs

    @property
    def closed(self) -> bool:
        """Whether nothing more is put in."""
        return self._closed

    def __len__(self) -> int:
        return len(self._jobs)


def _is_wanted(job: Job) -> bool:
    if not job.future.set_running_or_notify_cancel():
        return False
    if time.monotonic() > job.start_before:
        job.future.set_exception(WriterBusyError())
        return False
    return True
