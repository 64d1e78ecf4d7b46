"""What becomes of bookings at the counter, and the bookings of given days."""

# ruff: noqa: S608 - what is put together here are column lists, never input

from __future__ import annotations

from datetime import date

import msgspec

from booking_service.storage.records import ChangeRecord, LivingRecord, SettlementRecord, UseRecord
from booking_service.storage.sql.bookings import USE, use
from booking_service.storage.sql.convert import instant, seconds, to_json
from booking_service.storage.sql.session import Part, Row

_CHANGES = (
    "SELECT reservation_id, at, before, fee_yen, paid, reason FROM reservation_change"
    " WHERE reservation_id = ? ORDER BY place"
)
_ADD_CHANGE = (
    "INSERT INTO reservation_change (reservation_id, place, at, before, fee_yen, paid, reason)"
    " SELECT ?, coalesce(max(place), 0) + 1, ?, ?, ?, ?, ? FROM reservation_change"
    " WHERE reservation_id = ?"
)
_SETTLEMENT = (
    "SELECT reservation_id, at, percent, fee_yen, asked_yen, reason FROM settlement"
    " WHERE reservation_id = ?"
)
_KEEP_SETTLEMENT = (
    "INSERT INTO settlement (reservation_id, at, percent, fee_yen, asked_yen, reason)"
    " VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (reservation_id) DO UPDATE SET at = excluded.at, percent = excluded.percent,"
    " fee_yen = excluded.fee_yen, asked_yen = excluded.asked_yen, reason = excluded.reason"
)
_RESERVATIONS = (
    f"SELECT id, registrant_id, {USE} FROM reservation WHERE date BETWEEN ? AND ?"
    " AND state IN ('provisional', 'confirmed') ORDER BY date, first_slot, id"
)
_APPLICATIONS = (
    f"SELECT id, registrant_id, {USE} FROM lottery_application WHERE date BETWEEN ? AND ?"
    " AND state IN ('applied', 'won') ORDER BY date, first_slot, id"
)
_use = msgspec.json.Decoder(UseRecord)


def _change(row: Row) -> ChangeRecord:
    return ChangeRecord(
        reservation_id=row[0],
        at=instant(row[1]),
        before=_use.decode(row[2]),
        fee_yen=row[3],
        paid=bool(row[4]),
        reason=row[5],
    )


def _settlement(row: Row) -> SettlementRecord:
    return SettlementRecord(row[0], instant(row[1]), *row[2:6])


def _living(row: Row) -> LivingRecord:
    return LivingRecord(row[0], row[1], use(row[2:]))


class ChangeReads(Part):
    """See ``ports.changes``."""

    def changes_of(self, reservation_id: int) -> list[ChangeRecord]:
        return self._all(_change, _CHANGES, (reservation_id,))

    def settlement(self, reservation_id: int) -> SettlementRecord | None:
        return self._one(_settlement, _SETTLEMENT, (reservation_id,))

    def living_reservations(self, first: date, last: date) -> list[LivingRecord]:
        return self._all(_living, _RESERVATIONS, (first.isoformat(), last.isoformat()))

    def living_applications(self, first: date, last: date) -> list[LivingRecord]:
        return self._all(_living, _APPLICATIONS, (first.isoformat(), last.isoformat()))


class ChangeWrites(ChangeReads):
    """See ``ports.changes``."""

    def add_change(self, change: ChangeRecord) -> None:
        what = (seconds(change.at), to_json(change.before), change.fee_yen, change.paid)
        bound = (change.reservation_id, *what, change.reason, change.reservation_id)
        self.sql.do(_ADD_CHANGE, bound)

    def keep_settlement(self, settlement: SettlementRecord) -> None:
        money = (settlement.percent, settlement.fee_yen, settlement.asked_yen)
        bound = (settlement.reservation_id, seconds(settlement.at), *money, settlement.reason)
        self.sql.do(_KEEP_SETTLEMENT, bound)
