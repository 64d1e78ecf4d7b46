"""The plain fact of a room's day before anybody booked: which slots there are, which are shut."""

from __future__ import annotations

from datetime import date

from booking_service.policy.calendar import falls_in, is_room_closed
from booking_service.policy.model import City, PatternWhen, Room, SlotPattern

FREE = "f"
CLOSED = "c"


def pattern_of(city: City, room: Room, day: date) -> SlotPattern:
    """How ``room`` is cut into slots on a day: the first pattern whose conditions it meets."""
    if len(room.patterns) == 1:
        return city.pattern(room.patterns[0].pattern_id)
    for when in room.patterns:
        if _holds(city, when, day):
            return city.pattern(when.pattern_id)
    raise ValueError(f"room {room.id} has no pattern on {day}")


def day_facts(city: City, room: Room, day: date) -> tuple[str, str]:
    """The id of the slot pattern of ``room`` on ``day`` and one letter a slot: ``f`` or ``c``."""
    pattern = pattern_of(city, room, day)
    letter = CLOSED if is_room_closed(city, room, day) else FREE
    return pattern.id, letter * len(pattern.slots)


def _holds(city: City, when: PatternWhen, day: date) -> bool:
    if when.first and when.last and not falls_in(when.first, when.last, day):
        return False
    if when.weekdays is None and when.public_holidays is None:
        return True
    holiday = city.holidays(day) is not None
    if when.weekdays is None:
        return holiday is when.public_holidays
    if when.public_holidays is True:  # 日曜・祝日: these weekdays, and public holidays too
        return holiday or day.weekday() in when.weekdays
    if when.public_holidays is False:
        return day.weekday() in when.weekdays and not holiday
    return day.weekday() in when.weekdays
