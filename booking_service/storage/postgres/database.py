"""PostgreSQL behind the service: a writer that waits for its turn, and connections that read."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import psycopg

from booking_service.storage.errors import UnusableDatabaseError
from booking_service.storage.place import PostgresPlace
from booking_service.storage.ports import (
    Command,
    Reader,
    StorageTroubleError,
    T,
)
from booking_service.storage.postgres.connecting import connect, connect_session, named
from booking_service.storage.postgres.keeper import Keeper, LeaseLimits
from booking_service.storage.postgres.schema import bring_up_to_date
from booking_service.storage.postgres.session import PostgresSession
from booking_service.storage.postgres.transactions import PostgresTransactions
from booking_service.storage.records import WriterFigures
from booking_service.storage.seal import Unbroken
from booking_service.storage.sql.store import SqlReader
from booking_service.storage.writer import GroupCommitWriter, WriterLimits

READERS_KEPT = 8
#: Seconds that a change of the schema may take.
_MIGRATION_SECONDS = 3600


log = logging.getLogger(__name__)


class PostgresDatabase:
    """See ``booking_service.storage.ports.Database``."""

    def __init__(
        self,
        place: PostgresPlace,
        limits: WriterLimits | None = None,
        lease: LeaseLimits | None = None,
    ) -> None:
        """Brings the schema up to date; starts the writer.

        Raises ``UnusableDatabaseError``, ``SchemaTooNewError``.
        """
        kept = limits or WriterLimits()
        self._url = place.url
        self._seconds = kept.command
        self._idle: deque[PostgresSession] = deque()  # taken and given back without a lock
        try:
            with connect(place.url, _MIGRATION_SECONDS) as connection:
                bring_up_to_date(connection)
                _warn_of_lost_answers(connection)
            self._keeper = Keeper(place, lease or LeaseLimits())
        except psycopg.ProgrammingError as error:
            raise UnusableDatabaseError(f"{place.url}: {error}") from error
        except psycopg.Error as error:
            raise UnusableDatabaseError(f"{named(place.url)}: {error}") from error
        self._writer = GroupCommitWriter(
            lambda: PostgresTransactions(lambda: connect_session(place.url, self._seconds)), kept
        )
        self._writer.start()

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        try:
            session = self._reader()
            try:
                yield SqlReader(session)
            finally:
                self._give_back(session)
        except psycopg.OperationalError as error:
            raise StorageTroubleError(str(error)) from error

    def _reader(self) -> PostgresSession:
        while self._idle:
            session = self._idle.pop()
            if session.usable:
                return session
            session.close()
        return connect_session(self._url, self._seconds, default_transaction_read_only="on")

    def _give_back(self, session: PostgresSession) -> None:
        if session.broken or len(self._idle) >= READERS_KEPT:
            session.close()
        else:
            self._idle.append(session)

    def submit(self, command: Command[T]) -> Future[T]:
        return self._writer.submit(command)

    def writer_silent_for(self) -> float:
        return self._writer.silent_for()

    def writer_figures(self) -> WriterFigures:
        return self._writer.figures()

    def free_bytes(self) -> int | None:
        return None

    def scrub(self) -> None:
        with connect(self._url, _MIGRATION_SECONDS) as connection:
            connection.execute("VACUUM FULL")

    def coming_in(self) -> AbstractContextManager[Unbroken]:
        return self._keeper.coming_in()

    def keep(self, came_back: Callable[[], None]) -> None:
        self._keeper.start(came_back)

    def leads(self) -> bool:
        return self._keeper.leads()

    def close(self, generation: str | None = None) -> None:
        self._writer.stop()
        self._keeper.stop(generation)
        while self._idle:
            self._idle.pop().close()


def _warn_of_lost_answers(connection: psycopg.Connection[Any]) -> None:
    kept = connection.execute("SHOW fsync").fetchone()
    if kept != ("on",):
        log.warning("fsync is off in PostgreSQL: a power cut loses what has been answered")
