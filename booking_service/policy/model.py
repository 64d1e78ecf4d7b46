"""A city as the rules see it: facilities, rooms, classes and what residents are known by.

All values are frozen. Ids are ASCII slugs, unique within a city. Money is whole yen, times of day
are minutes after midnight (1440 is "24:00"), a month is named by its first day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from booking_service.policy.rules import (
    CancellationRule,
    LotteryRule,
    OfferRule,
    Origin,
    PaymentRule,
    Quota,
    Source,
    Text,
)

#: The Japanese name of the public holiday on a day, or None.
Holidays = Callable[[date], str | None]


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


def clock_text(minutes: int) -> str:
    """Minutes after midnight as ``HH:MM``; 1440 is ``24:00``."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


@dataclass(frozen=True, slots=True)
class SlotTime:
    """One slot (コマ) of a pattern, ``[start, end)`` in minutes after midnight."""

    start: int
    end: int
    name: Text | None = None

    @property
    def from_(self) -> str:
        """The start as ``HH:MM``."""
        return clock_text(self.start)

    @property
    def until(self) -> str:
        """The end as ``HH:MM``; midnight is ``24:00``."""
        return clock_text(self.end)


@dataclass(frozen=True, slots=True)
class SlotPattern:
    """How a day of a room is cut into slots, in order and without overlap."""

    id: str
    slots: tuple[SlotTime, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a room may be used for."""

    id: str
    name: Text


@dataclass(frozen=True, slots=True)
class Room:
    """A room, or a unit of equipment, that is let."""

    id: str
    facility_id: str
    class_id: str
    name: Text
    capacity: int
    price_per_hour_yen: int
    pattern_id: str
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class YearlyClosing:
    """Closed every year from one (month, day) to another, both included; may span the new year."""

    first: tuple[int, int]
    last: tuple[int, int]
    reason: Text


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """When a facility is closed. ``weekdays`` count from Monday = 0.

    ``special`` holds single days with their reason, for example a polling day.
    """

    weekdays: frozenset[int]
    weekday_reason: Text
    public_holidays: bool
    yearly: tuple[YearlyClosing, ...]
    special: Mapping[date, Text]


@dataclass(frozen=True, slots=True)
class Facility:
    """A building with rooms. ``registration_kinds``: the registrations that may book here."""

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


@dataclass(frozen=True, slots=True)
class FacilityClass:
    """Rooms that share one set of rules (利用区分).

    ``payment`` has no entry for an origin that is paid on the spot.
    """

    id: str
    name: Text
    purposes: tuple[Purpose, ...]
    max_slots_per_use: int
    lottery: LotteryRule | None
    first_come: OfferRule | None
    counter: OfferRule | None
    quotas: tuple[Quota, ...]
    payment: Mapping[Origin, PaymentRule]
    cancellation: CancellationRule


@dataclass(frozen=True, slots=True)
class Credential:
    """How a registration number or a secret looks; ``pattern`` is a regular expression."""

    name: Text
    pattern: str
    min_length: int
    max_length: int
    alphabet: str = "digits"


@dataclass(frozen=True, slots=True)
class Contact:
    """Who answers questions about the system."""

    name: Text
    tel: str


@dataclass(frozen=True, slots=True)
class RegistrationKind:
    """A kind of registration; which facilities it opens stands at the facilities."""

    id: str
    name: Text


@dataclass(frozen=True, slots=True)
class RegistrationRule:
    """How long a registration is valid and from when it can be renewed."""

    kinds: tuple[RegistrationKind, ...]
    valid_years: int
    renewable_months_before: int


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
    municipality_code: str | None = None
    _classes: Mapping[str, FacilityClass] = field(init=False, repr=False, compare=False)
    _patterns: Mapping[str, SlotPattern] = field(init=False, repr=False, compare=False)
    _facilities: Mapping[str, Facility] = field(init=False, repr=False, compare=False)
    _rooms: Mapping[str, Room] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index = object.__setattr__  # the value is frozen; its indexes are filled once, here
        index(self, "_classes", {klass.id: klass for klass in self.classes})
        index(self, "_patterns", {pattern.id: pattern for pattern in self.patterns})
        index(self, "_facilities", {facility.id: facility for facility in self.facilities})
        index(self, "_rooms", {room.id: room for room in self.rooms})

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

    def klass(self, class_id: str) -> FacilityClass:
        """The facility class of this id; KeyError if there is none."""
        return self._classes[class_id]

    def pattern(self, pattern_id: str) -> SlotPattern:
        """The slot pattern of this id; KeyError if there is none."""
        return self._patterns[pattern_id]
