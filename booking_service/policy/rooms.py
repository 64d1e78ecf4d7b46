"""What is let: rooms, the slots of their days, what they cost and what they exclude.

Import these from ``model``, where a city is put together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from booking_service.policy.rules import Dated, MonthDayOfYear, Source, Text


def clock_text(minutes: int) -> str:
    """Minutes after midnight as ``HH:MM``; 1440 is ``24:00``."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


@dataclass(frozen=True, slots=True)
class SlotTime:
    """One slot (コマ) of a pattern, ``[start, end)`` in minutes after midnight.

    ``needs``: the id of a slot that must be in the same use, as an extension needs the evening.
    """

    id: str
    start: int
    end: int
    name: Text | None = None
    needs: str | None = None

    @property
    def from_(self) -> str:
        """The start as ``HH:MM``."""
        return clock_text(self.start)

    @property
    def until(self) -> str:
        """The end as ``HH:MM``; midnight is ``24:00``."""
        return clock_text(self.end)


@dataclass(frozen=True, slots=True)
class Combined:
    """Adjoining slots that are sold as one, at a price of their own (全日)."""

    id: str
    name: Text
    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SlotPattern:
    """How a day of a room is cut into slots, in order and without overlap."""

    id: str
    slots: tuple[SlotTime, ...]
    source: Source
    combined: tuple[Combined, ...] = ()


@dataclass(frozen=True, slots=True)
class PatternWhen:
    """When a room's day follows a pattern: in a season (both days included, perhaps over the new
    year), on some weekdays (Monday = 0). ``public_holidays`` True: on public holidays too, whatever
    their weekday (土日祝); False: not on public holidays (平日). What is None is not asked."""

    pattern_id: str
    first: MonthDayOfYear | None = None
    last: MonthDayOfYear | None = None
    weekdays: frozenset[int] | None = None
    public_holidays: bool | None = None


@dataclass(frozen=True, slots=True)
class Price:
    """What a room costs: by the hour, or by slot and by combined slots. Exactly one of the two."""

    per_hour_yen: int | None
    by_slot: Mapping[str, int] = field(default_factory=dict)

    @property
    def free(self) -> bool:
        """Whether there is nothing to pay at any time."""
        return not self.per_hour_yen and not any(self.by_slot.values())


@dataclass(frozen=True, slots=True)
class Unit:
    """What can be in use only once at a time: a room, a part of one, one court of several (面)."""

    id: str
    name: Text


class Takes(StrEnum):
    """How much of a room's units one use takes."""

    ALL = "all"
    ONE = "one"


@dataclass(frozen=True, slots=True)
class Room:
    """A room, or a piece of equipment, that is let. ``closed``: days on which it alone is shut.
    ``equipment``: what stands in it; ``area_m2``: how large its floor is.

    Rooms that exclude each other share units: AB has the units of A and of B.
    """

    id: str
    facility_id: str
    class_id: str
    name: Text
    capacity: int
    price: Dated[Price]
    patterns: tuple[PatternWhen, ...]
    units: tuple[Unit, ...]
    takes: Takes = Takes.ALL
    lighting_id: str | None = None
    note: Text | None = None
    equipment: tuple[Text, ...] = ()
    area_m2: int | None = None
    closed: Mapping[date, Text] = field(default_factory=dict)
