"""The guard against double bookings: one holder for a unit, a day and a slot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from booking_service.storage.sql.convert import to_json
from booking_service.storage.sql.session import Part, Row, only_text

_BOOKED = (
    "SELECT unit_id, slot FROM booked_slot"
    " WHERE date = ? AND unit_id IN (SELECT value FROM EACH(?))"
)
_BY_OTHERS = (
    "SELECT unit_id, date, slot FROM booked_slot WHERE date BETWEEN ? AND ?"
    " AND NOT (holder_kind = 'application'"
    " AND holder_id IN (SELECT id FROM lottery_application WHERE draw_id = ?))"
)
_UNITS_SINCE = "SELECT DISTINCT unit_id FROM booked_slot WHERE date >= ?"
# All or nothing. The unique key has the last word: what is held stays whose it is.
_OCCUPY = """
INSERT INTO booked_slot (unit_id, date, slot, holder_kind, holder_id, shown)
SELECT unit.value, :date, CAST(slot.value AS INTEGER), :kind, :id, :shown
  FROM EACH(:units) AS unit CROSS JOIN EACH(:slots) AS slot
 WHERE NOT EXISTS (SELECT 1 FROM booked_slot
                    WHERE unit_id IN (SELECT value FROM EACH(:units)) AND date = :date
                      AND slot IN (SELECT CAST(value AS INTEGER) FROM EACH(:slots)))
    ON CONFLICT (unit_id, date, slot) DO NOTHING
RETURNING slot
"""
_FREE = "DELETE FROM booked_slot WHERE holder_kind = ? AND holder_id = ?"
_HAND_OVER = (
    "UPDATE booked_slot SET holder_kind = ?, holder_id = ? WHERE holder_kind = ? AND holder_id = ?"
)


class HalfOccupiedError(Exception):
    """Somebody who does not wait for their turn has taken a slot in between."""


def _unit_slot(row: Row) -> tuple[str, int]:
    return row[0], row[1]


def _unit_day_slot(row: Row) -> tuple[str, date, int]:
    return row[0], date.fromisoformat(row[1]), row[2]


class GuardReads(Part):
    """See ``ports.guard``."""

    def booked_units(self, units: Sequence[str], day: date) -> frozenset[tuple[str, int]]:
        return frozenset(self._all(_unit_slot, _BOOKED, (day.isoformat(), to_json(units))))

    def booked_by_others(
        self, draw_id: str, first: date, last: date
    ) -> frozenset[tuple[str, date, int]]:
        bound = (first.isoformat(), last.isoformat(), draw_id)
        return frozenset(self._all(_unit_day_slot, _BY_OTHERS, bound))

    def units_booked(self, since: date) -> frozenset[str]:
        return frozenset(self._all(only_text, _UNITS_SINCE, (since.isoformat(),)))


class GuardWrites(GuardReads):
    """See ``ports.guard``."""

    def occupy(
        self, units: Sequence[str], day: date, slots: range, holder: tuple[str, int], shown: bool
    ) -> bool:
        kind, holder_id = holder
        bound = {
            "units": to_json(units),
            "date": day.isoformat(),
            "slots": to_json(list(slots)),
            "kind": kind,
            "id": holder_id,
            "shown": shown,
        }
        taken = len(self.sql.rows(_OCCUPY, bound))
        if taken not in (0, len(units) * len(slots)):
            raise HalfOccupiedError
        return taken > 0

    def hand_over(self, old: tuple[str, int], new: tuple[str, int]) -> None:
        self.sql.do(_HAND_OVER, (*new, *old))

    def free(self, holder: tuple[str, int]) -> None:
        self.sql.do(_FREE, holder)
