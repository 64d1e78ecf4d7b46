"""Answers of the service that are shown again, with their age, while the line is down."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from offline_cache.availability import AvailabilityCache
from offline_cache.database import StorageTrouble

#: So many answers are kept; the oldest go first.
_MOST_COPIES = 40


@dataclass(frozen=True, slots=True)
class Copy:
    """An answer as it came, and when that was."""

    content: bytes
    as_of: datetime


def keep_copy(cache: AvailabilityCache, name: str, copy: Copy) -> StorageTrouble | None:
    """Keep an answer under a name of the caller's, in place of the one before."""

    def put(writer: sqlite3.Connection) -> None:
        writer.execute(
            "INSERT OR REPLACE INTO copy (name, as_of, content) VALUES (?, ?, ?)",
            (name, copy.as_of.astimezone(UTC).isoformat(), copy.content),
        )
        writer.execute(
            "DELETE FROM copy WHERE name NOT IN"
            " (SELECT name FROM copy ORDER BY as_of DESC, name LIMIT ?)",
            (_MOST_COPIES,),
        )

    return cache.change(put)


def kept_copy(cache: AvailabilityCache, name: str) -> Copy | StorageTrouble | None:
    """The answer that was kept under a name; None if there is none."""

    def find(reader: sqlite3.Connection) -> Copy | None:
        row = reader.execute("SELECT content, as_of FROM copy WHERE name = ?", (name,)).fetchone()
        return Copy(bytes(row[0]), datetime.fromisoformat(row[1])) if row else None

    return cache.look(find)
