"""How many uses a registrant may hold per month of use, and how they are counted.

One use (件) is one run of adjoining slots, however long. The service reads what a registrant holds
for the month (``Usage``); what of it counts is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from booking_service.policy.calendar import closed_days_of
from booking_service.policy.instants import resolve
from booking_service.policy.model import City, FacilityClass, Room
from booking_service.policy.rules import Counted, Origin, Quota, Scope, Text


class HoldingKind(StrEnum):
    """What a registrant holds."""

    APPLIED = "applied"  # an application before its draw
    WON = "won"  # a win that waits to be claimed
    BOOKED = "booked"  # a reservation that is neither cancelled nor expired


@dataclass(frozen=True, slots=True)
class Holding:
    """One thing a registrant holds. ``number`` is what the resident knows it by; ``agreed_at`` when
    it was made; ``origin`` None unless it is a reservation."""

    number: str
    kind: HoldingKind
    room_id: str
    date: date
    first_slot: int
    slot_count: int
    agreed_at: datetime
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """All that a registrant holds for one month of use, in every facility of the city."""

    holdings: tuple[Holding, ...] = ()


@dataclass(frozen=True, slots=True)
class QuotaUse:
    """How much of a quota is used up."""

    limit: int
    used: int
    scope: Text

    @property
    def full(self) -> bool:
        """Whether one more would be too many."""
        return self.used >= self.limit


def quota_uses(
    city: City, room: Room, day: date, counted: Counted, usage: Usage
) -> tuple[QuotaUse, ...]:
    """Every quota that limits ``counted`` for a use of ``room`` on ``day``, and how full it is."""
    return tuple(
        QuotaUse(quota.limit, _used(city, quota, room, day, usage.holdings), quota.name)
        for quota in city.klass(room.class_id).quotas
        if quota.counted is counted
    )


def full_quota(
    city: City,
    room: Room,
    day: date,
    counted: Counted,
    usage: Usage,
    *,
    counter_at: datetime | None = None,
) -> QuotaUse | None:
    """The quota that forbids one more use of ``room`` on ``day``, or None.

    ``counter_at``: the instant of a booking at the counter, where a quota may be lifted.
    """
    facility_id = room.facility_id
    for quota in city.klass(room.class_id).quotas:
        if quota.counted is not counted:
            continue
        if counter_at is not None and _lifted(city, quota, facility_id, day, counter_at):
            continue
        use = QuotaUse(quota.limit, _used(city, quota, room, day, usage.holdings), quota.name)
        if use.full:
            return use
    return None


def draw_quota(klass: FacilityClass) -> int | None:
    """How many applications of one registrant a draw may let win; None if there is no limit."""
    limits = [quota.limit for quota in klass.quotas if quota.counted is Counted.APPLICATIONS]
    return min(limits) if limits else None


def _used(city: City, quota: Quota, room: Room, day: date, holdings: Iterable[Holding]) -> int:
    return sum(
        1
        for holding in holdings
        if (holding.date.year, holding.date.month) == (day.year, day.month)
        and _in_scope(city, quota, room, city.room(holding.room_id))
        and _counts(city, quota, holding)
    )


def _in_scope(city: City, quota: Quota, room: Room, held: Room) -> bool:
    if held.class_id != room.class_id:
        return False
    match quota.scope:
        case Scope.CITY:
            return True
        case Scope.FACILITY:
            return held.facility_id == room.facility_id


def _counts(city: City, quota: Quota, holding: Holding) -> bool:
    match quota.counted, holding.kind:
        case Counted.APPLICATIONS, HoldingKind.APPLIED:
            return True
        case Counted.BOOKINGS, HoldingKind.WON:
            return True
        case Counted.BOOKINGS, HoldingKind.BOOKED:
            facility_id = city.room(holding.room_id).facility_id
            return not (
                holding.origin is Origin.COUNTER
                and _lifted(city, quota, facility_id, holding.date, holding.agreed_at)
            )
        case _:
            return False


def _lifted(city: City, quota: Quota, facility_id: str, day: date, at: datetime) -> bool:
    if quota.lifted_from is None:
        return False
    closed_on = closed_days_of(city, city.facility(facility_id))
    return at >= resolve(quota.lifted_from, day, closed_on=closed_on)
