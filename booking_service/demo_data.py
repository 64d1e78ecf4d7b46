"""Sample residents and bookings for the demonstration and for figures. All of it is invented.

Loaded before the service begins its first day, so that a waiting application is drawn, published
and lapses like any other when the clock passes those days.
"""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from booking_service.policy.calendar import is_closed
from booking_service.policy.facts import pattern_of
from booking_service.policy.instants import add_months, first_of_month
from booking_service.policy.lottery import lottery_times
from booking_service.policy.model import City, Facility, Room
from booking_service.policy.rules import Origin
from booking_service.service import applying, staff
from booking_service.service.booking import Choice, hold, price
from booking_service.service.days import horizon
from booking_service.service.office import Limits, Office
from booking_service.service.registration import by_number
from booking_service.service.reserving import add_reservation
from booking_service.service.secrets import hash_secret, new_token
from booking_service.service.visit import Desk
from booking_service.storage.ports import Store

#: One seed, so that every demonstration shows the same calendars.
SEED = 20_210_726
BOOKED_SHARE = 0.4  # of room-days that somebody uses
HOURS = (2, 2, 3, 3, 4)
DAYS_ALIVE = 75
PEOPLE = 10
SHORTEST_MONTH = 28
SUSPENDED_DAYS = 20
EXPIRED_DAYS = 45


@dataclass(frozen=True, slots=True)
class SampleResident:
    """Somebody the demonstration can play. ``story`` says what is particular about them."""

    number: str
    secret: str
    name: str
    story: str


FINE = SampleResident("2100017", "1201", "さくら合唱団", "fine")
SUSPENDED = SampleResident("2100025", "1202", "みどり卓球クラブ", "suspended")
EXPIRED = SampleResident("2100033", "1203", "あおぞら読書会", "expired")
WINNER = SampleResident("2100041", "1204", "ひまわり体操サークル", "win to claim")
RESIDENTS = (FINE, SUSPENDED, EXPIRED, WINNER)
#: Groups that nobody plays; they hold the bookings one sees in the calendars.
OTHERS = tuple(f"29000{place:02}" for place in range(10, 30))


async def add_residents(office: Office) -> None:
    """Adds the sample residents with their bookings; nothing if they are there already."""
    hashes = await asyncio.gather(
        *(asyncio.to_thread(hash_secret, resident.secret) for resident in RESIDENTS)
    )
    nobody = await asyncio.to_thread(hash_secret, new_token())

    today = office.now().date()

    def people(store: Store) -> bool:
        if by_number(office, store, FINE.number) is not None:
            return False
        for resident, kept in zip(RESIDENTS, hashes, strict=True):
            staff.add_registrant(office, store, _registration(office.city, resident, today), kept)
        _add_others(office, store, nobody)
        _let_apply(office, store, WINNER)
        return True

    if not await office.write(people):
        return
    last = min(horizon(office, today), today + timedelta(days=DAYS_ALIVE))
    chance = random.Random(SEED)  # noqa: S311 - nothing secret hangs on a sample calendar
    for day in _days(today, (last - today).days):
        await office.write(partial(_fill_day, office, chance.random(), day))


def with_more_rooms(city: City, today: date, room_days: int) -> City:
    """The city with copies of its facilities and their rooms, until ``room_days`` are in sight."""
    after = add_months(first_of_month(today), Limits().horizon_months + 1)
    missing = -(-room_days // (after - today).days) - len(city.rooms)
    version = f"{city.rule_version}+{missing}"
    copies = (_copy(one, number) for number in itertools.count(2) for one in city.facilities)
    more: list[Facility] = []
    while missing > 0:
        one = next(copies)
        more.append(replace(one, rooms=one.rooms[:missing]))
        missing -= len(one.rooms)
    return replace(city, facilities=(*city.facilities, *more), rule_version=version)


def _copy(facility: Facility, number: int) -> Facility:
    own = f"{facility.id}-{number}"
    rooms = tuple(
        replace(
            room,
            id=f"{room.id}-{number}",
            facility_id=own,
            units=tuple(replace(unit, id=f"{unit.id}-{number}") for unit in room.units),
        )
        for room in facility.rooms
    )
    return replace(facility, id=own, rooms=rooms)


def _registration(city: City, resident: SampleResident, today: date) -> staff.Registration:
    everything = frozenset(kind.id for kind in city.registration.kinds)
    plain = staff.Registration(resident.number, resident.name, resident.secret, everything)
    match resident.story:
        case "suspended":
            return replace(plain, suspended_since=today - timedelta(days=SUSPENDED_DAYS))
        case "expired":
            return replace(plain, valid_until=today - timedelta(days=EXPIRED_DAYS))
        case _:
            return plain


def _let_apply(office: Office, store: Store, resident: SampleResident) -> None:
    """An application in every lottery that can still be claimed and is open or drawn by now."""
    registrant = by_number(office, store, resident.number)
    city, now = office.city, office.now()
    room = city.rooms[0]
    for ahead in range(office.limits.horizon_months + 1):
        month = add_months(first_of_month(now.date()), ahead)
        times = lottery_times(city, None, city.klass(room.class_id), month)
        if registrant is None or times is None or not times.opens <= now < times.over_at:
            continue
        day = next(day for day in _days(month, SHORTEST_MONTH) if not _shut(city, room, day))
        made_at = min(now, times.closes - timedelta(hours=1))
        desk = Desk.inside(office, store, registrant, made_at)
        applying.apply(desk, _choice(city, room, day, range(1, 3)))


def _add_others(office: Office, store: Store, secret_hash: str) -> None:
    kinds = frozenset(kind.id for kind in office.city.registration.kinds)
    for number in OTHERS:
        others = staff.Registration(number, f"見本の団体{number}", "", kinds)
        staff.add_registrant(office, store, others, secret_hash)


def _fill_day(office: Office, seed: float, day: date, store: Store) -> None:
    city, chance = office.city, random.Random(seed)  # noqa: S311 - as above
    groups = [group for number in OTHERS if (group := by_number(office, store, number))]
    for room in city.rooms:
        if chance.random() >= BOOKED_SHARE or _shut(city, room, day):
            continue
        slots = len(pattern_of(city, room, day).slots)
        hours = min(chance.choice(HOURS), slots)
        first = chance.randrange(slots - hours + 1)
        desk = Desk.inside(office, store, chance.choice(groups), office.now())
        _book(desk, room, day, range(first, first + hours))


def _book(desk: Desk, room: Room, day: date, slots: range) -> None:
    choice = _choice(desk.city, room, day, slots)
    number = desk.store.next_number("reservation")
    use = hold(desk.store, desk.city, choice, number)
    if use is not None:
        add_reservation(desk, number, use, price(desk.city, choice), Origin.COUNTER)


def _choice(city: City, room: Room, day: date, slots: range) -> Choice:
    return Choice(
        room_id=room.id,
        date=day,
        first_slot=slots.start,
        slot_count=len(slots),
        purpose_id=city.klass(room.class_id).purposes[0].id,
        people=min(PEOPLE, room.capacity),
    )


def _shut(city: City, room: Room, day: date) -> bool:
    return is_closed(city, city.facility(room.facility_id), day)


def _days(first: date, count: int) -> Iterator[date]:
    return (first + timedelta(days=ahead) for ahead in range(count))
