"""Registered persons and groups, and who of them is at a kiosk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class RegistrantRecord:
    """A registered group or person. ``valid_until`` is the last valid day."""

    id: int
    number: str
    name: str
    secret_hash: str
    kinds: frozenset[str]
    suspended_since: date | None
    valid_until: date


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A resident logged in at a kiosk; ``secret_proof`` is what their secret is checked against."""

    token_hash: bytes
    kiosk_id: str
    expires_at: datetime
    secret_proof: bytes
    registrant: RegistrantRecord
