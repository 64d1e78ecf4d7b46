"""Room-days and offer-days: what the feed shows of them, and in which order it changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from booking_service.storage.records import FeedRow, RoomDayRecord
from booking_service.storage.sql.convert import seconds, to_json
from booking_service.storage.sql.session import Part, Row, only_int

_GET = (
    "SELECT room_id, date, pattern, facts, slots FROM room_day"
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
       room_id, date, pattern, slots
  FROM room_day WHERE change > :after
UNION ALL
SELECT change, 'offer-day', facility_id || '/' || class_id || '/' || date, deleted_at IS NOT NULL,
       facility_id, class_id, date, offers
  FROM offer_day WHERE change > :after
 ORDER BY 1 LIMIT :limit
"""
_ROOM_DAY_FEED = """
SELECT change, 'room-day', room_id || '/' || date, deleted_at IS NOT NULL,
       room_id, date, pattern, slots
  FROM room_day WHERE change > ? ORDER BY change LIMIT ?
"""
_SHOWN_SLOTS = "SELECT slot FROM booked_slot WHERE room_id = ? AND date = ? AND shown"
_PUT_ROOM_DAY = """
INSERT INTO room_day (room_id, date, pattern, facts, slots) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (room_id, date) DO UPDATE
   SET pattern = excluded.pattern, facts = excluded.facts, slots = excluded.slots, deleted_at = NULL
 WHERE room_day.pattern <> excluded.pattern OR room_day.facts <> excluded.facts
    OR room_day.slots <> excluded.slots OR room_day.deleted_at IS NOT NULL
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
    return RoomDayRecord(row[0], date.fromisoformat(row[1]), row[2], row[3], row[4])


def _feed_row(row: Row) -> FeedRow:
    return FeedRow(row[0], row[1], row[2], bool(row[3]), (row[4], row[5], row[6], row[7]))


def _only_date(row: Row) -> date:
    return date.fromisoformat(row[0])


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

    def put_room_days(self, days: Iterable[RoomDayRecord]) -> None:
        # What is booked is laid over the calendar's letters, so that a renewed day loses nothing.
        for day in days:
            key = (day.room_id, day.date.isoformat())
            letters = list(day.facts)
            for (slot,) in self.sql.rows(_SHOWN_SLOTS, key):
                if slot < len(letters):
                    letters[slot] = "t"
            self.sql.do(_PUT_ROOM_DAY, (*key, day.pattern, day.facts, "".join(letters)))

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
