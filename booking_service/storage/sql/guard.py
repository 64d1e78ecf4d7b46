"""The guard against double bookings: one holder for a room, a day and a slot."""

from __future__ import annotations

from datetime import date

from booking_service.storage.sql.convert import to_json
from booking_service.storage.sql.session import Part, only_int

_SLOTS = "SELECT slot FROM booked_slot WHERE room_id = ? AND date = ?"
_BY_OTHERS = (
    "SELECT room_id, date, slot FROM booked_slot WHERE date BETWEEN ? AND ?"
    " AND NOT (holder_kind = 'application'"
    " AND holder_id IN (SELECT id FROM lottery_application WHERE draw_id = ?))"
)
# What is held already stays whose it is; who asks sees by the number of rows that it was held.
_OCCUPY = (
    "INSERT INTO booked_slot (room_id, date, slot, holder_kind, holder_id, shown)"
    " SELECT ?, ?, CAST(value AS INTEGER), ?, ?, ? FROM EACH(?) WHERE true"
    " ON CONFLICT (room_id, date, slot) DO NOTHING RETURNING slot"
)
_LET_GO = (
    "DELETE FROM booked_slot WHERE room_id = ? AND date = ? AND slot IN"
    " (SELECT CAST(value AS INTEGER) FROM EACH(?))"
)
_HAND_OVER = (
    "UPDATE booked_slot SET holder_kind = ?, holder_id = ? WHERE holder_kind = ? AND holder_id = ?"
)
_FREE = "DELETE FROM booked_slot WHERE holder_kind = ? AND holder_id = ?"


class GuardReads(Part):
    """See ``ports.guard``."""

    def booked_slots(self, room_id: str, day: date) -> frozenset[int]:
        return frozenset(self._all(only_int, _SLOTS, (room_id, day.isoformat())))

    def booked_by_others(
        self, draw_id: str, first: date, last: date
    ) -> frozenset[tuple[str, date, int]]:
        found = self.sql.rows(_BY_OTHERS, (first.isoformat(), last.isoformat(), draw_id))
        return frozenset((room, date.fromisoformat(day), slot) for room, day, slot in found)


class GuardWrites(GuardReads):
    """See ``ports.guard``."""

    def occupy(
        self, room_id: str, day: date, slots: range, holder: tuple[str, int], shown: bool
    ) -> bool:
        place = (room_id, day.isoformat())
        taken = self.sql.rows(_OCCUPY, (*place, *holder, shown, to_json(list(slots))))
        if len(taken) == len(slots):
            return True
        if taken:
            self.sql.do(_LET_GO, (*place, to_json([slot for (slot,) in taken])))
        return False

    def hand_over(self, old: tuple[str, int], new: tuple[str, int]) -> None:
        self.sql.do(_HAND_OVER, (*new, *old))

    def free(self, holder: tuple[str, int]) -> None:
        self.sql.do(_FREE, holder)
