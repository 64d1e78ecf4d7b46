"""Terminals: who may speak to the service, and when it last heard of them."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from booking_service.storage.records import (
    EnrolmentCodeRecord,
    Json,
    KioskRecord,
    KioskStateRecord,
)


class TerminalReader(Protocol):
    """Questions that change nothing."""

    def kiosk(self, kiosk_id: str) -> KioskRecord | None:
        """A terminal that may speak to the service; None if it never could or no longer may."""
        ...

    def kiosks(self) -> list[KioskStateRecord]: ...


class TerminalStore(TerminalReader, Protocol):
    """What a command may change."""

    def keep_kiosk(self, kiosk: KioskRecord, at: datetime) -> None: ...
    def note_heartbeat(self, kiosk_id: str, at: datetime, heartbeat: Json) -> None: ...
    def revoke_kiosk(self, kiosk_id: str, at: datetime) -> None:
        """Shuts a terminal out until it is enrolled again, by a code that is made after this."""
        ...

    def keep_enrolment_code(self, code: EnrolmentCodeRecord) -> None: ...
    def use_enrolment_code(
        self, kiosk_id: str, code_hash: bytes, now: datetime
    ) -> EnrolmentCodeRecord | None:
        """Takes a code away; None if it is unknown, used, or too old."""
        ...
