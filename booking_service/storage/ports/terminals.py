"""Terminals: who may speak to the service, and when it last heard of them."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from booking_service.storage.records import Json, KioskRecord


class TerminalReader(Protocol):
    """Questions that change nothing."""

    def kiosk(self, kiosk_id: str) -> KioskRecord | None: ...


class TerminalStore(TerminalReader, Protocol):
    """What a command may change."""

    def keep_kiosk(self, kiosk: KioskRecord, at: datetime) -> None: ...
    def note_heartbeat(self, kiosk_id: str, at: datetime, heartbeat: Json) -> None: ...
