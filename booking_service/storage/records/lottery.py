"""Lottery applications."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from booking_service.storage.records.bookings import FeeLineRecord, UseRecord
from booking_service.storage.records.json import Json


@dataclass(frozen=True, slots=True)
class ApplicationRecord:
    """A lottery application. ``token`` and ``pseudonym`` stand for it in the published draw."""

    id: int
    registrant_id: int
    draw_id: str
    use: UseRecord
    fee_lines: tuple[FeeLineRecord, ...]
    fee_yen: int
    token: str
    pseudonym: str
    state: str
    lost_because: Json | None
    made_at: datetime
    reservation_id: int | None
    rule_version: str  # of the rules it was made under
    changed_at: datetime
    claim_until: datetime | None = None  # of a runner-up who won after all
