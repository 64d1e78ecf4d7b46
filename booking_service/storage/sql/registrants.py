"""Registered persons and groups: what is known of them without opening anything."""

# ruff: noqa: S608 - what is put together here are the column lists of this module, never input

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import msgspec

from booking_service.clock import TOKYO
from booking_service.storage.records import (
    RegistrantIndexes,
    RegistrantRecord,
    SecretRecord,
)
from booking_service.storage.sql.convert import (
    maybe_date,
    maybe_day,
    maybe_instant,
    seconds,
    to_json,
)
from booking_service.storage.sql.session import Part, Row, only_int

#: The columns of ``registrant``, of a table called ``r``.
REGISTRANT = (
    "r.id, r.holder, r.state, r.kinds, r.reductions, r.suspended_since, r.registered_on,"
    " r.valid_until, r.ended_on"
)
_SELECT = f"SELECT {REGISTRANT} FROM registrant AS r"
_GET = f"{_SELECT} WHERE r.id = ?"
_GET_BY_NUMBER = f"{_SELECT} WHERE r.number_index = ?"
_GET_BY_IDENTITY = f"{_SELECT} WHERE r.identity_index = ?"
_GET_ASKED_FOR = f"{_SELECT} WHERE r.asked_index = ?"
_GET_INDEXES = (
    "SELECT number_index, identity_index, reset_index, reachable FROM registrant"
    " WHERE id = ? AND number_index IS NOT NULL"
)
_GET_HASHES = "SELECT secret_hash, temporary_hash, temporary_until FROM registrant WHERE id = ?"
_GET_UNSEALED_HASHES = (
    "SELECT id, secret_hash, temporary_hash, temporary_until FROM registrant"
    " WHERE secret_hash LIKE ? OR temporary_hash LIKE ? ORDER BY id LIMIT ?"
)
#: How a hash begins that is not sealed.
_HASH = "$argon2%"
_ADD = """
INSERT INTO registrant (number_index, identity_index, reset_index, reachable, asked_index,
                        secret_hash, holder, state, kinds, reductions, suspended_since,
                        registered_on, valid_until, ended_on)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING RETURNING id
"""
_KEEP = """
UPDATE registrant SET holder = ?, state = ?, kinds = ?, reductions = ?, suspended_since = ?,
                      registered_on = ?, valid_until = ?, ended_on = ?
 WHERE id = ?
"""
_KEEP_INDEXES = (
    "UPDATE registrant SET number_index = ?, identity_index = ?, reset_index = ?, reachable = ?"
    " WHERE id = ?"
)
_FREE_IDENTITY = "UPDATE registrant SET identity_index = NULL WHERE id = ?"
_KEEP_HASH = (
    "UPDATE registrant SET secret_hash = ?, temporary_hash = NULL, temporary_until = NULL"
    " WHERE id = ?"
)
_KEEP_TEMPORARY_HASH = "UPDATE registrant SET temporary_hash = ?, temporary_until = ? WHERE id = ?"
_BEGUN_BEFORE = f"{_SELECT} WHERE r.state = 'begun' AND r.registered_on < ? ORDER BY r.id LIMIT ?"
#: What shows that somebody still uses their registration, from a day on.
_SHOWS_USE: Mapping[str, str] = {
    "applied": "SELECT 1 FROM lottery_application AS a"
    " WHERE a.registrant_id = r.id AND a.made_at >= :since_instant",
    "booked": "SELECT 1 FROM reservation AS b"
    " WHERE b.registrant_id = r.id AND b.made_at >= :since_instant",
    "used": "SELECT 1 FROM reservation AS b"
    " WHERE b.registrant_id = r.id AND b.date >= :since AND b.state = 'used'",
}
_kinds = msgspec.json.Decoder(frozenset[str])
_reductions = msgspec.json.Decoder(dict[str, date])


def registrant(row: Row) -> RegistrantRecord:
    """Columns ``REGISTRANT``."""
    return RegistrantRecord(
        id=row[0],
        holder=row[1],
        state=row[2],
        kinds=_kinds.decode(row[3]),
        reductions=_reductions.decode(row[4]),
        suspended_since=maybe_date(row[5]),
        registered_on=maybe_date(row[6]),
        valid_until=date.fromisoformat(row[7]),
        ended_on=maybe_date(row[8]),
    )


def _columns(value: RegistrantRecord) -> tuple[object, ...]:
    """Those of ``REGISTRANT`` after the id."""
    return (
        value.holder,
        value.state,
        to_json(sorted(value.kinds)),
        to_json(dict(value.reductions)),
        maybe_day(value.suspended_since),
        maybe_day(value.registered_on),
        value.valid_until.isoformat(),
        maybe_day(value.ended_on),
    )


def _index_columns(value: RegistrantIndexes) -> tuple[object, ...]:
    return (value.number, value.identity, value.reset, value.reachable)


def _secret(row: Row) -> SecretRecord:
    return SecretRecord(row[0], row[1], maybe_instant(row[2]))


def _unsealed_secret(row: Row) -> tuple[int, SecretRecord]:
    return row[0], _secret(row[1:])


def _indexes(row: Row) -> RegistrantIndexes:
    number, identity, reset, reachable = row
    return RegistrantIndexes(number, identity, reset, reachable=bool(reachable))


class RegistrantReads(Part):
    """See ``ports.registrants``."""

    def registrant(self, registrant_id: int) -> RegistrantRecord | None:
        return self._one(registrant, _GET, (registrant_id,))

    def registrant_by_number(self, number_index: str) -> RegistrantRecord | None:
        return self._one(registrant, _GET_BY_NUMBER, (number_index,))

    def registrant_by_identity(self, identity_index: str) -> RegistrantRecord | None:
        return self._one(registrant, _GET_BY_IDENTITY, (identity_index,))

    def registrant_asked_for(self, asked_index: str) -> RegistrantRecord | None:
        return self._one(registrant, _GET_ASKED_FOR, (asked_index,))

    def indexes(self, registrant_id: int) -> RegistrantIndexes | None:
        return self._one(_indexes, _GET_INDEXES, (registrant_id,))

    def secret(self, registrant_id: int) -> SecretRecord | None:
        return self._one(_secret, _GET_HASHES, (registrant_id,))

    def unsealed_secrets(self, limit: int) -> list[tuple[int, SecretRecord]]:
        return self._all(_unsealed_secret, _GET_UNSEALED_HASHES, (_HASH, _HASH, limit))

    def idle_registrants(
        self, since: date, events: frozenset[str], limit: int
    ) -> list[RegistrantRecord]:
        without = "".join(f" AND NOT EXISTS ({_SHOWS_USE[event]})" for event in sorted(events))
        statement = (
            f"{_SELECT} WHERE r.state = 'active' AND r.holder <> 'visitor'"
            f" AND r.registered_on < :since{without} ORDER BY r.id LIMIT :most"
        )
        start = datetime(since.year, since.month, since.day, tzinfo=TOKYO)
        bound = {"since": since.isoformat(), "since_instant": seconds(start), "most": limit}
        return self._all(registrant, statement, bound)

    def registrants_begun_before(self, day: date, limit: int) -> list[RegistrantRecord]:
        return self._all(registrant, _BEGUN_BEFORE, (day.isoformat(), limit))


class RegistrantWrites(RegistrantReads):
    """See ``ports.registrants``."""

    def add_registrant(
        self,
        registrant: RegistrantRecord,
        indexes: RegistrantIndexes,
        secret_hash: str,
        asked_index: str | None,
    ) -> int | None:
        bound = (*_index_columns(indexes), asked_index, secret_hash, *_columns(registrant))
        return self._one(only_int, _ADD, bound)

    def keep_registrant(self, registrant: RegistrantRecord) -> None:
        self.sql.do(_KEEP, (*_columns(registrant), registrant.id))

    def keep_indexes(self, registrant_id: int, indexes: RegistrantIndexes) -> None:
        self.sql.do(_KEEP_INDEXES, (*_index_columns(indexes), registrant_id))

    def free_identity(self, registrant_id: int) -> None:
        self.sql.do(_FREE_IDENTITY, (registrant_id,))

    def keep_secret(self, registrant_id: int, secret_hash: str) -> None:
        self.sql.do(_KEEP_HASH, (secret_hash, registrant_id))

    def keep_temporary_secret(self, registrant_id: int, secret_hash: str, until: datetime) -> None:
        self.sql.do(_KEEP_TEMPORARY_HASH, (secret_hash, seconds(until), registrant_id))
