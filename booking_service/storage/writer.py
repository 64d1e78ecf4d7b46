"""The writer of a process: one thread, many commands to a transaction, one sync for all of them.

Group commit is what makes full durability cheap: the sync is shared by whatever came meanwhile. How
a batch is carried out is each database's own (``Transactions``); the queue, patience, signs of life
and starting again after a failure are here, for both. The writer lives on after any error of a
command, of the database or of its own (a 21-digit number once stopped a prototype for good).
"""

from __future__ import annotations

import logging
import threading
import time
from bisect import bisect_left
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Protocol

from booking_service.storage.ports import Command, T, WriterBusyError
from booking_service.storage.records import BATCH_SIZES, WriterFigures
from booking_service.storage.waiting import Job, WaitingJobs

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WriterLimits:
    """How much and how long the writer takes on. Seconds, except where said."""

    batch: int = 256  # commands in one transaction
    waiting: int = 10_000  # commands in the queue
    patience: float = 3.0  # in the queue, before a command is given up
    command: float = 3.0  # for one command to run
    heartbeat: float = 0.5  # between two signs of life
    restart: float = 0.2  # before a new connection is tried after a failure


@dataclass(frozen=True, slots=True)
class Done:
    """A command's value; it is on disk."""

    value: Any


@dataclass(frozen=True, slots=True)
class Failed:
    """A command's error, as its sender is told it; nothing of the command was done."""

    error: Exception


Outcome = Done | Failed


class Transactions(Protocol):
    """A connection that carries out one batch after the other."""

    def begin(self) -> None:
        """Begins a transaction when it is this writer's turn; ``WriterBusyError`` if it is not."""
        ...

    def run(self, commands: Sequence[Command[Any]]) -> list[Outcome]:
        """Carries the commands out and commits: an outcome for each, in order.

        A command that fails takes nothing else with it. Raises where nothing of the batch was done
        and the connection is of no more use.
        """
        ...

    def close(self) -> None: ...


class GroupCommitWriter:
    """Runs commands one after the other in its own thread, many to a transaction."""

    def __init__(self, connect: Callable[[], Transactions], limits: WriterLimits) -> None:
        self._connect = connect
        self._limits = limits
        self._jobs = WaitingJobs(limits.waiting)
        self._stopping = threading.Event()
        self._last_sign = time.monotonic()
        self._sizes = [0] * len(BATCH_SIZES)
        self._commands = 0
        self._thread = threading.Thread(target=self._supervise, name="writer", daemon=True)

    def start(self) -> None:
        """Starts the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Lets the queue run empty, then ends the thread."""
        self._jobs.close()
        self._stopping.set()
        self._thread.join()

    def submit(self, command: Command[T]) -> Future[T]:
        """Queues a command; see ``Database.submit``."""
        future: Future[T] = Future()
        if not self._jobs.put(Job(command, future, time.monotonic() + self._limits.patience)):
            future.set_exception(WriterBusyError())
        return future

    def silent_for(self) -> float:
        """Seconds since the last sign of life."""
        return time.monotonic() - self._last_sign

    @property
    def waiting(self) -> int:
        """How many commands are in the queue."""
        return len(self._jobs)

    def figures(self) -> WriterFigures:
        """How much it has done and has to do."""
        return WriterFigures(len(self._jobs), tuple(self._sizes), self._commands)

    def _supervise(self) -> None:
        while not self._jobs.finished:
            try:
                self._work()
            except Exception:
                log.exception("the writer failed and starts again")
                if self._jobs.closed:
                    self._give_up_queue()
                self._jobs.drop_overdue()
                self._stopping.wait(self._limits.restart)

    def _give_up_queue(self) -> None:
        for job in self._jobs.take(self._limits.waiting):
            job.future.set_exception(WriterBusyError())

    def _work(self) -> None:
        transactions = self._connect()
        try:
            while not self._jobs.finished:
                self._last_sign = time.monotonic()
                if self._jobs.wait(self._limits.heartbeat):
                    self._take_turn(transactions)
        finally:
            transactions.close()

    def _take_turn(self, transactions: Transactions) -> None:
        """One batch to its end: every future of it is done when this returns or raises."""
        batch: list[Job] = []
        try:
            transactions.begin()
            # Only now: what has come while others had the turn shares this one's sync.
            batch = self._jobs.take(self._limits.batch)
            self._count(batch)
            outcomes = transactions.run([job.command for job in batch])
        except WriterBusyError:
            self._jobs.drop_overdue()
        except Exception as error:
            for job in batch or self._jobs.take(1):
                job.future.set_exception(error)
            raise
        else:
            for job, outcome in zip(batch, outcomes, strict=True):
                match outcome:
                    case Done(value):
                        job.future.set_result(value)
                    case Failed(failure):
                        job.future.set_exception(failure)

    def _count(self, batch: Sequence[Job]) -> None:
        if batch:
            place = min(bisect_left(BATCH_SIZES, len(batch)), len(BATCH_SIZES) - 1)
            self._sizes[place] += 1
            self._commands += len(batch)
