"""What residents choose in the measurements: free, open hours, never the same one twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bench.central import NOW
from booking_service.policy.calendar import is_closed
from booking_service.policy.facts import pattern_of
from booking_service.policy.instants import add_months, first_of_month, length_of_month
from booking_service.policy.model import City

#: Bookings a registrant may hold in one facility for one month of use (rules of Shiroi).
QUOTA = 15
Choice = dict[str, str | int]


def choices(city: City) -> Iterator[Choice]:
    """Single hours of next month, room by room: each can be had by first come, first served."""
    first = add_months(first_of_month(NOW.date()), 1)
    for ahead in range(length_of_month(first)):
        day = first + timedelta(days=ahead)
        for room in city.rooms:
            if is_closed(city, city.facility(room.facility_id), day):
                continue
            for slot in range(len(pattern_of(city, room, day).slots)):
                yield {
                    "room_id": room.id,
                    "date": day.isoformat(),
                    "first_slot": slot,
                    "slot_count": 1,
                    "purpose_id": city.klass(room.class_id).purposes[0].id,
                    "people": 1,
                }
