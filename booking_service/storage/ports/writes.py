"""Every final answer to a write, with its key."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from booking_service.storage.records import StoredWrite


class WriteReader(Protocol):
    """Questions that change nothing."""

    def write(self, kiosk_id: str, key: str) -> StoredWrite | None: ...


class WriteStore(WriteReader, Protocol):
    """What a command may change."""

    def keep_write(self, kiosk_id: str, key: str, write: StoredWrite, at: datetime) -> None: ...
