"""A city as the rules see it: facilities, rooms, classes and what residents are known by.

All values are frozen. Ids are ASCII slugs, unique within a city. Money is whole yen, times of day
are minutes after midnight (1440 is "24:00"), a month is named by its first day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar, cast

from booking_service.policy.closings import ClosedDays, IfHoliday, NthWeekday, YearlyClosing
from booking_service.policy.guide import Guide, no_guide
from booking_service.policy.people import (
    Alphabet,
    AtKiosk,
    Credential,
    HolderKind,
    RegistrationKind,
    RegistrationRule,
)
from booking_service.policy.rooms import (
    Combined,
    PatternWhen,
    Price,
    Room,
    SlotPattern,
    SlotTime,
    Takes,
    Unit,
    clock_text,
)
from booking_service.policy.rules import (
    CancellationRule,
    Confirmed,
    Dated,
    EntropyRule,
    FollowUp,
    Lighting,
    LotteryRule,
    OfferRule,
    Origin,
    PaidRule,
    PaymentRule,
    Quota,
    Reduction,
    Surcharge,
    Text,
)

__all__ = [
    "Alphabet",
    "ApplicationState",
    "Area",
    "AtKiosk",
    "City",
    "ClosedDays",
    "Combined",
    "Contact",
    "Counter",
    "Credential",
    "Facility",
    "FacilityClass",
    "HolderKind",
    "Holidays",
    "IfHoliday",
    "Link",
    "Notice",
    "NthWeekday",
    "PatternWhen",
    "Price",
    "Purpose",
    "RegistrationKind",
    "RegistrationRule",
    "ReservationState",
    "Room",
    "ServiceHours",
    "SlotPattern",
    "SlotTime",
    "Takes",
    "Terminal",
    "Unit",
    "YearlyClosing",
    "clock_text",
]

#: The Japanese name of the public holiday on a day, or None.
Holidays = Callable[[date], str | None]

#: Answers a city remembers at most: about the days in sight of a city with five hundred rooms.
MOST_REMEMBERED = 1 << 17

T = TypeVar("T")


class ApplicationState(StrEnum):
    """The life of a lottery application."""

    APPLIED = "applied"
    WON = "won"
    LOST = "lost"
    CLAIMED = "claimed"
    WAIVED = "waived"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"


class ReservationState(StrEnum):
    """The life of a reservation."""

    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    USED = "used"


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a room may be used for."""

    id: str
    name: Text


@dataclass(frozen=True, slots=True)
class Facility:
    """A building with rooms. ``registration_kinds``: the registrations that may book here, where a
    class does not say otherwise. ``area``: the part of the city (区). ``url``: its own page."""

    id: str
    name: Text
    address: Text
    tel: str
    fax: str | None
    opening: Text
    closed: Text
    registration_kinds: frozenset[str]
    closed_days: ClosedDays
    rooms: tuple[Room, ...]
    area: Text | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class FacilityClass:
    """Rooms that share one set of rules (利用区分).

    ``payment`` has no entry for an origin that is paid on the spot; ``confirmed`` none for one that
    is confirmed at once. ``registration_kinds``: None where the facility's decide. ``paid``: None
    where a paid booking is not moved, and its fee given back when it is cancelled.
    ``changed_online``: whether a resident changes a booking without the counter, as long as it is
    unpaid and could be cancelled so.
    """

    id: str
    name: Text
    purposes: tuple[Purpose, ...]
    max_slots_per_use: int | None
    lottery: Dated[LotteryRule] | None
    first_come: Dated[OfferRule] | None
    counter: Dated[OfferRule] | None
    quotas: tuple[Quota, ...]
    payment: Mapping[Origin, PaymentRule]
    confirmed: Mapping[Origin, Confirmed]
    cancellation: Dated[CancellationRule]
    follow_ups: tuple[FollowUp, ...] = ()
    surcharges: tuple[Surcharge, ...] = ()
    registration_kinds: frozenset[str] | None = None
    paid: PaidRule | None = None
    changed_online: bool = False

    def lottery_on(self, day: date) -> LotteryRule | None:
        """The lottery for a use on ``day``."""
        return None if self.lottery is None else self.lottery.on(day)

    def first_come_on(self, day: date) -> OfferRule | None:
        """The first-come rule for a use on ``day``."""
        return None if self.first_come is None else self.first_come.on(day)

    def counter_on(self, day: date) -> OfferRule | None:
        """The counter's rule for a use on ``day``."""
        return None if self.counter is None else self.counter.on(day)

    def cancellation_on(self, day: date) -> CancellationRule:
        """The cancellation rule for a use on ``day``."""
        return self.cancellation.on(day)

    def quotas_on(self, day: date) -> tuple[Quota, ...]:
        """The quotas in force for a use on ``day``."""
        return tuple(quota for quota in self.quotas if quota.valid_from <= day < quota.valid_until)


@dataclass(frozen=True, slots=True)
class Contact:
    """Who answers questions about the system; ``hours``: when."""

    name: Text
    tel: str
    fax: str | None = None
    hours: Text | None = None


@dataclass(frozen=True, slots=True)
class ServiceHours:
    """When residents may book, minutes after midnight, and when in the year they may not at all.
    Looking is always possible."""

    opens: int
    closes: int
    closed: tuple[YearlyClosing, ...]


@dataclass(frozen=True, slots=True)
class Counter:
    """A counter that takes registrations of some kinds."""

    id: str
    name: Text
    address: Text
    tel: str
    fax: str | None
    kinds: tuple[str, ...]
    note: Text | None


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where a terminal for residents stands; ``area`` is the part of the city (区)."""

    id: str
    name: Text
    address: Text
    area: Text


@dataclass(frozen=True, slots=True)
class Link:
    """Another service for the residents of the city, at an address of its own. A terminal opens no
    other site: it shows the address to be taken along."""

    id: str
    name: Text
    about: Text
    url: str


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the city (区), and where it lies on a simple map: columns and rows of equal tiles,
    counted from 0 in the north-west."""

    name: Text
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Notice:
    """An announcement of the city (お知らせ)."""

    id: str
    date: date
    title: Text
    body: Text


@dataclass(frozen=True)
class City:
    """A city with everything its rules need. ``rule_version`` changes when a file does."""

    id: str
    name: Text
    system_name: Text
    languages: tuple[str, ...]
    features: tuple[str, ...]
    contact: Contact
    registration_number: Credential
    secret: Credential
    ask_secret_before_commit: bool
    registration: RegistrationRule
    classes: tuple[FacilityClass, ...]
    patterns: tuple[SlotPattern, ...]
    facilities: tuple[Facility, ...]
    notices: tuple[Notice, ...]
    rule_version: str
    holidays: Holidays = field(repr=False, compare=False)
    entropy: EntropyRule
    history_months: int
    closed_days: ClosedDays | None = None
    service_hours: ServiceHours | None = None
    counters: tuple[Counter, ...] = ()
    terminals: tuple[Terminal, ...] = ()
    reductions: tuple[Reduction, ...] = ()
    lightings: tuple[Lighting, ...] = ()
    municipality_code: str | None = None
    terms: Mapping[str, Text] = field(default_factory=dict)
    guide: Guide = field(default=no_guide, repr=False, compare=False)
    links: tuple[Link, ...] = ()
    areas: tuple[Area, ...] = ()
    _classes: Mapping[str, FacilityClass] = field(init=False, repr=False, compare=False)
    _patterns: Mapping[str, SlotPattern] = field(init=False, repr=False, compare=False)
    _facilities: Mapping[str, Facility] = field(init=False, repr=False, compare=False)
    _rooms: Mapping[str, Room] = field(init=False, repr=False, compare=False)
    _lightings: Mapping[str, Lighting] = field(init=False, repr=False, compare=False)
    _memo: dict[tuple[object, ...], object] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index = object.__setattr__  # the value is frozen; its indexes are filled once, here
        index(self, "_classes", {klass.id: klass for klass in self.classes})
        index(self, "_patterns", {pattern.id: pattern for pattern in self.patterns})
        index(self, "_facilities", {facility.id: facility for facility in self.facilities})
        index(self, "_rooms", {room.id: room for room in self.rooms})
        index(self, "_lightings", {lighting.id: lighting for lighting in self.lightings})
        index(self, "_memo", {})  # a city that is replaced begins with an empty one

    def remembered(self, key: tuple[object, ...], answer: Callable[[], T]) -> T:
        """``answer()``, worked out once as long as it is remembered.

        For answers that follow from the city and ``key`` alone. What is remembered is bounded and
        never outlives this very value of the city.
        """
        try:
            return cast("T", self._memo[key])
        except KeyError:
            pass
        found = answer()
        if len(self._memo) >= MOST_REMEMBERED:
            self._memo.clear()
        self._memo[key] = found
        return found

    def owns(self, place: Facility | FacilityClass) -> bool:
        """Whether this very value is part of the city, so that answers about it can be kept."""
        known = self._facilities if isinstance(place, Facility) else self._classes
        return known.get(place.id) is place

    @property
    def rooms(self) -> tuple[Room, ...]:
        """All rooms, facility by facility."""
        return tuple(room for facility in self.facilities for room in facility.rooms)

    def room(self, room_id: str) -> Room:
        """The room of this id; KeyError if there is none."""
        return self._rooms[room_id]

    def facility(self, facility_id: str) -> Facility:
        """The facility of this id; KeyError if there is none."""
        return self._facilities[facility_id]

    def lighting(self, lighting_id: str) -> Lighting:
        """The lights of this id; KeyError if there are none."""
        return self._lightings[lighting_id]

    def klass(self, class_id: str) -> FacilityClass:
        """The facility class of this id; KeyError if there is none."""
        return self._classes[class_id]

    def pattern(self, pattern_id: str) -> SlotPattern:
        """The slot pattern of this id; KeyError if there is none."""
        return self._patterns[pattern_id]
