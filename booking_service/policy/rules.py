"""The rules of a facility class as values, each with the source it was taken from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from booking_service.policy.instants import RelativeInstant, Window

#: A text by language; ``ja`` and ``kana`` are always there, the others fall back to ``ja``.
Text = Mapping[str, str]


class SourceKind(StrEnum):
    """How sure a value is: the city's guide, its public pages, a decision of ours, or a sample."""

    DOCUMENT = "document"
    PUBLIC = "public"
    DECISION = "decision"
    SAMPLE = "sample"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from, so that a city officer can check it."""

    kind: SourceKind
    reference: str


class Origin(StrEnum):
    """How a reservation came about."""

    FIRST_COME = "first_come"
    LOTTERY = "lottery"
    COUNTER = "counter"


@dataclass(frozen=True, slots=True)
class OfferRule:
    """When slots can be had, first come first served, through one channel."""

    window: Window
    source: Source


@dataclass(frozen=True, slots=True)
class LotteryRule:
    """The lottery of a class: all instants relative to the month of use."""

    applications: Window
    draw: RelativeInstant
    result: RelativeInstant
    claim: Window
    lapse: RelativeInstant
    source: Source


class Counted(StrEnum):
    """What a quota limits."""

    APPLICATIONS = "applications"  # lottery applications, and so wins
    BOOKINGS = "bookings"  # reservations, and wins that wait to be claimed


class Scope(StrEnum):
    """Where a quota counts."""

    CITY = "city"
    FACILITY = "facility"


@dataclass(frozen=True, slots=True)
class Quota:
    """At most ``limit`` uses (件, one continuous use however long) per registrant and month of use.

    ``lifted_from``: from this instant on, bookings at the counter are neither limited nor counted.
    """

    counted: Counted
    limit: int
    scope: Scope
    lifted_from: RelativeInstant | None
    name: Text
    source: Source


@dataclass(frozen=True, slots=True)
class PaymentRule:
    """Until when a reservation of one origin is paid, and when it is deleted if it is not.

    Both may be counted from the event "the reservation was made" (for a win: claimed).
    """

    due: RelativeInstant
    deleted: RelativeInstant
    source: Source


@dataclass(frozen=True, slots=True)
class FeeStep:
    """From ``days_before`` days before the use on, cancelling costs ``percent`` of the fee."""

    days_before: int
    percent: int


@dataclass(frozen=True, slots=True)
class CancellationRule:
    """Until when a resident cancels without the counter, and what it costs from when on.

    A reservation that has been paid is the counter's alone where ``paid_at_counter`` says so.
    ``steps`` are ordered, farthest from the use first; before the first of them it is free.
    """

    online_until: RelativeInstant
    paid_at_counter: bool
    steps: tuple[FeeStep, ...]
    source: Source
