"""Draws: what is committed to, listed, mixed in, drawn and published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from booking_service.storage.records.json import Json


@dataclass(frozen=True, slots=True)
class DrawPlan:
    """A draw that has been committed to: the days of use it covers, and when each step is due."""

    id: str
    first_day: date
    last_day: date
    opens: datetime
    closes: datetime
    draw_at: datetime
    result_from: datetime
    secret: str
    commitment: str
    committed_at: datetime


@dataclass(frozen=True, slots=True)
class DrawRecord:
    """A draw as it stands. Each of these comes after the one before: the list is published
    (``listed_at``), entropy and what has gone since are fixed (``started_at``), the results are
    kept (``drawn_at``) and shown (``published_at``)."""

    plan: DrawPlan
    list_hash: str | None = None
    applications: int = 0  # in the list
    listed_at: datetime | None = None
    entropy: Json | None = None
    withdrawn: tuple[str, ...] = ()
    started_at: datetime | None = None
    seed: str | None = None
    drawn_at: datetime | None = None
    published_at: datetime | None = None

    @property
    def id(self) -> str:
        """The name of the draw: lottery and period."""
        return self.plan.id

    @property
    def commitment(self) -> str:
        """What was published before the window opened."""
        return self.plan.commitment


@dataclass(frozen=True, slots=True)
class ListedApplication:
    """An application that waits for its draw, as far as the list needs it."""

    id: int
    registrant_id: int
    token: str
    pseudonym: str
    room_id: str
    units: tuple[str, ...]  # empty: any
    date: date
    first_slot: int
    slot_count: int


@dataclass(frozen=True, slots=True)
class DigitsRecord:
    """Digits that an officer typed for a draw; when, the audit log says."""

    officer: str
    digits: str
