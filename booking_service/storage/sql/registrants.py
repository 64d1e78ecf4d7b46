"""Registered persons and groups."""

# ruff: noqa: S608 - what is put together here are the column lists of this module, never input

from __future__ import annotations

from datetime import date

import msgspec

from booking_service.storage.records import RegistrantRecord
from booking_service.storage.sql.convert import maybe_date, maybe_day, to_json
from booking_service.storage.sql.session import Part, Row, only_int

#: The columns of ``registrant``, of a table called ``r``.
REGISTRANT = "r.id, r.number, r.name, r.secret_hash, r.kinds, r.suspended_since, r.valid_until"
_GET = f"SELECT {REGISTRANT} FROM registrant r WHERE r.id = ?"
_GET_BY_NUMBER = f"SELECT {REGISTRANT} FROM registrant r WHERE r.number = ?"
_ADD = (
    "INSERT INTO registrant (number, name, secret_hash, kinds, suspended_since, valid_until)"
    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (number) DO NOTHING RETURNING id"
)
_kinds = msgspec.json.Decoder(frozenset[str])


def registrant(row: Row) -> RegistrantRecord:
    """Columns ``REGISTRANT``."""
    return RegistrantRecord(
        id=row[0],
        number=row[1],
        name=row[2],
        secret_hash=row[3],
        kinds=_kinds.decode(row[4]),
        suspended_since=maybe_date(row[5]),
        valid_until=date.fromisoformat(row[6]),
    )


class RegistrantReads(Part):
    """See ``ports.registrants``."""

    def registrant(self, registrant_id: int) -> RegistrantRecord | None:
        return self._one(registrant, _GET, (registrant_id,))

    def registrant_by_number(self, number: str) -> RegistrantRecord | None:
        return self._one(registrant, _GET_BY_NUMBER, (number,))


class RegistrantWrites(RegistrantReads):
    """See ``ports.registrants``."""

    def add_registrant(self, registrant: RegistrantRecord) -> int | None:
        bound = (
            registrant.number,
            registrant.name,
            registrant.secret_hash,
            to_json(sorted(registrant.kinds)),
            maybe_day(registrant.suspended_since),
            registrant.valid_until.isoformat(),
        )
        return self._one(only_int, _ADD, bound)
