"""The outbox: every write of a resident is on disk here before it leaves the kiosk.

A row says what was asked for and how far it got, so that after a cut, a crash or a power failure
the kiosk can ask the service by key what became of it. It holds neither name, registration number,
secret nor token: the session stands in it only as a random label made by the kiosk.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import TypeVar

from offline_cache.database import (
    Fault,
    Schema,
    SetAside,
    StorageTrouble,
    open_or_replace,
    open_reader,
    put_aside,
    trouble_of,
)

Answer = TypeVar("Answer")

_SCHEMA = Schema(
    version=2,
    synchronous="FULL",
    script="""
    CREATE TABLE write (
        key TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        path TEXT NOT NULL,
        body BLOB NOT NULL,
        session_label TEXT NOT NULL,
        created TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('made', 'sent', 'settled', 'not_sent')),
        answer_code TEXT,
        known_to TEXT NOT NULL DEFAULT 'nobody' CHECK (known_to IN ('nobody', 'resident', 'staff')),
        booking_number TEXT
    ) WITHOUT ROWID;
    """,
    upgrades={1: "ALTER TABLE write ADD COLUMN booking_number TEXT;"},
)

_COLUMNS = "key, kind, path, body, session_label, created, state, answer_code, booking_number"

_FOR_STAFF = "WHERE state IN ('settled', 'not_sent') AND known_to = 'nobody' ORDER BY created, key"

#: The answer code of a write that the service carried out.
DONE = "done"


class WriteState(Enum):
    """How far a write got."""

    MADE = "made"  # on disk here, not on its way yet
    SENT = "sent"  # may have reached the service
    SETTLED = "settled"  # the service gave its final answer, see ``answer_code``
    NOT_SENT = "not_sent"  # it never reached the service and never will


class KnownTo(Enum):
    """Who has been told the end of a write. ``NOBODY``: it waits for staff, or is still open."""

    NOBODY = "nobody"
    RESIDENT = "resident"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class OutboxWrite:
    """One write. ``kind`` names the journey, ``body`` is the JSON that is sent: a choice or {}.

    ``booking_number``: of the application or reservation it ended as, for staff to find it by.
    """

    key: str
    kind: str
    path: str
    body: bytes
    session_label: str
    created: datetime
    state: WriteState = WriteState.MADE
    answer_code: str | None = None
    booking_number: str | None = None

    @property
    def is_first_sending(self) -> bool:
        """Whether nothing of it can have left before, as far as this value knows."""
        return self.state is WriteState.MADE


class Outbox:
    """The writes of this kiosk. Any thread may call; each call is one transaction, synced to disk.

    A change answers ``None``, or ``StorageTrouble`` when it could not be put on disk. A file that
    proves damaged while in use is ``replace``d by an empty one, and what was asked is done there.
    """

    def __init__(
        self, connection: sqlite3.Connection, replace: Callable[[], sqlite3.Connection]
    ) -> None:
        self._connection = connection
        self._replace = replace
        self._lock = threading.Lock()

    @classmethod
    def open(
        cls, file: Path, now: Callable[[], datetime], on_set_aside: Callable[[SetAside], None]
    ) -> Outbox:
        """Open or make the file; a damaged or newer one, now or later, is set aside and told."""

        def replace() -> sqlite3.Connection:
            on_set_aside(put_aside(file, Fault.DAMAGED, now()))
            connection, _ = open_or_replace(file, _SCHEMA, now())
            return connection

        connection, set_aside = open_or_replace(file, _SCHEMA, now())
        if set_aside is not None:
            on_set_aside(set_aside)
        return cls(connection, replace)

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def put(self, write: OutboxWrite) -> StorageTrouble | None:
        """Keep a write that was just made. Must succeed before anything is sent."""
        return self._change(_INSERT, _values(write, write.state))

    def mark_sent(self, write: OutboxWrite) -> StorageTrouble | None:
        """Note that the write leaves now: from here on only the service knows what became of it.

        It is kept again if its row went with a damaged file since ``put``.
        """
        return self._change(
            f"{_INSERT} ON CONFLICT (key) DO UPDATE SET state = 'sent'"
            " WHERE state IN ('made', 'sent')",
            _values(write, WriteState.SENT),
        )

    def settle(
        self, key: str, answer_code: str, booking_number: str | None = None
    ) -> StorageTrouble | None:
        """Keep the final answer: ``DONE`` with the booking's number, or a problem code."""
        return self._change(
            "UPDATE write SET state = 'settled', answer_code = ?, booking_number = ? WHERE key = ?",
            (answer_code, booking_number, key),
        )

    def mark_not_sent(self, key: str) -> StorageTrouble | None:
        """Note that the service does not have the write and will never take it."""
        return self._change("UPDATE write SET state = 'not_sent' WHERE key = ?", (key,))

    def tell(self, key: str, to: KnownTo) -> StorageTrouble | None:
        """Note who was shown the end of the write."""
        return self._change("UPDATE write SET known_to = ? WHERE key = ?", (to.value, key))

    def row(self, key: str) -> OutboxWrite | None:
        rows = self._read("WHERE key = ?", (key,))
        return rows[0] if rows else None

    def open_rows(self) -> tuple[OutboxWrite, ...]:
        """Writes whose end is not known, oldest first."""
        return self._read("WHERE state IN ('made', 'sent') ORDER BY created, key")

    def for_staff(self) -> tuple[OutboxWrite, ...]:
        """Writes that ended after their resident had left, unseen by anybody; oldest first."""
        return self._read(_FOR_STAFF)

    def forget_told(self, before: datetime) -> StorageTrouble | None:
        """Delete ended writes that somebody was told of and that were made before that instant."""
        return self._change(
            "DELETE FROM write WHERE state IN ('settled', 'not_sent') AND known_to <> 'nobody'"
            " AND julianday(created) < julianday(?)",
            (before.isoformat(),),
        )

    def _change(self, statement: str, values: tuple[object, ...]) -> StorageTrouble | None:
        try:
            self._on_a_whole_file(lambda connection: connection.execute(statement, values))
        except sqlite3.DatabaseError as error:
            trouble = trouble_of(error)
            if trouble is None:
                raise
            return trouble
        return None

    def _read(self, where: str, values: tuple[object, ...] = ()) -> tuple[OutboxWrite, ...]:
        return self._on_a_whole_file(lambda connection: _rows(connection, where, values))

    def _on_a_whole_file(self, work: Callable[[sqlite3.Connection], Answer]) -> Answer:
        with self._lock:
            try:
                return work(self._connection)
            except sqlite3.DatabaseError as error:
                if trouble_of(error) is not StorageTrouble.DAMAGED:
                    raise
            self._connection.close()
            self._connection = self._replace()
            return work(self._connection)


def read_for_staff(file: Path) -> tuple[OutboxWrite, ...]:
    """What ``Outbox.for_staff`` would say, read beside a kiosk that has the file open, or not.

    Raises ``sqlite3.DatabaseError`` if the file is not there or cannot be read.
    """
    with closing(open_reader(file)) as reader:
        return _rows(reader, _FOR_STAFF, ())


_INSERT = (
    "INSERT INTO write (key, kind, path, body, session_label, created, state)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)


def _values(write: OutboxWrite, state: WriteState) -> tuple[object, ...]:
    return (
        write.key,
        write.kind,
        write.path,
        write.body,
        write.session_label,
        write.created.isoformat(),
        state.value,
    )


def _rows(
    connection: sqlite3.Connection, where: str, values: tuple[object, ...]
) -> tuple[OutboxWrite, ...]:
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM write {where}",  # noqa: S608  (literals of this module)
        values,
    ).fetchall()
    return tuple(
        OutboxWrite(
            key=key,
            kind=kind,
            path=path,
            body=bytes(body),
            session_label=label,
            created=datetime.fromisoformat(created),
            state=WriteState(state),
            answer_code=code,
            booking_number=number,
        )
        for key, kind, path, body, label, created, state, code, number in rows
    )
