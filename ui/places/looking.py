"""Looking facilities, rooms and free hours up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal

from kiosk.search import Condition, Question
from ui.places.booking import Day, Kept
from ui.places.place import Place


@dataclass(frozen=True, slots=True)
class WaysToLook(Place):
    """How does one want to look: at a facility, at a day, at what one wants to do?"""

    name: ClassVar[str] = "look"


@dataclass(frozen=True, slots=True)
class Facilities(Place):
    """The facilities, ``home`` with that of the lobby first, or a way to find one among many."""

    name: ClassVar[str] = "facilities"
    by: Literal["home", "area", "kana", "map"] = "home"


@dataclass(frozen=True, slots=True)
class FacilitiesOf(Place):
    """The facilities of a part of the city (its Japanese name), of a kana row (its head), or those
    whose name has what was typed."""

    name: ClassVar[str] = "facilities_of"
    area: str | None = None
    kana: str | None = None
    typed: str | None = None


@dataclass(frozen=True, slots=True)
class FacilitiesNamed(Place):
    """Typing a facility's name. ``typed`` is what stands there so far, in kana."""

    name: ClassVar[str] = "facilities_named"
    typed: str = ""


@dataclass(frozen=True, slots=True)
class FacilityDetail(Place):
    name: ClassVar[str] = "facility_detail"
    facility_id: str


@dataclass(frozen=True, slots=True)
class Rooms(Place):
    name: ClassVar[str] = "rooms"
    facility_id: str


@dataclass(frozen=True, slots=True)
class RoomDetail(Place):
    name: ClassVar[str] = "room_detail"
    room_id: str


@dataclass(frozen=True, slots=True)
class Month(Place):
    """A room's calendar. ``month`` is any day of it; ``kept`` goes on to the day."""

    name: ClassVar[str] = "month"
    room_id: str
    month: date
    kept: Kept | None = None


@dataclass(frozen=True, slots=True)
class FacilityWeek(Place):
    """All rooms of a facility on seven days from ``first``."""

    name: ClassVar[str] = "facility_week"
    facility_id: str
    first: date


@dataclass(frozen=True, slots=True)
class Search(Place):
    """What is searched for, condition by condition."""

    name: ClassVar[str] = "search"
    question: Question = field(default_factory=Question)


@dataclass(frozen=True, slots=True)
class SearchBy(Place):
    """One condition of a search is chosen."""

    name: ClassVar[str] = "search_by"
    question: Question
    condition: Condition


@dataclass(frozen=True, slots=True)
class SearchDay(Place):
    """A day is chosen for a search: the only one, or the first or last of several."""

    name: ClassVar[str] = "search_day"
    question: Question
    month: date
    which: Literal["only", "first", "last"] = "only"


@dataclass(frozen=True, slots=True)
class SearchResults(Place):
    """What was found, from number ``skip`` on."""

    name: ClassVar[str] = "search_results"
    question: Question
    skip: int = 0


@dataclass(frozen=True, slots=True)
class Competition(Place):
    """How many have applied in the lottery for each slot of a room's day. ``since``: the day from
    which it was asked, with the hours that were chosen there."""

    name: ClassVar[str] = "competition"
    room_id: str
    day: date
    since: Day | None = None


@dataclass(frozen=True, slots=True)
class CityCalendar(Place):
    """When to apply, draw, claim and pay in a month. ``month`` is any day of it. ``class_id``:
    of these facilities only; None of all, where they are few enough, else it is asked."""

    name: ClassVar[str] = "city_calendar"
    month: date
    class_id: str | None = None


@dataclass(frozen=True, slots=True)
class Lotteries(Place):
    """The lotteries that run now or come next."""

    name: ClassVar[str] = "lotteries"
