"""Rows as values: what the storage gives and takes. Instants are aware, in Asia/Tokyo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

#: A JSON object as it is kept in a row.
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class KioskRecord:
    """A terminal that may speak to the service."""

    id: str
    place: str
    secret_hash: bytes


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


@dataclass(frozen=True, slots=True)
class RoomDayRecord:
    """One room on one day: letters of the calendar (``facts``) and of the feed (``slots``)."""

    room_id: str
    date: date
    pattern: str
    facts: str
    slots: str


@dataclass(frozen=True, slots=True)
class UseRecord:
    """What reservations and applications share: which slots, what for, how many people."""

    room_id: str
    facility_id: str
    date: date
    first_slot: int
    slot_count: int
    purpose_id: str
    people: int


@dataclass(frozen=True, slots=True)
class FeeLineRecord:
    """One line of a fee, as agreed at booking."""

    name: dict[str, str]
    yen: int


@dataclass(frozen=True, slots=True)
class ReservationRecord:
    """A reservation; for a win ``made_at`` is when it was claimed."""

    id: int
    registrant_id: int
    use: UseRecord
    fee_lines: tuple[FeeLineRecord, ...]
    fee_yen: int
    origin: str
    state: str
    made_at: datetime
    payment_due: datetime | None
    paid_at: datetime | None
    rule_version: str  # of the rules it was agreed under
    changed_at: datetime


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


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """What somebody booked needs of the city: a room whose day has so many slots."""

    room_id: str
    date: date
    slots_needed: int


@dataclass(frozen=True, slots=True)
class HoldingRecord:
    """What a registrant holds, as far as quotas care; ``origin`` is None for an application."""

    id: int
    state: str
    room_id: str
    date: date
    first_slot: int
    slot_count: int
    made_at: datetime
    origin: str | None


@dataclass(frozen=True, slots=True)
class StoredWrite:
    """What became of a write: ``state`` is ``done`` or ``closed``."""

    body_hash: bytes
    state: str
    status: int
    body: bytes


@dataclass(frozen=True, slots=True)
class DrawRecord:
    """A draw: committed before its window opens, drawn once, then published."""

    id: str
    use_month: date
    secret: str
    commitment: str
    drawn_at: datetime | None
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class DueJob:
    """A step to be taken at ``due_at``."""

    kind: str
    subject: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One change of the feed: a room-day or an offer-day, updated or deleted."""

    change: int
    kind: str
    id: str
    deleted: bool
    data: tuple[str, str, str, str]


class Holder:
    """Who may hold a slot."""

    RESERVATION = "reservation"
    APPLICATION = "application"
