"""The plain fact of a room's day before anybody booked: which slots there are, which are shut."""

from __future__ import annotations

from datetime import date

from booking_service.policy.calendar import is_closed
from booking_service.policy.model import City, Room, SlotPattern

FREE = "f"
CLOSED = "c"


def pattern_of(city: City, room: Room, _day: date) -> SlotPattern:
    """How ``room`` is cut into slots on a day.

    Asked by day, because a pattern may depend on season and weekday.
    """
    return city.pattern(room.pattern_id)


def day_facts(city: City, room: Room, day: date) -> tuple[str, str]:
    """The id of the slot pattern of ``room`` on ``day`` and one letter a slot: ``f`` or ``c``."""
    pattern = pattern_of(city, room, day)
    letter = CLOSED if is_closed(city, city.facility(room.facility_id), day) else FREE
    return pattern.id, letter * len(pattern.slots)
