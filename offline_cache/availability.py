# ruff: noqa: S608 - the only thing put into a statement is one of the two suffixes in this file
"""Availability on disk: what the resident can look up, with the line up or down.

One file holds the room-days and offer-days of the service's feed, the city's master data, and how
far the feed was followed. A new generation of the feed is gathered beside the current one and takes
its place in one transaction, so readers never see an empty or half calendar.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
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

_TABLES = """
    CREATE TABLE room_day{suffix} (
        room_id TEXT NOT NULL, date TEXT NOT NULL, pattern TEXT NOT NULL, slots TEXT NOT NULL,
        PRIMARY KEY (room_id, date)
    ) WITHOUT ROWID;
    CREATE TABLE offer_day{suffix} (
        facility_id TEXT NOT NULL, class_id TEXT NOT NULL, date TEXT NOT NULL, offers BLOB NOT NULL,
        PRIMARY KEY (facility_id, class_id, date)
    ) WITHOUT ROWID;
"""

_COPIES = """
    CREATE TABLE copy (name TEXT PRIMARY KEY, as_of TEXT NOT NULL, content BLOB NOT NULL);
"""

_SCHEMA = Schema(
    version=2,
    synchronous="NORMAL",
    script=_TABLES.format(suffix="")
    + """
    CREATE TABLE document (name TEXT PRIMARY KEY, version INTEGER NOT NULL, content BLOB NOT NULL);
    CREATE TABLE progress (
        which TEXT PRIMARY KEY CHECK (which IN ('current', 'next')),
        generation TEXT NOT NULL, number INTEGER NOT NULL, as_of TEXT
    );
    """
    + _COPIES,
    upgrades={1: _COPIES},
)


class Document(Enum):
    """Master data that is kept whole, as the service sent it."""

    CITY = "city"
    FACILITIES = "facilities"
    NOTICES = "notices"
    GUIDE = "guide"
    COUNTERS = "counters"
    LINKS = "links"


@dataclass(frozen=True, slots=True)
class RoomDayRow:
    """One room on one day (``YYYY-MM-DD``); a letter a slot."""

    room_id: str
    date: str
    pattern: str
    slots: str


@dataclass(frozen=True, slots=True)
class OfferDayRow:
    """The offers of one class in one facility for one day, as JSON."""

    facility_id: str
    class_id: str
    date: str
    offers: bytes


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far the feed was followed."""

    generation: str
    number: int


@dataclass(frozen=True, slots=True)
class Changes:
    """One page of the feed. Deletions name (room, date) and (facility, class, date)."""

    room_days: tuple[RoomDayRow, ...] = ()
    offer_days: tuple[OfferDayRow, ...] = ()
    gone_room_days: tuple[tuple[str, str], ...] = ()
    gone_offer_days: tuple[tuple[str, str, str], ...] = field(default=())


class AvailabilityCache:
    """The file: one connection writes, one reads; any thread may call.

    A change answers ``None`` and a look-up its value; both answer ``StorageTrouble`` when the file
    or the disk is the matter. After ``DAMAGED`` call ``replace_damaged`` and fill it again.
    """

    def __init__(self, file: Path, writer: sqlite3.Connection) -> None:
        self._file = file
        self._writer = writer
        self._reader = open_reader(file)
        self._writing = threading.Lock()
        self._reading = threading.Lock()

    @classmethod
    def open(cls, file: Path, now: datetime) -> tuple[AvailabilityCache, SetAside | None]:
        """Open or make the file; a damaged or newer one is set aside and told."""
        writer, set_aside = open_or_replace(file, _SCHEMA, now)
        return cls(file, writer), set_aside

    def close(self) -> None:
        with self._writing, self._reading:
            self._reader.close()
            self._writer.close()

    def replace_damaged(self, now: datetime) -> SetAside:
        """Set a file aside that proved damaged while in use, and go on with an empty one."""
        with self._writing, self._reading:
            self._reader.close()
            self._writer.close()
            set_aside = put_aside(self._file, Fault.DAMAGED, now)
            self._writer, _ = open_or_replace(self._file, _SCHEMA, now)
            self._reader = open_reader(self._file)
        return set_aside

    # What the feed says --------------------------------------------------------------------------

    def cursor(self) -> Cursor | StorageTrouble | None:
        """How far the current calendar has followed the feed; None before the first one."""
        return self.look(lambda reader: _progress(reader, "current"))

    def next_cursor(self) -> Cursor | StorageTrouble | None:
        """How far a new generation has been gathered; None if none is on its way."""
        return self.look(lambda reader: _progress(reader, "next"))

    def begin_next(self) -> StorageTrouble | None:
        """Start gathering a generation from its beginning, beside the current calendar."""

        def begin(writer: sqlite3.Connection) -> None:
            _drop(writer, "_next")
            _create(writer, "_next")
            writer.execute("DELETE FROM progress WHERE which = 'next'")

        return self.change(begin)

    def gather(self, changes: Changes, reached: Cursor) -> StorageTrouble | None:
        """Add a page to the generation being gathered (see ``begin_next``)."""
        return self.change(lambda writer: _apply(writer, changes, reached, "next", "_next"))

    def swap(self, as_of: datetime) -> StorageTrouble | None:
        """Make the gathered generation the current calendar, in one moment for all readers."""

        def put_in_place(writer: sqlite3.Connection) -> None:
            _drop(writer, "")
            writer.execute("ALTER TABLE room_day_next RENAME TO room_day")
            writer.execute("ALTER TABLE offer_day_next RENAME TO offer_day")
            writer.execute("DELETE FROM progress WHERE which = 'current'")
            writer.execute(
                "UPDATE progress SET which = 'current', as_of = ? WHERE which = 'next'",
                (as_of.isoformat(),),
            )

        return self.change(put_in_place)

    def follow(self, changes: Changes, reached: Cursor) -> StorageTrouble | None:
        """Apply a page of changes to the current calendar."""
        return self.change(lambda writer: _apply(writer, changes, reached, "current", ""))

    def agreed(self, as_of: datetime) -> StorageTrouble | None:
        """Note that at this instant the calendar agreed with the service."""
        return self.change(
            lambda writer: _run(
                writer,
                "UPDATE progress SET as_of = ? WHERE which = 'current'",
                (as_of.isoformat(),),
            )
        )

    # Master data ---------------------------------------------------------------------------------

    def keep(self, document: Document, content: bytes) -> StorageTrouble | None:
        """Keep the newest text of a document; its version rises only if the text changed."""
        return self.change(
            lambda writer: _run(
                writer,
                "INSERT INTO document (name, version, content) VALUES (?, 1, ?)"
                " ON CONFLICT (name) DO UPDATE SET version = version + 1,"
                " content = excluded.content WHERE content <> excluded.content",
                (document.value, content),
            )
        )

    def version(self, document: Document) -> int | StorageTrouble:
        """The version of a document; 0 if there is none yet."""

        def find(reader: sqlite3.Connection) -> int:
            row = reader.execute(
                "SELECT version FROM document WHERE name = ?", (document.value,)
            ).fetchone()
            return int(row[0]) if row else 0

        return self.look(find)

    def document(self, document: Document) -> bytes | StorageTrouble | None:
        def find(reader: sqlite3.Connection) -> bytes | None:
            row = reader.execute(
                "SELECT content FROM document WHERE name = ?", (document.value,)
            ).fetchone()
            return bytes(row[0]) if row else None

        return self.look(find)

    # Looking up ----------------------------------------------------------------------------------

    def as_of(self) -> datetime | StorageTrouble | None:
        """When the calendar was last known to agree with the service; None before the first."""

        def find(reader: sqlite3.Connection) -> datetime | None:
            row = reader.execute("SELECT as_of FROM progress WHERE which = 'current'").fetchone()
            return datetime.fromisoformat(row[0]) if row and row[0] else None

        return self.look(find)

    def room_days(
        self, room_id: str, first: str, last: str
    ) -> tuple[RoomDayRow, ...] | StorageTrouble:
        """The days of a room from ``first`` to ``last`` (both included), in order."""
        return self.look(
            lambda reader: tuple(
                RoomDayRow(*row)
                for row in reader.execute(
                    "SELECT room_id, date, pattern, slots FROM room_day"
                    " WHERE room_id = ? AND date BETWEEN ? AND ? ORDER BY date",
                    (room_id, first, last),
                )
            )
        )

    def room_span(self, room_id: str) -> tuple[str, str] | StorageTrouble | None:
        """The first and last day that is known of a room; None if none is."""

        def find(reader: sqlite3.Connection) -> tuple[str, str] | None:
            first, last = reader.execute(
                "SELECT min(date), max(date) FROM room_day WHERE room_id = ?", (room_id,)
            ).fetchone()
            return (first, last) if first is not None else None

        return self.look(find)

    def offer_days(
        self, facility_id: str, class_id: str, first: str, last: str
    ) -> tuple[OfferDayRow, ...] | StorageTrouble:
        """The offers of a class in a facility from ``first`` to ``last`` (both included)."""
        return self.look(
            lambda reader: tuple(
                OfferDayRow(facility, klass, day, bytes(offers))
                for facility, klass, day, offers in reader.execute(
                    "SELECT facility_id, class_id, date, offers FROM offer_day"
                    " WHERE facility_id = ? AND class_id = ? AND date BETWEEN ? AND ?"
                    " ORDER BY date",
                    (facility_id, class_id, first, last),
                )
            )
        )

    # ---------------------------------------------------------------------------------------------

    def look(self, find: Callable[[sqlite3.Connection], Answer]) -> Answer | StorageTrouble:
        """What ``find`` reads, or what is the matter with the file. Other modules may ask."""
        try:
            with self._reading:
                return find(self._reader)
        except sqlite3.DatabaseError as error:
            return _trouble_or_raise(error)

    def change(self, change: Callable[[sqlite3.Connection], None]) -> StorageTrouble | None:
        """Changes the file in one transaction, wholly or not at all. For other modules too."""
        try:
            with self._writing, _transaction(self._writer):
                change(self._writer)
        except sqlite3.DatabaseError as error:
            return _trouble_or_raise(error)
        return None


def _trouble_or_raise(error: sqlite3.DatabaseError) -> StorageTrouble:
    trouble = trouble_of(error)
    if trouble is None:
        raise error
    return trouble


@contextmanager
def _transaction(writer: sqlite3.Connection) -> Iterator[None]:
    writer.execute("BEGIN IMMEDIATE")
    try:
        yield
        writer.execute("COMMIT")
    except BaseException:
        if writer.in_transaction:  # a full disk may have rolled back by itself
            writer.execute("ROLLBACK")
        raise


def _progress(reader: sqlite3.Connection, which: str) -> Cursor | None:
    row = reader.execute(
        "SELECT generation, number FROM progress WHERE which = ?", (which,)
    ).fetchone()
    return Cursor(*row) if row else None


def _run(writer: sqlite3.Connection, statement: str, values: Iterable[object]) -> None:
    writer.execute(statement, tuple(values))


def _drop(writer: sqlite3.Connection, suffix: str) -> None:
    writer.execute(f"DROP TABLE IF EXISTS room_day{suffix}")
    writer.execute(f"DROP TABLE IF EXISTS offer_day{suffix}")


def _create(writer: sqlite3.Connection, suffix: str) -> None:
    for statement in _TABLES.format(suffix=suffix).split(";"):
        writer.execute(statement)


def _apply(
    writer: sqlite3.Connection, changes: Changes, reached: Cursor, which: str, suffix: str
) -> None:
    writer.executemany(
        f"INSERT OR REPLACE INTO room_day{suffix} VALUES (?, ?, ?, ?)",
        ((day.room_id, day.date, day.pattern, day.slots) for day in changes.room_days),
    )
    writer.executemany(
        f"INSERT OR REPLACE INTO offer_day{suffix} VALUES (?, ?, ?, ?)",
        ((day.facility_id, day.class_id, day.date, day.offers) for day in changes.offer_days),
    )
    writer.executemany(
        f"DELETE FROM room_day{suffix} WHERE room_id = ? AND date = ?",
        changes.gone_room_days,
    )
    writer.executemany(
        f"DELETE FROM offer_day{suffix} WHERE facility_id = ? AND class_id = ? AND date = ?",
        changes.gone_offer_days,
    )
    writer.execute(
        "INSERT INTO progress (which, generation, number) VALUES (?, ?, ?)"
        " ON CONFLICT (which) DO UPDATE SET generation = excluded.generation,"
        " number = excluded.number",
        (which, reached.generation, reached.number),
    )
