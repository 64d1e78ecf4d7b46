"""The rules of a facility class as values, each with the source it was taken from.

A rule that may change from some day of use on is held by ``Dated``. What a rule means for a day is
worked out elsewhere (``lottery``, ``offers``, ``cancellation``, ``fees``, ``payment``, ``quotas``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Generic, TypeVar

from booking_service.policy.instants import RelativeInstant, Window

#: A text by language; ``ja`` and ``kana`` are always there, the others fall back to ``ja``.
Text = Mapping[str, str]

#: A day of any year, (month, day).
MonthDayOfYear = tuple[int, int]

T = TypeVar("T")


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


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """A rule with versions by date of use, in ascending order; the first holds from the beginning
    of time."""

    versions: tuple[tuple[date, T], ...]

    def __post_init__(self) -> None:
        days = [day for day, _ in self.versions]
        if not days or any(later <= day for day, later in pairwise(days)):
            raise ValueError("a dated rule has versions of different days, in ascending order")

    @classmethod
    def always(cls, rule: T) -> Dated[T]:
        """A rule that never changes."""
        return cls(((date.min, rule),))

    def on(self, use_date: date) -> T:
        """The version for a use on ``use_date``."""
        found = self.versions[0][1]
        for valid_from, rule in self.versions[1:]:
            if valid_from > use_date:
                break
            found = rule
        return found


class Origin(StrEnum):
    """How a reservation came about."""

    FIRST_COME = "first_come"
    LOTTERY = "lottery"
    COUNTER = "counter"


@dataclass(frozen=True, slots=True)
class OfferRule:
    """When slots can be had, first come first served, through one channel.

    ``name``: for first-come, what the city's guide calls the rooms that share the rule.
    """

    id: str
    name: Text
    window: Window
    source: Source


class Period(StrEnum):
    """What one draw covers."""

    USE_MONTH = "use_month"
    USE_DATE = "use_date"


class Clash(StrEnum):
    """Where one registrant may neither apply nor win twice at one time."""

    FACILITY = "facility"
    ROOM = "room"


class Unclaimed(StrEnum):
    """Where a win goes that nobody claims."""

    FIRST_COME = "first_come"
    RUNNER_UP = "runner_up"


@dataclass(frozen=True, slots=True)
class LotteryRule:
    """A lottery. Without ``claim`` and ``lapse`` a win becomes a reservation by itself when the
    results are published."""

    id: str
    name: Text
    period: Period
    applications: Window
    draw: RelativeInstant
    result: RelativeInstant
    claim: Window | None
    lapse: RelativeInstant | None
    clash: Clash
    unclaimed: Unclaimed
    source: Source


class Counted(StrEnum):
    """What a quota limits."""

    APPLICATIONS = "applications"  # lottery applications, and so wins
    BOOKINGS = "bookings"  # reservations, and wins that wait to be claimed


class QuotaUnit(StrEnum):
    """What is counted: uses (件, one continuous use however long) or slots (コマ)."""

    USES = "uses"
    SLOTS = "slots"


class Scope(StrEnum):
    """Where a quota counts."""

    CITY = "city"
    FACILITY = "facility"


@dataclass(frozen=True, slots=True)
class Quota:
    """At most ``limit`` uses or slots per registrant and month of use, counted over every class
    that names the quota.

    ``lifted_from``: from this instant on, bookings at the counter are neither limited nor counted.
    In force for dates of use in ``[valid_from, valid_until)``.
    """

    id: str
    counted: Counted
    limit: int
    unit: QuotaUnit
    scope: Scope
    lifted_from: RelativeInstant | None
    name: Text
    source: Source
    valid_from: date = date.min
    valid_until: date = date.max


class PaidBy(StrEnum):
    """What the resident has to do about paying."""

    DEADLINE = "deadline"  # go and pay until the instant it is due, where there is one
    ON_THE_DAY = "on_the_day"  # pay when coming to use the room, not before
    DEBIT = "debit"  # nothing: it is taken from the account on the day it is due


@dataclass(frozen=True, slots=True)
class PaymentRule:
    """Until when a reservation of one origin is paid, when it is deleted if it is not, and how it
    is paid where not at the counter of the facility (口座振替).

    Both instants may be counted from the event "the reservation was made" (for a win: claimed).
    """

    due: RelativeInstant | None
    deleted: RelativeInstant | None
    how: Text | None
    source: Source
    by: PaidBy = PaidBy.DEADLINE


class Confirmed(StrEnum):
    """When a new reservation becomes a confirmed one (本予約). One that costs nothing is so at once
    where the city waits for payment."""

    WHEN_PAID = "when_paid"
    AT_ONCE = "at_once"
    NEXT_DAY = "next_day"  # provisional until 24:00 of the day it was made


class CancelBy(StrEnum):
    """How a reservation is cancelled."""

    ONLINE = "online"
    COUNTER = "counter"
    TELEPHONE = "telephone"


@dataclass(frozen=True, slots=True)
class FeeStep:
    """From the day of ``starts`` on (its time does not count), cancelling costs ``percent`` of the
    fee. May be counted from the event "it was booked"."""

    starts: RelativeInstant
    percent: int


@dataclass(frozen=True, slots=True)
class CancellationRule:
    """How and until when a resident cancels, and what it costs from when on.

    ``online_until`` is given where ``by`` is online: after it, ``afterwards`` says where to go.
    ``won_from_first_come``: a win that was claimed can be cancelled only once first-come is open.
    ``paid_at_counter``: a reservation that has been paid is the counter's alone;
    ``provisional_only``: so is one that is confirmed, paid or not. ``steps``: before
    the first it is free; of two that apply the one listed later counts; none begins before
    ``not_before``. ``penalty``: what else not cancelling in time may bring.
    """

    id: str
    name: Text
    by: CancelBy
    online_until: RelativeInstant | None
    afterwards: CancelBy
    won_from_first_come: bool
    paid_at_counter: bool
    steps: tuple[FeeStep, ...]
    not_before: RelativeInstant | None
    penalty: Text | None
    source: Source
    provisional_only: bool = False


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a resident still has to do within ``within_days`` days after booking or claiming;
    ``to``: addresses it goes to."""

    id: str
    within_days: int
    text: Text
    to: Text | None
    source: Source


@dataclass(frozen=True, slots=True)
class PaidRule:
    """What becomes of a booking that has been paid, at the resident's own wish.

    ``moves``: how often it may be moved (振替), until ``until``, only within its fiscal year where
    ``within_fiscal_year`` says so. ``refunded``: whether cancelling gives back what is over the
    cancellation fee. ``unpaid_too``: an unpaid booking is moved under the same rule, and moving
    costs nothing even on days on which cancelling would.
    """

    moves: int
    until: RelativeInstant
    within_fiscal_year: bool
    refunded: bool
    source: Source
    unpaid_too: bool = False


@dataclass(frozen=True, slots=True)
class Surcharge:
    """``percent`` of the room's price on top, for some purposes."""

    id: str
    name: Text
    percent: int
    purposes: frozenset[str]
    source: Source


@dataclass(frozen=True, slots=True)
class Reduction:
    """A reduction or exemption (減免, 免除) that a registrant may hold: ``percent`` off the fee in
    ``classes``. ``cancellation``: off the cancellation fee too."""

    id: str
    name: Text
    percent: int
    classes: frozenset[str]
    cancellation: bool
    source: Source


@dataclass(frozen=True, slots=True)
class LightingSeason:
    """From one day of the year to another, both included and perhaps over the new year, lights are
    on from ``starts`` (minutes after midnight); None where they are not let."""

    first: MonthDayOfYear
    last: MonthDayOfYear
    starts: int | None


@dataclass(frozen=True, slots=True)
class Lighting:
    """Lights that cost by the hour."""

    id: str
    name: Text
    seasons: tuple[LightingSeason, ...]
    per_hour_yen: int
    source: Source


class HoldingEvent(StrEnum):
    """What keeps a registration alive."""

    APPLIED = "applied"  # a lottery application was made
    BOOKED = "booked"  # a reservation was made
    USED = "used"  # a room was used


@dataclass(frozen=True, slots=True)
class LapseRule:
    """A registration ends after ``years`` without any of the events of ``counts``, from the last of
    them or from the day of registration."""

    years: int
    counts: frozenset[HoldingEvent]
    source: Source


class EntropyKind(StrEnum):
    """Where the public entropy of a draw comes from."""

    NONE = "none"
    BEACON = "beacon"
    OFFICERS = "officers"


@dataclass(frozen=True, slots=True)
class EntropyRule:
    """Entropy of a draw; after ``wait_minutes`` without it the commitment alone decides."""

    kind: EntropyKind
    wait_minutes: int
    source: Source
