"""Every final answer to a write, with its key."""

from __future__ import annotations

from datetime import datetime

from booking_service.storage.records import StoredWrite
from booking_service.storage.sql.convert import seconds
from booking_service.storage.sql.session import Part

_GET = "SELECT body_hash, state, status, body FROM write WHERE kiosk_id = ? AND key = ?"
_KEEP = (
    "INSERT INTO write (kiosk_id, key, body_hash, state, status, body, made_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)


class WriteReads(Part):
    """See ``ports.writes``."""

    def write(self, kiosk_id: str, key: str) -> StoredWrite | None:
        return self._one(lambda row: StoredWrite(*row), _GET, (kiosk_id, key))


class WriteWrites(WriteReads):
    """See ``ports.writes``."""

    def keep_write(self, kiosk_id: str, key: str, write: StoredWrite, at: datetime) -> None:
        bound = (kiosk_id, key, write.body_hash, write.state, write.status, write.body)
        self.sql.do(_KEEP, (*bound, seconds(at)))
