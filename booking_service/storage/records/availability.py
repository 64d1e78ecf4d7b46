"""Days of rooms, and the feed that tells them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RoomDayRecord:
    """One room on one day: letters of the calendar (``facts``) and of the feed (``slots``)."""

    room_id: str
    date: date
    pattern: str
    facts: str
    slots: str


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One change of the feed: a room-day or an offer-day, updated or deleted."""

    change: int
    kind: str
    id: str
    deleted: bool
    data: tuple[str, str, str, str]
