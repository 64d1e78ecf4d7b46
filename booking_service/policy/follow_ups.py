"""What a resident still has to do after booking or claiming, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from booking_service.policy.instants import MINUTES_OF_A_DAY, local_date, start_of
from booking_service.policy.model import City, Room
from booking_service.policy.rules import Text


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to do before ``until``; ``to`` holds the addresses it goes to."""

    id: str
    text: Text
    to: Text | None
    until: datetime


def follow_ups(city: City, room: Room, use_date: date, agreed_at: datetime) -> tuple[ToDo, ...]:
    """What is to be done for a use of ``room`` that was booked or claimed at ``agreed_at``."""
    return tuple(
        ToDo(rule.id, rule.text, rule.to, done_by(agreed_at, rule.within_days, use_date))
        for rule in city.klass(room.class_id).follow_ups
    )


def done_by(agreed_at: datetime, within_days: int, use_date: date) -> datetime:
    """When "within so many days after booking" is over: with the last of these days, but never
    later than with the day of use itself (document 004 §3(2))."""
    last = min(local_date(agreed_at) + timedelta(days=within_days), use_date)
    return start_of(last, MINUTES_OF_A_DAY)
