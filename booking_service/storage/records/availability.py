"""Days of rooms, and the feed that tells them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RoomDayRecord:
    """One room on one day: letters of the calendar (``facts``) and of the feed (``slots``).

    ``units`` are the letters of each of its units in their order, for a room of several units.
    """

    room_id: str
    date: date
    pattern: str
    facts: str
    slots: str
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoomUnitsRecord:
    """What a room is made of. With ``takes_one`` a use needs one of the units, else all."""

    room_id: str
    units: tuple[str, ...]
    takes_one: bool


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One change of the feed: a room-day or an offer-day, updated or deleted."""

    change: int
    kind: str
    id: str
    deleted: bool
    data: tuple[str, str, str, str]
    units: tuple[str, ...] = ()  # see ``RoomDayRecord``
