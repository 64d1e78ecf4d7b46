"""Reservations, and what registrants hold in reservations and applications together."""

# ruff: noqa: S608 - what is put together here are the column lists of this module, never input

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import msgspec

from booking_service.storage.records import (
    FeeLineRecord,
    HoldingRecord,
    PlaceRecord,
    ReservationRecord,
    UseRecord,
)
from booking_service.storage.sql.convert import (
    instant,
    maybe_instant,
    maybe_seconds,
    seconds,
    to_json,
)
from booking_service.storage.sql.session import Part, Row

#: What reservations and applications share.
USE = "room_id, facility_id, date, first_slot, slot_count, purpose_id, people, units"
RESERVATION = (
    f"id, registrant_id, {USE}, fee_lines, fee_yen, origin, state, made_at, payment_due, paid_at,"
    " rule_version, changed_at"
)
_GET = f"SELECT {RESERVATION} FROM reservation WHERE id = ?"
_OF = (
    f"SELECT {RESERVATION} FROM reservation WHERE registrant_id = ? AND date >= ?"
    " ORDER BY date, first_slot, id"
)
# What counts for quotas: everything a registrant holds for the days of one month.
_HOLDINGS = """
SELECT id, state, room_id, date, first_slot, slot_count, made_at, origin
  FROM reservation
 WHERE registrant_id = :registrant AND (registrant_id, date) >= (:registrant, :first)
   AND (registrant_id, date) <= (:registrant, :last)
   AND state IN ('provisional', 'confirmed', 'used')
UNION ALL
SELECT id, state, room_id, date, first_slot, slot_count, made_at, NULL
  FROM lottery_application
 WHERE registrant_id = :registrant AND (registrant_id, date) >= (:registrant, :first)
   AND (registrant_id, date) <= (:registrant, :last)
   AND state IN ('applied', 'won')
"""
_PLACES = """
SELECT room_id, date, max(first_slot + slot_count)
  FROM (SELECT room_id, date, first_slot, slot_count FROM reservation WHERE date >= :since
        UNION ALL
        SELECT room_id, date, first_slot, slot_count FROM lottery_application WHERE date >= :since)
       AS booked
 GROUP BY room_id, date
"""
_ADD = (
    f"INSERT INTO reservation ({RESERVATION})"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_MARKS = ", ".join("?" for _ in RESERVATION.split(","))
_KEEP = f"UPDATE reservation SET ({RESERVATION}) = ({_MARKS}) WHERE id = ?"
_SET_STATE = (
    "UPDATE reservation SET state = ?, changed_at = ?, paid_at = coalesce(?, paid_at) WHERE id = ?"
)
fee_lines = msgspec.json.Decoder(tuple[FeeLineRecord, ...])
_units = msgspec.json.Decoder(tuple[str, ...])


def use(row: Row) -> UseRecord:
    """Columns ``USE``."""
    room, facility, day, first, count, purpose, people, units = row
    taken = _units.decode(units)
    return UseRecord(room, facility, date.fromisoformat(day), first, count, purpose, people, taken)


def use_columns(value: UseRecord) -> tuple[Any, ...]:
    """A use, in the order of the columns ``USE``."""
    return (
        value.room_id,
        value.facility_id,
        value.date.isoformat(),
        value.first_slot,
        value.slot_count,
        value.purpose_id,
        value.people,
        to_json(value.units),
    )


def _reservation(row: Row) -> ReservationRecord:
    return ReservationRecord(
        id=row[0],
        registrant_id=row[1],
        use=use(row[2:10]),
        fee_lines=fee_lines.decode(row[10]),
        fee_yen=row[11],
        origin=row[12],
        state=row[13],
        made_at=instant(row[14]),
        payment_due=maybe_instant(row[15]),
        paid_at=maybe_instant(row[16]),
        rule_version=row[17],
        changed_at=instant(row[18]),
    )


def _columns(value: ReservationRecord) -> tuple[Any, ...]:
    return (
        value.id,
        value.registrant_id,
        *use_columns(value.use),
        to_json(value.fee_lines),
        value.fee_yen,
        value.origin,
        value.state,
        seconds(value.made_at),
        maybe_seconds(value.payment_due),
        maybe_seconds(value.paid_at),
        value.rule_version,
        seconds(value.changed_at),
    )


def _holding(row: Row) -> HoldingRecord:
    return HoldingRecord(
        row[0], row[1], row[2], date.fromisoformat(row[3]), row[4], row[5], instant(row[6]), row[7]
    )


def _place(row: Row) -> PlaceRecord:
    return PlaceRecord(row[0], date.fromisoformat(row[1]), row[2])


class BookingReads(Part):
    """See ``ports.bookings``."""

    def reservation(self, reservation_id: int) -> ReservationRecord | None:
        return self._one(_reservation, _GET, (reservation_id,))

    def reservations_of(self, registrant_id: int, since: date) -> list[ReservationRecord]:
        return self._all(_reservation, _OF, (registrant_id, since.isoformat()))

    def holdings(self, registrant_id: int, first: date, last: date) -> list[HoldingRecord]:
        bound = {"registrant": registrant_id, "first": str(first), "last": str(last)}
        return self._all(_holding, _HOLDINGS, bound)

    def booked_places(self, since: date) -> list[PlaceRecord]:
        return self._all(_place, _PLACES, {"since": str(since)})


class BookingWrites(BookingReads):
    """See ``ports.bookings``."""

    def add_reservation(self, reservation: ReservationRecord) -> None:
        self.sql.do(_ADD, _columns(reservation))

    def set_reservation_state(self, reservation_id: int, state: str, at: datetime) -> None:
        self.sql.do(_SET_STATE, (state, seconds(at), None, reservation_id))

    def set_reservation_paid(self, reservation_id: int, state: str, at: datetime) -> None:
        self.sql.do(_SET_STATE, (state, seconds(at), seconds(at), reservation_id))

    def keep_reservation(self, reservation: ReservationRecord) -> None:
        self.sql.do(_KEEP, (*_columns(reservation), reservation.id))
