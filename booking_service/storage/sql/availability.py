"""Room-days and offer-days: what the feed shows of them, and in which order it changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from booking_service.storage.records import FeedRow, RoomDayRecord, RoomUnitsRecord
from booking_service.storage.sql.convert import seconds, to_json
from booking_service.storage.sql.session import Part, Row, only_int

_GET = (
    "SELECT room_id, date, pattern, facts, slots, units FROM room_day"
    " WHERE room_id = ? AND date = ? AND deleted_at IS NULL"
)
_MADE = (
    "SELECT date FROM room_day WHERE deleted_at IS NULL ORDER BY date LIMIT 1",
    "SELECT date FROM room_day WHERE deleted_at IS NULL ORDER BY date DESC LIMIT 1",
)
_LAST_CHANGE = "SELECT value FROM counter WHERE name = 'change'"
# Both tables lie in order of their change numbers, so a database merges them row by row.
_FEED = """
SELECT change, 'room-day', room_id || '/' || date, deleted_at IS NOT NULL,
       room_id, date, pattern, slots, units
  FROM room_day WHERE change > :after
UNION ALL
SELECT change, 'offer-day', facility_id || '/' || class_id || '/' || date, deleted_at IS NOT NULL,
       facility_id, class_id, date, offers, ''
  FROM offer_day WHERE change > :after
 ORDER BY 1 LIMIT :limit
"""
_ROOM_DAY_FEED = """
SELECT change, 'room-day', room_id || '/' || date, deleted_at IS NOT NULL,
       room_id, date, pattern, slots, units
  FROM room_day WHERE change > ? ORDER BY change LIMIT ?
"""
_UNITS = "SELECT room_id, unit_id, full_at FROM room_unit ORDER BY room_id, place"
_FORGET_UNITS = "DELETE FROM room_unit"
_KEEP_UNIT = "INSERT INTO room_unit (room_id, unit_id, place, full_at) VALUES (?, ?, ?, ?)"
_SHOWN = (
    "SELECT unit_id, date, slot FROM booked_slot WHERE date BETWEEN ? AND ? AND shown"
    " AND unit_id IN (SELECT value FROM EACH(?))"
)
_PUT_ROOM_DAY = """
INSERT INTO room_day (room_id, date, pattern, facts, slots, units) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (room_id, date) DO UPDATE
   SET pattern = excluded.pattern, facts = excluded.facts, slots = excluded.slots,
       units = excluded.units, deleted_at = NULL
 WHERE room_day.pattern <> excluded.pattern OR room_day.facts <> excluded.facts
    OR room_day.slots <> excluded.slots OR room_day.units <> excluded.units
    OR room_day.deleted_at IS NOT NULL
"""
_PUT_OFFER_DAY = """
INSERT INTO offer_day (facility_id, class_id, date, offers) VALUES (?, ?, ?, ?)
ON CONFLICT (facility_id, class_id, date) DO UPDATE
   SET offers = excluded.offers, deleted_at = NULL
 WHERE offer_day.offers <> excluded.offers OR offer_day.deleted_at IS NOT NULL
"""
_DELETE_ROOM_DAYS = "UPDATE room_day SET deleted_at = ? WHERE date < ? AND deleted_at IS NULL"
_DELETE_OFFER_DAYS = "UPDATE offer_day SET deleted_at = ? WHERE date < ? AND deleted_at IS NULL"
# What the city's files have had once and have no more.
_DELETE_OTHER_ROOMS = (
    "UPDATE room_day SET deleted_at = ? WHERE deleted_at IS NULL"
    " AND room_id NOT IN (SELECT value FROM EACH(?))"
)
_DELETE_OTHER_OFFERS = (
    "UPDATE offer_day SET deleted_at = ? WHERE deleted_at IS NULL"
    " AND facility_id || '/' || class_id NOT IN (SELECT value FROM EACH(?))"
)


def _room_day(row: Row) -> RoomDayRecord:
    room_id, day, pattern, facts, slots, units = row
    each = _of_each(units, len(facts))
    return RoomDayRecord(room_id, date.fromisoformat(day), pattern, facts, slots, each)


def _feed_row(row: Row) -> FeedRow:
    change, kind, place, deleted, first, second, third, fourth, units = row
    each = _of_each(units, len(fourth))
    return FeedRow(change, kind, place, bool(deleted), (first, second, third, fourth), each)


def _of_each(units: str, slots: int) -> tuple[str, ...]:
    """The letters of each unit, out of those of all."""
    return tuple(units[at : at + slots] for at in range(0, len(units), slots))


def _only_date(row: Row) -> date:
    return date.fromisoformat(row[0])


@dataclass(frozen=True, slots=True)
class _Room:
    """The units of a room, and from how many held ones on it is taken."""

    units: tuple[str, ...]
    full_at: int


_ORDINARY = _Room((), 1)


def _letters(facts: str, held: Iterable[int]) -> str:
    letters = list(facts)
    for slot in held:
        if slot < len(letters):
            letters[slot] = "t"
    return "".join(letters)


class AvailabilityReads(Part):
    """See ``ports.availability``."""

    def room_day(self, room_id: str, day: date) -> RoomDayRecord | None:
        return self._one(_room_day, _GET, (room_id, day.isoformat()))

    def room_days_made(self) -> tuple[date, date] | None:
        first, last = (self._one(_only_date, end) for end in _MADE)
        return None if first is None or last is None else (first, last)

    def last_change(self) -> int:
        return self._one(only_int, _LAST_CHANGE) or 0

    def feed(self, after: int, limit: int) -> list[FeedRow]:
        return self._all(_feed_row, _FEED, {"after": after, "limit": limit})

    def room_day_feed(self, after: int, limit: int) -> list[FeedRow]:
        return self._all(_feed_row, _ROOM_DAY_FEED, (after, limit))


class AvailabilityWrites(AvailabilityReads):
    """See ``ports.availability``."""

    def keep_rooms(self, rooms: Iterable[RoomUnitsRecord]) -> None:
        wanted = sorted(
            (room.room_id, place, unit, len(room.units) if room.takes_one else 1)
            for room in rooms
            for place, unit in enumerate(room.units)
        )
        if [(room, unit, full_at) for room, _, unit, full_at in wanted] == self._room_units():
            return
        self.sql.do(_FORGET_UNITS)
        for room, place, unit, full_at in wanted:
            self.sql.do(_KEEP_UNIT, (room, unit, place, full_at))

    def put_room_days(self, days: Iterable[RoomDayRecord]) -> None:
        # What is booked is laid over the calendar's letters, so that a renewed day loses nothing.
        given = list(days)
        rooms = self._rooms({day.room_id for day in given})
        shown = self._shown(given, rooms)
        for day in given:
            room = rooms.get(day.room_id, _ORDINARY)
            each = [_letters(day.facts, shown.get((unit, day.date), ())) for unit in room.units]
            held = Counter(slot for unit in room.units for slot in shown.get((unit, day.date), ()))
            full = [slot for slot, count in held.items() if count >= room.full_at]
            slots = _letters(day.facts, full)
            units = "".join(each) if len(each) > 1 else ""
            key = (day.room_id, day.date.isoformat())
            self.sql.do(_PUT_ROOM_DAY, (*key, day.pattern, day.facts, slots, units))

    def _room_units(self) -> list[tuple[str, str, int]]:
        return self._all(lambda row: (row[0], row[1], row[2]), _UNITS)

    def _rooms(self, wanted: set[str]) -> dict[str, _Room]:
        found: dict[str, _Room] = {}
        for room_id, unit, full_at in self._room_units():
            if room_id in wanted:
                before = found.get(room_id, _ORDINARY)
                found[room_id] = _Room((*before.units, unit), full_at)
        return found

    def _shown(
        self, days: Sequence[RoomDayRecord], rooms: dict[str, _Room]
    ) -> dict[tuple[str, date], list[int]]:
        """The slots of every unit and day that are shown as held."""
        if not days:
            return {}
        first, last = min(day.date for day in days), max(day.date for day in days)
        units = to_json(sorted({unit for room in rooms.values() for unit in room.units}))
        found: dict[tuple[str, date], list[int]] = {}
        for unit, day, slot in self.sql.rows(_SHOWN, (first.isoformat(), last.isoformat(), units)):
            found.setdefault((unit, date.fromisoformat(day)), []).append(slot)
        return found

    def put_offer_days(self, days: Iterable[tuple[str, str, date, str]]) -> None:
        for facility_id, class_id, day, offers in days:
            self.sql.do(_PUT_OFFER_DAY, (facility_id, class_id, day.isoformat(), offers))

    def delete_days_before(self, day: date, at: datetime) -> None:
        self.sql.do(_DELETE_ROOM_DAYS, (seconds(at), day.isoformat()))
        self.sql.do(_DELETE_OFFER_DAYS, (seconds(at), day.isoformat()))

    def delete_days_of_others(
        self, rooms: Iterable[str], offers: Iterable[tuple[str, str]], at: datetime
    ) -> None:
        self.sql.do(_DELETE_OTHER_ROOMS, (seconds(at), to_json(list(rooms))))
        known = to_json(["/".join(offer) for offer in offers])
        self.sql.do(_DELETE_OTHER_OFFERS, (seconds(at), known))
