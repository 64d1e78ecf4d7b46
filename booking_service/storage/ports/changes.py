"""What becomes of bookings at the counter, and the bookings of given days."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from booking_service.storage.records import ChangeRecord, LivingRecord, SettlementRecord


class ChangeReader(Protocol):
    """Questions that change nothing."""

    def changes_of(self, reservation_id: int) -> list[ChangeRecord]:
        """How often, and from where, a booking was moved; the first change first."""
        ...

    def settlement(self, reservation_id: int) -> SettlementRecord | None: ...
    def living_reservations(self, first: date, last: date) -> list[LivingRecord]:
        """Provisional and confirmed ones for these days, by day."""
        ...

    def living_applications(self, first: date, last: date) -> list[LivingRecord]:
        """Those that wait for their draw, or have won and not been claimed, by day."""
        ...


class ChangeStore(ChangeReader, Protocol):
    """What a command may change."""

    def add_change(self, change: ChangeRecord) -> None: ...
    def keep_settlement(self, settlement: SettlementRecord) -> None: ...
