"""Terminals: who may speak to the service, and when it last heard of them."""

from __future__ import annotations

from datetime import datetime

from booking_service.storage.records import Json, KioskRecord
from booking_service.storage.sql.convert import seconds, to_json
from booking_service.storage.sql.session import Part

_GET = "SELECT id, place, secret_hash FROM kiosk WHERE id = ?"
_KEEP = (
    "INSERT INTO kiosk (id, place, secret_hash, enrolled_at) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (id) DO UPDATE SET place = excluded.place, secret_hash = excluded.secret_hash,"
    " enrolled_at = excluded.enrolled_at"
)
_NOTE_HEARTBEAT = "UPDATE kiosk SET seen_at = ?, heartbeat = ? WHERE id = ?"


class TerminalReads(Part):
    """See ``ports.terminals``."""

    def kiosk(self, kiosk_id: str) -> KioskRecord | None:
        return self._one(lambda row: KioskRecord(*row), _GET, (kiosk_id,))


class TerminalWrites(TerminalReads):
    """See ``ports.terminals``."""

    def keep_kiosk(self, kiosk: KioskRecord, at: datetime) -> None:
        self.sql.do(_KEEP, (kiosk.id, kiosk.place, kiosk.secret_hash, seconds(at)))

    def note_heartbeat(self, kiosk_id: str, at: datetime, heartbeat: Json) -> None:
        self.sql.do(_NOTE_HEARTBEAT, (seconds(at), to_json(heartbeat), kiosk_id))
