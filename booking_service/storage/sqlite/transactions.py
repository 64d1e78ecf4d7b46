"""Batches on an SQLite connection: a savepoint a command, one commit for all."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import Any

import apsw

from booking_service.storage.ports import Command, StorageTroubleError
from booking_service.storage.sql.store import SqlStore
from booking_service.storage.sqlite.session import SqliteSession
from booking_service.storage.writer import Done, Failed, Outcome, WriterLimits

log = logging.getLogger(__name__)

#: What SQLite says when it is the disk's fault.
_DISK = (apsw.FullError, apsw.IOError, apsw.BusyError, apsw.CantOpenError, apsw.ReadOnlyError)
#: Steps of SQLite's machine between two looks at the time.
_STEPS = 20_000
_NEVER = float("inf")


class SqliteTransactions:
    """See ``booking_service.storage.writer.Transactions``."""

    def __init__(self, connection: apsw.Connection, limits: WriterLimits) -> None:
        self._connection = connection
        self._store = SqlStore(SqliteSession(connection))
        self._seconds = limits.command
        self._command_ends = _NEVER
        connection.set_progress_handler(self._took_too_long, _STEPS)

    def begin(self) -> None:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except apsw.Error as error:
            raise _told(error) from error

    def run(self, commands: Sequence[Command[Any]]) -> list[Outcome]:
        broken: dict[int, Failed] = {}
        try:
            while (outcomes := self._attempt(commands, broken)) is None:
                self._connection.execute("BEGIN IMMEDIATE")
        except apsw.Error as error:
            raise _told(error) from error
        return outcomes

    def close(self) -> None:
        self._connection.close()

    def _attempt(
        self, commands: Sequence[Command[Any]], broken: dict[int, Failed]
    ) -> list[Outcome] | None:
        """One transaction. None where a command broke all of it, as SQLite takes everything back
        after some errors (a full disk, an interrupt): it is then among the ``broken``, which are
        left out when the others are run again."""
        outcomes: list[Outcome] = []
        try:
            for place, command in enumerate(commands):
                outcome = broken.get(place) or self._one(command)
                if isinstance(outcome, Failed) and self._connection.get_autocommit():
                    broken[place] = outcome
                    return None
                outcomes.append(outcome)
            self._connection.execute("COMMIT")
        finally:
            if not self._connection.get_autocommit():
                self._connection.execute("ROLLBACK")
        return outcomes

    def _one(self, command: Command[Any]) -> Outcome:
        outcome: Outcome
        self._connection.execute("SAVEPOINT command")
        self._command_ends = time.monotonic() + self._seconds
        try:
            outcome = Done(command(self._store))
        except Exception as error:
            outcome = Failed(_told(error))
        finally:
            self._command_ends = _NEVER
        if isinstance(outcome, Failed):
            if self._connection.get_autocommit():
                return outcome
            self._connection.execute("ROLLBACK TO command")
        self._connection.execute("RELEASE command")
        return outcome

    def _took_too_long(self) -> bool:
        return time.monotonic() > self._command_ends


def _told(error: Exception) -> Exception:
    """The error as the command's sender is told it."""
    if isinstance(error, _DISK):
        log.error("the disk did not take a write: %s", error)
        return StorageTroubleError(str(error))
    return error
