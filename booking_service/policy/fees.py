"""What a use costs: a list of lines, agreed when it is booked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from booking_service.policy.facts import pattern_of
from booking_service.policy.model import City, Room
from booking_service.policy.rules import Text

_MINUTES_OF_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line of a fee: what it is for and how many yen."""

    name: Text
    yen: int


def fee_lines(
    city: City, room: Room, day: date, first_slot: int, slot_count: int
) -> tuple[FeeLine, ...]:
    """The fee of the adjoining slots ``[first_slot, first_slot + slot_count)`` of ``room``.

    One line of hours times the price of an hour (document 003, table 施設使用料等), also where that
    is 0 yen. The slots must exist; ``checks`` refuses others before.
    """
    slots = pattern_of(city, room, day).slots[first_slot : first_slot + slot_count]
    minutes = sum(slot.end - slot.start for slot in slots)
    return (FeeLine(room.name, room.price_per_hour_yen * minutes // _MINUTES_OF_AN_HOUR),)


def total_yen(lines: Iterable[FeeLine]) -> int:
    """The sum of fee lines, yen."""
    return sum(line.yen for line in lines)
