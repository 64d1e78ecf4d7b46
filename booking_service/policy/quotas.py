"""How much a registrant may hold per month of use, and how it is counted.

A quota counts uses (件, one run of adjoining slots, however long) or slots (コマ), over every class
that names it. The service reads what a registrant holds for the month (``Usage``); what of it
counts is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from booking_service.policy.calendar import when
from booking_service.policy.instants import first_of_month
from booking_service.policy.model import City, Room
from booking_service.policy.rules import Counted, Origin, Quota, QuotaUnit, Scope, Text


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
    unit: QuotaUnit = QuotaUnit.USES

    @property
    def full(self) -> bool:
        """Whether not even one more of its unit fits."""
        return self.used >= self.limit

    def takes(self, slot_count: int) -> bool:
        """Whether one more use, of so many slots, still fits."""
        more = slot_count if self.unit is QuotaUnit.SLOTS else 1
        return self.used + more <= self.limit


def quota_uses(
    city: City, room: Room, day: date, counted: Counted, usage: Usage
) -> tuple[QuotaUse, ...]:
    """Every quota that limits ``counted`` for a use of ``room`` on ``day``, and how full it is."""
    return tuple(
        _use(city, quota, room, day, usage.holdings)
        for quota in city.klass(room.class_id).quotas_on(day)
        if quota.counted is counted
    )


def full_quota(
    city: City,
    room: Room,
    day: date,
    counted: Counted,
    usage: Usage,
    *,
    slot_count: int = 1,
    counter_at: datetime | None = None,
) -> QuotaUse | None:
    """The quota that forbids one more use of ``room`` on ``day``, of ``slot_count`` slots, or None.

    ``counter_at``: the instant of a booking at the counter, where a quota may be lifted.
    """
    facility_id = room.facility_id
    for quota in city.klass(room.class_id).quotas_on(day):
        if quota.counted is not counted:
            continue
        if counter_at is not None and _lifted(city, quota, facility_id, day, counter_at):
            continue
        use = _use(city, quota, room, day, usage.holdings)
        if not use.takes(slot_count):
            return use
    return None


def _use(city: City, quota: Quota, room: Room, day: date, holdings: Iterable[Holding]) -> QuotaUse:
    month = first_of_month(day)
    used = 0
    for holding in holdings:
        if (
            first_of_month(holding.date) == month
            and _in_scope(city, quota, room, city.room(holding.room_id))
            and _counts(city, quota, holding)
        ):
            used += holding.slot_count if quota.unit is QuotaUnit.SLOTS else 1
    return QuotaUse(quota.limit, used, quota.name, quota.unit)


def _in_scope(city: City, quota: Quota, room: Room, held: Room) -> bool:
    if held.class_id != room.class_id and not _names(city, held, quota):
        return False
    match quota.scope:
        case Scope.CITY:
            return True
        case Scope.FACILITY:
            return held.facility_id == room.facility_id


def _names(city: City, held: Room, quota: Quota) -> bool:
    """Whether the class of a room that is held names the quota too."""
    return any(other.id == quota.id for other in city.klass(held.class_id).quotas)


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
    return at >= when(city, city.facility(facility_id), quota.lifted_from, day)
