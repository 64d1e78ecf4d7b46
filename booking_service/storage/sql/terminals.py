"""Terminals: who may speak to the service, and when it last heard of them."""

from __future__ import annotations

from datetime import datetime

import msgspec

from booking_service.storage.records import (
    EnrolmentCodeRecord,
    Json,
    KioskRecord,
    KioskStateRecord,
)
from booking_service.storage.sql.convert import instant, maybe_instant, seconds, to_json
from booking_service.storage.sql.session import Part, Row

_GET = "SELECT id, place, secret_hash FROM kiosk WHERE id = ? AND revoked_at IS NULL"
_KEEP = (
    "INSERT INTO kiosk (id, place, secret_hash, enrolled_at) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (id) DO UPDATE SET place = excluded.place, secret_hash = excluded.secret_hash,"
    " enrolled_at = excluded.enrolled_at, revoked_at = NULL"
)
_NOTE_HEARTBEAT = "UPDATE kiosk SET seen_at = ?, heartbeat = ? WHERE id = ?"
_ALL = "SELECT id, place, enrolled_at, revoked_at, seen_at, heartbeat FROM kiosk ORDER BY id"
_REVOKE = "UPDATE kiosk SET revoked_at = ? WHERE id = ?"
_DROP_CODE = "DELETE FROM enrolment_code WHERE kiosk_id = ?"
_KEEP_CODE = (
    "INSERT INTO enrolment_code (kiosk_id, place, code_hash, expires_at) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (kiosk_id) DO UPDATE SET place = excluded.place,"
    " code_hash = excluded.code_hash, expires_at = excluded.expires_at"
)
_USE_CODE = (
    "DELETE FROM enrolment_code WHERE kiosk_id = ? AND code_hash = ? AND expires_at > ?"
    " RETURNING place, expires_at"
)
_heartbeat = msgspec.json.Decoder(dict[str, object])


def _state(row: Row) -> KioskStateRecord:
    said = None if row[5] is None else _heartbeat.decode(row[5])
    times = (instant(row[2]), maybe_instant(row[3]), maybe_instant(row[4]))
    return KioskStateRecord(row[0], row[1], *times, said)


class TerminalReads(Part):
    """See ``ports.terminals``."""

    def kiosk(self, kiosk_id: str) -> KioskRecord | None:
        return self._one(lambda row: KioskRecord(*row), _GET, (kiosk_id,))

    def kiosks(self) -> list[KioskStateRecord]:
        return self._all(_state, _ALL)


class TerminalWrites(TerminalReads):
    """See ``ports.terminals``."""

    def keep_kiosk(self, kiosk: KioskRecord, at: datetime) -> None:
        self.sql.do(_KEEP, (kiosk.id, kiosk.place, kiosk.secret_hash, seconds(at)))

    def note_heartbeat(self, kiosk_id: str, at: datetime, heartbeat: Json) -> None:
        self.sql.do(_NOTE_HEARTBEAT, (seconds(at), to_json(heartbeat), kiosk_id))

    def revoke_kiosk(self, kiosk_id: str, at: datetime) -> None:
        self.sql.do(_REVOKE, (seconds(at), kiosk_id))
        self.sql.do(_DROP_CODE, (kiosk_id,))

    def keep_enrolment_code(self, code: EnrolmentCodeRecord) -> None:
        bound = (code.kiosk_id, code.place, code.code_hash.hex(), seconds(code.expires_at))
        self.sql.do(_KEEP_CODE, bound)

    def use_enrolment_code(
        self, kiosk_id: str, code_hash: bytes, now: datetime
    ) -> EnrolmentCodeRecord | None:
        def used(row: Row) -> EnrolmentCodeRecord:
            return EnrolmentCodeRecord(kiosk_id, row[0], code_hash, instant(row[1]))

        return self._one(used, _USE_CODE, (kiosk_id, code_hash.hex(), seconds(now)))
