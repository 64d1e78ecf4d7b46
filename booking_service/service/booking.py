"""What applying and reserving share: what a resident chooses, what they hold, what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from booking_service.policy.checks import Ask, Refusal
from booking_service.policy.fees import fee_lines, total_yen
from booking_service.policy.instants import first_of_month, length_of_month
from booking_service.policy.model import City, Takes
from booking_service.policy.offers import OfferKind
from booking_service.policy.quotas import Holding, HoldingKind, Usage
from booking_service.policy.rules import Origin
from booking_service.service.numbers import application_number, reservation_number
from booking_service.service.views import fee_records
from booking_service.storage.ports import Reader, Store
from booking_service.storage.records import FeeLineRecord, Holder, HoldingRecord, UseRecord


@dataclass(frozen=True, slots=True)
class Choice:
    """What a resident wants: a run of adjoining slots of one room, what for, how many people.

    ``unit_id``: which unit of a room that is let by the unit (面); None for any.
    """

    room_id: str
    date: date
    first_slot: int
    slot_count: int
    purpose_id: str
    people: int
    unit_id: str | None = None

    def ask(self, kind: OfferKind) -> Ask:
        """The same as a question to the rules."""
        return Ask(
            kind=kind,
            room_id=self.room_id,
            date=self.date,
            first_slot=self.first_slot,
            slot_count=self.slot_count,
            purpose_id=self.purpose_id,
            people=self.people,
            unit_id=self.unit_id,
        )

    @property
    def slots(self) -> range:
        """The slots it needs."""
        return range(self.first_slot, self.first_slot + self.slot_count)

    def ways(self, city: City) -> tuple[tuple[str, ...], ...]:
        """The sets of units of which one serves, in the order in which they are tried: all units of
        the room, the one that was picked, or any one; the room must exist."""
        room = city.room(self.room_id)
        units = tuple(unit.id for unit in room.units)
        if room.takes is Takes.ALL:
            return (units,)
        if self.unit_id is not None:
            return ((self.unit_id,),)
        return tuple((unit,) for unit in units)

    def use(self, city: City, units: tuple[str, ...] | None = None) -> UseRecord:
        """The same as it is kept; the room must exist. Without ``units``, of an application that
        has not won any yet: those it asks for, none where any one would do."""
        if units is None:
            ways = self.ways(city)
            units = ways[0] if len(ways) == 1 else ()
        return UseRecord(
            room_id=self.room_id,
            facility_id=city.room(self.room_id).facility_id,
            date=self.date,
            first_slot=self.first_slot,
            slot_count=self.slot_count,
            purpose_id=self.purpose_id,
            people=self.people,
            units=units,
        )


@dataclass(frozen=True, slots=True)
class Price:
    """Fee lines and their sum, yen, as agreed at booking."""

    lines: tuple[FeeLineRecord, ...]
    yen: int


def price(city: City, choice: Choice, reductions: frozenset[str] = frozenset()) -> Price:
    """What a choice costs somebody with these reductions; its slots must exist."""
    lines = fee_lines(
        city,
        city.room(choice.room_id),
        choice.date,
        choice.first_slot,
        choice.slot_count,
        purpose_id=choice.purpose_id,
        reductions=reductions,
    )
    return Price(fee_records(lines), total_yen(lines))


def hold(store: Store, city: City, choice: Choice, reservation_id: int) -> UseRecord | None:
    """Takes the slots of a choice for a reservation, of whichever units are free; None if they are
    not. The unique key of the slots has the last word."""
    ways = choice.ways(city)
    # Where there is nothing to choose from, what is free is not looked at before.
    units = ways[0] if len(ways) == 1 else free_units(store, city, choice)
    holder = (Holder.RESERVATION, reservation_id)
    if units is None or not store.occupy(units, choice.date, choice.slots, holder, shown=True):
        return None
    return choice.use(city, units)


def free_units(
    reader: Reader, city: City, choice: Choice, besides: UseRecord | None = None
) -> tuple[str, ...] | None:
    """The first set of units that would serve and of which nobody holds a slot; None if all are
    taken. ``besides``: a use that would be given up for it."""
    ways = choice.ways(city)
    asked = [unit for way in ways for unit in way]
    booked = {
        unit
        for unit, slot in reader.booked_units(asked, choice.date)
        if slot in choice.slots and not (besides and _holds(besides, unit, choice.date, slot))
    }
    return next((way for way in ways if booked.isdisjoint(way)), None)


def _holds(use: UseRecord, unit: str, day: date, slot: int) -> bool:
    slots = range(use.first_slot, use.first_slot + use.slot_count)
    return unit in use.units and day == use.date and slot in slots


def refusal_if_taken(
    reader: Reader, city: City, choice: Choice, besides: UseRecord | None = None
) -> Refusal | None:
    """Whether there is no unit left whose slots are all free."""
    free = free_units(reader, city, choice, besides)
    return None if free is not None else Refusal("slot_taken")


def usage(reader: Reader, registrant_id: int, day: date) -> Usage:
    """All that a registrant holds for the month of ``day``."""
    first = first_of_month(day)
    last = first.replace(day=length_of_month(first))
    return Usage(tuple(holding(row) for row in reader.holdings(registrant_id, first, last)))


def holding(row: HoldingRecord) -> Holding:
    """Something a registrant holds, as quotas see it."""
    if row.origin is not None:
        kind, number = HoldingKind.BOOKED, reservation_number(row.id)
    else:
        kind, number = HoldingKind(row.state), application_number(row.id)
    return Holding(
        number=number,
        kind=kind,
        room_id=row.room_id,
        date=row.date,
        first_slot=row.first_slot,
        slot_count=row.slot_count,
        agreed_at=row.made_at,
        origin=None if row.origin is None else Origin(row.origin),
    )
