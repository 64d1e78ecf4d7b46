"""What a resident searches for, and what was found: plain values, and the pure part of a search.

A search runs over all room-days of a city, eighty thousand of them. So what is the same for many
(a pattern's slots in a part of the day, what the offers of a class allow now) is worked out once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum

from kiosk.availability import DaySummary, Now
from kiosk.model import City, Facility, Room, SlotPattern


class PartOfDay(Enum):
    """When of the day; a slot belongs to the part in which it begins."""

    ANY = "any"
    MORNING = "morning"  # before noon
    AFTERNOON = "afternoon"  # noon to five
    EVENING = "evening"  # from five


_HOURS = {
    PartOfDay.ANY: ("00:00", "24:00"),
    PartOfDay.MORNING: ("00:00", "12:00"),
    PartOfDay.AFTERNOON: ("12:00", "17:00"),
    PartOfDay.EVENING: ("17:00", "24:00"),
}


class Condition(Enum):
    """What a search can be narrowed by, in the order in which it is asked."""

    PURPOSE = "purpose"
    DAYS = "days"
    PART = "part"
    WEEKDAYS = "weekdays"
    PEOPLE = "people"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class Question:
    """What is searched for. What is left as it is narrows nothing.

    ``first`` and ``last`` are both included. ``weekdays``: 0 is Monday; empty is any. ``people``:
    how many the room must hold. ``area``: the Japanese name of a part of the city. ``classes``:
    ids of facility classes, for the rooms of one lottery.
    """

    purpose_id: str | None = None
    first: date | None = None
    last: date | None = None
    part: PartOfDay = PartOfDay.ANY
    weekdays: frozenset[int] = frozenset()
    people: int | None = None
    area: str | None = None
    classes: frozenset[str] = frozenset()

    @property
    def narrowed_by(self) -> tuple[Condition, ...]:
        """The conditions that say something."""
        said = {
            Condition.PURPOSE: self.purpose_id is not None,
            Condition.DAYS: self.first is not None or self.last is not None,
            Condition.PART: self.part is not PartOfDay.ANY,
            Condition.WEEKDAYS: bool(self.weekdays),
            Condition.PEOPLE: self.people is not None,
            Condition.AREA: self.area is not None,
        }
        return tuple(condition for condition, says in said.items() if says)

    def without(self, condition: Condition) -> Question:
        """The same question with one condition left out."""
        match condition:
            case Condition.PURPOSE:
                return replace(self, purpose_id=None)
            case Condition.DAYS:
                return replace(self, first=None, last=None)
            case Condition.PART:
                return replace(self, part=PartOfDay.ANY)
            case Condition.WEEKDAYS:
                return replace(self, weekdays=frozenset())
            case Condition.PEOPLE:
                return replace(self, people=None)
            case Condition.AREA:
                return replace(self, area=None)


@dataclass(frozen=True, slots=True)
class Found:
    """A room with free slots on a day. ``spans``: the free time, adjoining slots as one."""

    facility_id: str
    room_id: str
    date: date
    now: Now
    spans: tuple[tuple[datetime, datetime], ...]
    opens_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Looser:
    """What would be found without one of the conditions: so many, or at least so many."""

    condition: Condition
    total: int
    at_least: bool


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """What was found from number ``skipped`` on, and whether there is more after it. ``looser``
    only where nothing was found at all."""

    found: tuple[Found, ...]
    skipped: int
    more: bool
    looser: tuple[Looser, ...]
    as_of: datetime


@dataclass(frozen=True, slots=True)
class CityDays:
    """The days of a month over all rooms that a question fits: the best, and in how many rooms."""

    month: date
    days: tuple[DaySummary, ...]
    first_month: date
    last_month: date
    as_of: datetime


@dataclass(frozen=True, slots=True)
class RoomWeek:
    """A room's days of a week; None for a day that is not known."""

    room_id: str
    days: tuple[DaySummary | None, ...]


@dataclass(frozen=True, slots=True)
class WeekView:
    """All rooms of a facility on seven days from ``first``. The last two bound the calendar."""

    facility_id: str
    first: date
    rooms: tuple[RoomWeek, ...]
    first_day: date
    last_day: date
    as_of: datetime


#: What is worth finding, best first.
FINDABLE = (Now.LOTTERY, Now.RESERVE, Now.COUNTER, Now.NOT_YET)


def rooms_for(
    question: Question, city: City, facilities: Sequence[Facility]
) -> Iterator[tuple[Facility, Room]]:
    """The rooms that a question is about, in the city's order."""
    classes = {
        klass.id
        for klass in city.classes
        if (not question.classes or klass.id in question.classes)
        and (
            question.purpose_id is None
            or any(purpose.id == question.purpose_id for purpose in klass.purposes)
        )
    }
    for facility in facilities:
        if question.area is not None and (facility.area or {}).get("ja") != question.area:
            continue
        for room in facility.rooms:
            fits = question.people is None or room.capacity >= question.people
            if fits and room.class_id in classes:
                yield facility, room


@dataclass(slots=True)
class FreeSlots:
    """Which free slots of a room-day belong to a part of the day."""

    patterns: Mapping[str, SlotPattern]
    part: PartOfDay
    _wanted: dict[str, tuple[tuple[int, str, int | None], ...]] = field(default_factory=dict)

    def of(self, pattern_id: str, slots: str, after: str = "") -> list[int]:
        """The places of the free slots, beginning later than the time of day ``after``.

        A slot that is let only with another counts where the other is free. Letters that do not
        fit the pattern are no slots.
        """
        if pattern_id not in self._wanted:
            self._wanted[pattern_id] = self._of_pattern(pattern_id)
        pattern = self.patterns.get(pattern_id)
        if pattern is None or len(pattern.slots) != len(slots):
            return []
        return [
            place
            for place, begins, needed in self._wanted[pattern_id]
            if slots[place] == "f"
            and begins > after
            and (needed is None or (slots[needed] == "f" and pattern.slots[needed].from_ > after))
        ]

    def _of_pattern(self, pattern_id: str) -> tuple[tuple[int, str, int | None], ...]:
        pattern = self.patterns.get(pattern_id)
        if pattern is None:
            return ()
        since, until = _HOURS[self.part]
        place_of = {slot.id: place for place, slot in enumerate(pattern.slots)}
        return tuple(
            (place, slot.from_, None if slot.needs is None else place_of.get(slot.needs))
            for place, slot in enumerate(pattern.slots)
            if since <= slot.from_ < until
        )


def spans_of(
    times: Sequence[tuple[datetime, datetime]], places: Collection[int]
) -> tuple[tuple[datetime, datetime], ...]:
    """The slots at ``places`` as stretches of time; what touches is one stretch."""
    spans: list[tuple[datetime, datetime]] = []
    for place in sorted(places):
        start, end = times[place]
        if spans and spans[-1][1] == start:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(spans)
