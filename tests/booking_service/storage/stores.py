"""What the storage tests share: opening either kind of database, and holding its writer up."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import apsw
from psycopg import errors

from booking_service.storage.place import Place
from booking_service.storage.ports import Database
from booking_service.storage.postgres.database import PostgresDatabase
from booking_service.storage.sqlite.database import SqliteDatabase
from booking_service.storage.writer import WriterLimits

WAIT = 30.0
#: A writer that is soon back at work, and has the time of a busy machine.
PATIENT = WriterLimits(patience=WAIT, command=WAIT, heartbeat=0.05, restart=0.01)
#: One that stops a command soon.
QUICK = replace(PATIENT, command=1.0)
#: One that soon gives up what waits for its turn.
IMPATIENT = replace(QUICK, patience=1.0)
#: What a command is told that was stopped since it took too long.
TOO_LONG = (apsw.InterruptError, errors.QueryCanceled)


def opened(place: Place, limits: WriterLimits | None = None) -> Database:
    """The database at a place, with a writer of other limits than usual."""
    if isinstance(place, Path):
        return SqliteDatabase(place, limits)
    return PostgresDatabase(place, limits)


def number(store: Any) -> int:
    """A command that changes something and is seen to have done so."""
    return int(store.next_number("reservation"))


@contextmanager
def held(database: Database) -> Iterator[None]:
    """Keeps the writer in a command while the block runs."""
    inside, go = threading.Event(), threading.Event()
    holding = database.submit(lambda _store: (inside.set(), go.wait(WAIT)))
    assert inside.wait(WAIT)
    try:
        yield
    finally:
        go.set()
        holding.result(WAIT)
