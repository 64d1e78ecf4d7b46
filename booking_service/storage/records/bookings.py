"""Reservations, and what they share with applications."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class UseRecord:
    """What reservations and applications share: which slots, what for, how many people.

    ``units`` are those it takes; empty where any unit of the room will do and none is given yet.
    """

    room_id: str
    facility_id: str
    date: date
    first_slot: int
    slot_count: int
    purpose_id: str
    people: int
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeeLineRecord:
    """One line of a fee, as agreed at booking. ``in_cancellation``: a cancellation counts it."""

    name: dict[str, str]
    yen: int
    in_cancellation: bool = True


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


class Holder:
    """Who may hold a slot."""

    RESERVATION = "reservation"
    APPLICATION = "application"
