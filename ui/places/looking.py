"""Looking facilities and rooms up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ui.places.place import Place


@dataclass(frozen=True, slots=True)
class Facilities(Place):
    name: ClassVar[str] = "facilities"


@dataclass(frozen=True, slots=True)
class Rooms(Place):
    name: ClassVar[str] = "rooms"
    facility_id: str


@dataclass(frozen=True, slots=True)
class Month(Place):
    """A room's calendar. ``month`` is any day of it."""

    name: ClassVar[str] = "month"
    room_id: str
    month: date
