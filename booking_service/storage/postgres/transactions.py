"""Batches on a PostgreSQL connection: whoever has the turn writes, all others wait for it.

The turn is the lock on the counter of changes, kept until the batch is committed. So change numbers
become visible in their order, and what a command has read stays true until it ends, whichever
process it runs in: nothing has to be written twice to be right with several of them.

A batch runs without savepoints, since commands hardly ever fail: they refuse. If one does, the
batch is taken back and run again with a savepoint for each.
"""

from __future__ import annotations

import contextlib
import logging
import uuid
from collections.abc import Callable, Sequence
from typing import Any

import psycopg
from psycopg import errors

from booking_service.storage.ports import Command, StorageTroubleError, WriterBusyError
from booking_service.storage.postgres.session import PostgresSession
from booking_service.storage.sql.store import SqlStore
from booking_service.storage.writer import Done, Failed, Outcome

log = logging.getLogger(__name__)

_TURN = "SELECT value FROM counter WHERE name = 'change' FOR UPDATE"
_MARK = (
    "INSERT INTO writer_batch (writer, batch) VALUES (?, ?)"
    " ON CONFLICT (writer) DO UPDATE SET batch = excluded.batch"
)
_LAST_MARK = "SELECT batch FROM writer_batch WHERE writer = ?"
_FORGET = "DELETE FROM writer_batch WHERE writer = ?"
#: Two who wait for each other: none of the writers, but somebody at the database's own console.
_MET = (errors.DeadlockDetected, errors.SerializationFailure)
_TRIES = 3


class _CommandFailedError(Exception):
    """A command of a batch that runs without savepoints has failed."""


class PostgresTransactions:
    """See ``booking_service.storage.writer.Transactions``."""

    def __init__(self, connect: Callable[[], PostgresSession]) -> None:
        self._connect = connect
        self._session = connect()
        self._store = SqlStore(self._session)
        self._writer = uuid.uuid4().hex
        self._batch = 0
        self._committing = False

    def begin(self) -> None:
        try:
            self._begin()
        except errors.LockNotAvailable:
            self._session.rows("ROLLBACK")
            raise WriterBusyError from None
        except psycopg.OperationalError as error:
            if not self._session.broken:
                raise _told(error) from error
            self._begin_anew(error)

    def run(self, commands: Sequence[Command[Any]]) -> list[Outcome]:
        try:
            return self._run(commands)
        except psycopg.Error as error:
            raise _told(error) from error

    def close(self) -> None:
        with contextlib.suppress(psycopg.Error):
            self._session.rows(_FORGET, (self._writer,))
        self._session.close()

    def _run(self, commands: Sequence[Command[Any]]) -> list[Outcome]:
        attempt, outcomes = self._at_one_go, list[Outcome]()
        for _ in range(_TRIES):
            self._committing = False
            try:
                outcomes = attempt(commands)
                self._commit()
                return outcomes
            except _CommandFailedError:
                attempt = self._each_by_itself
                self._begin_again()
            except _MET as error:
                log.warning("a batch is written again: %s", error)
                self._begin_again()
            except psycopg.OperationalError as error:
                if not self._session.broken:
                    raise
                self._begin_anew(error)
                if self._committing and self._is_marked():
                    self._session.rows("ROLLBACK")
                    return outcomes
        raise StorageTroubleError("a batch could not be written")

    def _begin(self) -> None:
        self._session.do("BEGIN")
        self._session.rows(_TURN)

    def _begin_again(self) -> None:
        with contextlib.suppress(psycopg.Error):
            self._session.settle()
        self._session.rows("ROLLBACK")
        self._begin()

    def _begin_anew(self, error: Exception) -> None:
        """On another connection. The turn comes when the lost one's transaction has ended."""
        log.warning("the writer's connection to PostgreSQL is made anew: %s", error)
        self._session.close()
        try:
            self._session = self._connect()
            self._store = SqlStore(self._session)
            self._begin()
        except psycopg.Error as trouble:
            raise _told(trouble) from trouble

    def _at_one_go(self, commands: Sequence[Command[Any]]) -> list[Outcome]:
        outcomes: list[Outcome] = []
        try:
            for command in commands:
                outcomes.append(Done(command(self._store)))
            self._session.settle()
        except _MET:
            raise
        except Exception as error:
            if self._session.broken:
                raise
            raise _CommandFailedError from error
        return outcomes

    def _each_by_itself(self, commands: Sequence[Command[Any]]) -> list[Outcome]:
        outcomes: list[Outcome] = []
        for command in commands:
            self._session.do("SAVEPOINT command")
            try:
                done = Done(command(self._store))
                self._session.rows("RELEASE SAVEPOINT command")
                outcomes.append(done)
            except _MET:
                raise
            except Exception as error:
                if self._session.broken:
                    raise
                with contextlib.suppress(psycopg.Error):
                    self._session.settle()
                self._session.rows("ROLLBACK TO SAVEPOINT command")
                outcomes.append(Failed(_told(error)))
        return outcomes

    def _commit(self) -> None:
        self._batch += 1
        self._session.do(_MARK, (self._writer, self._batch))
        self._session.settle()
        self._committing = True
        self._session.rows("COMMIT")

    def _is_marked(self) -> bool:
        """Whether the batch that was being committed when the connection was lost is there. Its
        transaction has ended: this one has its turn."""
        return self._session.rows(_LAST_MARK, (self._writer,)) == [(self._batch,)]


def _told(error: Exception) -> Exception:
    """The error as the command's sender is told it."""
    trouble = isinstance(error, psycopg.OperationalError | errors.ReadOnlySqlTransaction)
    if trouble and not isinstance(error, errors.QueryCanceled):
        log.error("PostgreSQL did not take a write: %s", error)
        return StorageTroubleError(str(error))
    return error
