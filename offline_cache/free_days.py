"""What a search reads: all that is free in many rooms at once, as plain rows.

Eighty thousand room-days are read in one go. So the rows are plain tuples, the rooms are found by
the table's key, and a day without a free slot never leaves the file.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from offline_cache.availability import AvailabilityCache
from offline_cache.database import StorageTrouble

#: Room, day (``YYYY-MM-DD``), pattern, a letter a slot.
FreeDay = tuple[str, str, str, str]
#: Facility, class, day, the offers as JSON.
DayOffers = tuple[str, str, str, bytes]


def free_days(
    cache: AvailabilityCache, room_ids: Iterable[str], first: str, last: str
) -> list[FreeDay] | StorageTrouble:
    """The days from ``first`` to ``last`` (both included) on which a room has something free."""
    wanted = json.dumps(list(room_ids))

    def find(reader: sqlite3.Connection) -> list[FreeDay]:
        return reader.execute(
            "SELECT room_id, date, pattern, slots"
            " FROM json_each(?) AS wanted CROSS JOIN room_day ON room_id = wanted.value"
            " WHERE date BETWEEN ? AND ? AND instr(slots, 'f') > 0",
            (wanted, first, last),
        ).fetchall()

    return cache.look(find)


def day_offers(
    cache: AvailabilityCache, classes: Iterable[tuple[str, str]], first: str, last: str
) -> list[DayOffers] | StorageTrouble:
    """The offers of classes, each in a facility, from ``first`` to ``last`` (both included)."""
    wanted = json.dumps([list(pair) for pair in classes])

    def find(reader: sqlite3.Connection) -> list[DayOffers]:
        return reader.execute(
            "SELECT facility_id, class_id, date, offers"
            " FROM json_each(?) AS wanted CROSS JOIN offer_day"
            " ON facility_id = json_extract(wanted.value, '$[0]')"
            " AND class_id = json_extract(wanted.value, '$[1]')"
            " WHERE date BETWEEN ? AND ?",
            (wanted, first, last),
        ).fetchall()

    return cache.look(find)


def known_days(
    cache: AvailabilityCache, room_ids: Iterable[str]
) -> tuple[str, str] | StorageTrouble | None:
    """The first and last day that is known of any of these rooms; None if none is."""
    wanted = json.dumps(list(room_ids))

    def find(reader: sqlite3.Connection) -> tuple[str, str] | None:
        first, last = reader.execute(
            "SELECT min((SELECT min(date) FROM room_day WHERE room_id = wanted.value)),"
            " max((SELECT max(date) FROM room_day WHERE room_id = wanted.value))"
            " FROM json_each(?) AS wanted",
            (wanted,),
        ).fetchone()
        return (first, last) if first is not None else None

    return cache.look(find)
