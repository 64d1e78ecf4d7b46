"""The embedded database: one file, one writer thread, a few read-only connections.

WAL with ``synchronous=FULL``: what has been answered has reached the disk (with NORMAL a power cut
loses acknowledged rows). apsw brings its own SQLite, without the WAL fault of 3.7.0 to 3.51.2 that
older system libraries have. No ``mmap_size``: a file that shrinks under a mapping ends the process.
"""

from __future__ import annotations

import fcntl
import shutil
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO

import apsw

from booking_service.storage import seal
from booking_service.storage.errors import (
    DatabaseInUseError,
    OldSqliteError,
    SchemaTooNewError,
    UnusableDatabaseError,
)
from booking_service.storage.ports import (
    Command,
    Reader,
    StorageTroubleError,
    T,
    WriterBusyError,
)
from booking_service.storage.records import WriterFigures
from booking_service.storage.seal import Seal, Unbroken
from booking_service.storage.sql.store import SqlReader
from booking_service.storage.sqlite.schema import bring_up_to_date
from booking_service.storage.sqlite.session import SqliteSession
from booking_service.storage.sqlite.transactions import SqliteTransactions
from booking_service.storage.writer import GroupCommitWriter, WriterLimits

#: The oldest SQLite without the WAL fault.
OLDEST_SQLITE = 3_051_003
BUSY_MS = 3_000
READERS_KEPT = 8
STATEMENTS_KEPT = 128
_OWNERS_ONLY = 0o600


class SqliteDatabase:
    """See ``booking_service.storage.ports.Database``."""

    def __init__(self, path: Path, limits: WriterLimits | None = None) -> None:
        """Opens or makes the file and brings its schema up to date; starts the writer.

        Raises ``UnusableDatabaseError``, ``DatabaseInUseError``, ``SchemaTooNewError``,
        ``OldSqliteError``.
        """
        if apsw.SQLITE_VERSION_NUMBER < OLDEST_SQLITE:
            raise OldSqliteError(apsw.sqlite_lib_version())
        self._path = path
        self._idle: deque[apsw.Connection] = deque()  # taken and given back without a lock
        self._lock = _locked(path)
        try:
            _make_private(path)
            with closing(self._connect()) as connection:
                bring_up_to_date(connection)
        except OSError as error:
            self._lock.close()
            raise UnusableDatabaseError(f"{path}: {error.strerror}") from error
        except apsw.Error as error:
            self._lock.close()
            raise UnusableDatabaseError(f"{path}: {error}") from error
        except SchemaTooNewError:
            self._lock.close()
            raise
        kept = limits or WriterLimits()
        self._writer = GroupCommitWriter(lambda: SqliteTransactions(self._connect(), kept), kept)
        self._writer.start()

    def _connect(self) -> apsw.Connection:
        connection = apsw.Connection(str(self._path), statementcachesize=STATEMENTS_KEPT)
        connection.set_busy_timeout(BUSY_MS)
        connection.pragma("journal_mode", "wal")
        connection.pragma("synchronous", "full")
        connection.pragma("foreign_keys", True)
        # What is deleted is overwritten in its page, which is written anyhow.
        connection.pragma("secure_delete", "fast")
        return connection

    def _connect_to_read(self) -> apsw.Connection:
        flags = apsw.SQLITE_OPEN_READONLY
        connection = apsw.Connection(
            str(self._path), flags=flags, statementcachesize=STATEMENTS_KEPT
        )
        connection.set_busy_timeout(BUSY_MS)
        connection.pragma("query_only", True)
        return connection

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._connect_to_read()
        try:
            yield SqlReader(SqliteSession(connection))
        finally:
            if len(self._idle) < READERS_KEPT:
                self._idle.append(connection)
            else:
                connection.close()

    def submit(self, command: Command[T]) -> Future[T]:
        return self._writer.submit(command)

    def writer_silent_for(self) -> float:
        return self._writer.silent_for()

    def writer_figures(self) -> WriterFigures:
        return self._writer.figures()

    def free_bytes(self) -> int | None:
        return shutil.disk_usage(self._path.parent).free

    def scrub(self) -> None:
        with closing(self._connect()) as connection:
            connection.execute("VACUUM")
            connection.pragma("wal_checkpoint", "truncate")

    @contextmanager
    def coming_in(self) -> Iterator[Unbroken]:
        yield lambda generation, last: seal.fits(
            seal.path_of(self._path), self._seal(generation, last)
        )

    def keep(self, came_back: Callable[[], None]) -> None:
        """A file is never out of reach for a while."""

    def leads(self) -> bool:
        return True

    def close(self, generation: str | None = None) -> None:
        last = self._last_change() if generation is not None else None
        # The readers first: the last connection to go folds the log into the file, and only one
        # that may write can do so.
        while self._idle:
            self._idle.pop().close()
        self._writer.stop()
        if generation is not None and last is not None:
            seal.leave(seal.path_of(self._path), self._seal(generation, last))
        self._lock.close()

    def _last_change(self) -> int | None:
        try:
            return self.submit(lambda store: store.last_change()).result()
        except (WriterBusyError, StorageTroubleError):
            return None

    def _seal(self, generation: str, last_change: int) -> Seal:
        # A file that was unpacked from an archive is another one.
        return Seal(generation, last_change, str(self._path.stat().st_ino))


def _make_private(database: Path) -> None:
    """Lets nobody but its owner read the database, nor what stands beside it: SQLite gives its log
    and shared memory the mode of the file."""
    database.touch(mode=_OWNERS_ONLY)
    for ending in ("", "-wal", "-shm"):
        file = database.with_name(f"{database.name}{ending}")
        if file.exists():
            file.chmod(_OWNERS_ONLY)


def _locked(database: Path) -> BinaryIO:
    """A file beside the database that only one process can hold at a time, held until it is closed.

    Two services would each take every due step, and know nothing of each other's writes under way.
    The system lets go of it when the process ends, however it ends.
    """
    path = database.with_name(f"{database.name}.lock")
    try:
        lock = path.open("ab")
    except OSError as error:
        raise UnusableDatabaseError(f"{path}: {error}") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise DatabaseInUseError(f"another service works on {database}") from None
    return lock
