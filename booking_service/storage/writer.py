"""The one writer: queue, batch, one transaction, one sync to disk for the whole batch.

Group commit is what makes full durability cheap: the sync is shared by whatever came meanwhile.
Each command has a savepoint of its own, so that one that fails takes nothing else with it, and the
writer lives on after any error of a command, of SQLite or of its own (a 21-digit number once
stopped a prototype for good).
"""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

import apsw

from booking_service.storage.ports import (
    Command,
    StorageTroubleError,
    Store,
    T,
    WriterBusyError,
)

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
    progress_steps: int = 20_000  # steps of SQLite's machine between two looks at the time


#: What SQLite says when it is the disk's fault.
_DISK = (apsw.FullError, apsw.IOError, apsw.BusyError, apsw.CantOpenError, apsw.ReadOnlyError)


@dataclass(frozen=True, slots=True)
class _Job:
    command: Command[Any]
    future: Future[Any]
    start_before: float


class GroupCommitWriter:
    """Runs commands one after the other in its own thread, many to a transaction."""

    def __init__(
        self,
        connect: Callable[[], apsw.Connection],
        store_on: Callable[[apsw.Connection], Store],
        limits: WriterLimits,
    ) -> None:
        self._connect = connect
        self._store_on = store_on
        self._limits = limits
        self._queue: queue.Queue[_Job | None] = queue.Queue(limits.waiting)
        self._stopping = threading.Event()
        self._last_sign = time.monotonic()
        self._command_ends = float("inf")
        self._thread = threading.Thread(target=self._supervise, name="writer", daemon=True)

    def start(self) -> None:
        """Starts the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Lets the queue run empty, then ends the thread."""
        self._stopping.set()
        self._queue.put(None)
        self._thread.join()

    def submit(self, command: Command[T]) -> Future[T]:
        """Queues a command; see ``Database.submit``."""
        future: Future[T] = Future()
        job = _Job(command, future, time.monotonic() + self._limits.patience)
        try:
            if self._stopping.is_set():
                raise queue.Full
            self._queue.put_nowait(job)
        except queue.Full:
            future.set_exception(WriterBusyError())
        return future

    def silent_for(self) -> float:
        """Seconds since the last sign of life."""
        return time.monotonic() - self._last_sign

    def _supervise(self) -> None:
        while not self._finished():
            try:
                self._work()
            except Exception:
                log.exception("the writer failed and starts again")
                if self._stopping.is_set():
                    self._give_up_queue()
                self._stopping.wait(self._limits.restart)

    def _give_up_queue(self) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                job = self._queue.get_nowait()
                if job is not None and job.future.set_running_or_notify_cancel():
                    job.future.set_exception(WriterBusyError())

    def _finished(self) -> bool:
        return self._stopping.is_set() and self._queue.empty()

    def _work(self) -> None:
        connection = self._connect()
        try:
            connection.set_progress_handler(self._took_too_long, self._limits.progress_steps)
            store = self._store_on(connection)
            while not self._finished():
                self._last_sign = time.monotonic()
                batch = self._next_batch()
                if batch:
                    self._run(connection, store, batch)
        finally:
            connection.close()

    def _took_too_long(self) -> bool:
        return time.monotonic() > self._command_ends

    def _next_batch(self) -> list[_Job]:
        jobs: list[_Job | None] = []
        with contextlib.suppress(queue.Empty):
            jobs.append(self._queue.get(timeout=self._limits.heartbeat))
            while len(jobs) < self._limits.batch:
                jobs.append(self._queue.get_nowait())
        now = time.monotonic()
        batch = []
        for job in jobs:
            if job is None or not job.future.set_running_or_notify_cancel():
                continue
            if now > job.start_before:
                job.future.set_exception(WriterBusyError())
            else:
                batch.append(job)
        return batch

    def _run(self, connection: apsw.Connection, store: Store, batch: list[_Job]) -> None:
        """Runs a batch to its end: every future is done when this returns or raises."""
        try:
            while batch:
                broken = self._attempt(connection, store, batch)
                if broken is None:
                    return
                batch = [job for job in batch if job is not broken]
        except Exception as error:
            for job in batch:
                if not job.future.done():
                    job.future.set_exception(_told(error))
            raise

    def _attempt(self, connection: apsw.Connection, store: Store, batch: list[_Job]) -> _Job | None:
        """One transaction. Returns the job that broke all of it, None when it was committed.

        SQLite takes the whole transaction back after some errors (a full disk, an interrupt): the
        others of the batch are then run again without the one that caused it.
        """
        results: list[tuple[_Job, Any]] = []
        errors: list[tuple[_Job, Exception]] = []
        connection.execute("BEGIN IMMEDIATE")
        try:
            for job in batch:
                connection.execute("SAVEPOINT command")
                self._command_ends = time.monotonic() + self._limits.command
                try:
                    result = job.command(store)
                except Exception as error:
                    if connection.get_autocommit():
                        job.future.set_exception(_told(error))
                        return job
                    self._command_ends = float("inf")
                    connection.execute("ROLLBACK TO command")
                    errors.append((job, error))
                else:
                    results.append((job, result))
                self._command_ends = float("inf")
                connection.execute("RELEASE command")
            connection.execute("COMMIT")
        finally:
            self._command_ends = float("inf")
            if not connection.get_autocommit():
                connection.execute("ROLLBACK")
        for job, result in results:
            job.future.set_result(result)
        for job, failure in errors:
            job.future.set_exception(_told(failure))
        return None


def _told(error: Exception) -> Exception:
    """The error as the command's sender is told it."""
    if isinstance(error, _DISK):
        log.error("the disk did not take a write: %s", error)
        return StorageTroubleError(str(error))
    return error
