"""Sample residents and bookings for the demonstration and for figures. All of it is invented.

Loaded before the service begins its first day, so that a waiting application is drawn, published
and lapses like any other when the clock passes those days.
"""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from booking_service.demo_people import (
    EXPIRED,
    FINE,
    FORGOTTEN,
    LOSER,
    PAYING,
    REGULAR,
    SUSPENDED,
    WINNER,
    SampleResident,
    in_city,
    new_registrant,
    others_of,
    residents_of,
)
from booking_service.demo_stories import book, choice_of, tell
from booking_service.policy.calendar import is_closed
from booking_service.policy.facts import pattern_of
from booking_service.policy.instants import add_months, first_of_month
from booking_service.policy.lottery import lottery_times
from booking_service.policy.model import City, Facility, Room
from booking_service.service import applying
from booking_service.service.days import horizon
from booking_service.service.office import Limits, Office
from booking_service.service.people.registering import add, by_number
from booking_service.service.secrets import hash_secret, new_token
from booking_service.service.visit import Desk
from booking_service.storage.ports import Store

__all__ = [
    "EXPIRED",
    "FINE",
    "FORGOTTEN",
    "LOSER",
    "PAYING",
    "REGULAR",
    "SUSPENDED",
    "WINNER",
    "SampleResident",
    "add_residents",
]

#: One seed, so that every demonstration shows the same calendars.
SEED = 20_210_726
BOOKED_SHARE = 0.4  # of room-days that somebody uses
HOURS = (2, 2, 3, 3, 4)
DAYS_ALIVE = 75
#: Where a day has no more slots than these, one is a long use.
FEW_SLOTS = 6
#: Applications of the winner, each in a draw of its own.
APPLICATIONS = 4


async def add_residents(office: Office) -> None:
    """Adds the sample residents with their bookings; nothing if they are there already."""
    residents = residents_of(office.city)
    hashes = await asyncio.gather(
        *(asyncio.to_thread(hash_secret, resident.secret) for resident in residents)
    )
    nobody = await asyncio.to_thread(hash_secret, new_token())
    now = office.now()
    today = now.date()

    def people(store: Store) -> bool:
        if by_number(office, store, residents[0].number) is not None:
            return False
        for resident, kept in zip(residents, hashes, strict=True):
            own = nobody if resident.story == FORGOTTEN.story else kept
            add(office, store, new_registrant(office.city, resident, today, own), now)
        for other in others_of(office.city):
            add(office, store, new_registrant(office.city, other, today, nobody), now)
        _let_apply(office, store, in_city(office.city, WINNER))
        return True

    if not await office.write(people):
        return
    last = min(horizon(office, today), today + timedelta(days=DAYS_ALIVE))
    chance = random.Random(SEED)  # noqa: S311 - nothing secret hangs on a sample calendar
    for day in _days(today, (last - today).days):
        await office.write(partial(_fill_day, office, chance.random(), day))

    def stories(store: Store) -> None:
        for resident, kept in zip(residents, hashes, strict=True):
            tell(office, store, resident, kept)

    await office.write(stories)


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


def _let_apply(office: Office, store: Store, resident: SampleResident) -> None:
    """An application in every lottery of a room that is open, or drawn and not yet over."""
    registrant = by_number(office, store, resident.number)
    city, now = office.city, office.now()
    drawn = (room for room in city.rooms if city.klass(room.class_id).lottery is not None)
    room = next(drawn, None)
    if registrant is None or room is None:
        return
    klass, applied = city.klass(room.class_id), set[date]()
    today, last = now.date(), horizon(office, now.date())
    for day in _days(today, (last - today).days + 1):
        times = lottery_times(city, None, klass, day)
        if (
            times is None
            or not times.opens <= now < times.over_at
            or times.draw_at.date() in applied
        ):
            continue
        if _shut(city, room, day):
            continue
        slots = len(pattern_of(city, room, day).slots)
        made_at = min(now, times.closes - timedelta(hours=1))
        desk = Desk.inside(office, store, registrant, made_at)
        run = range(1, 2) if slots <= FEW_SLOTS else range(1, 3)
        applying.apply(desk, choice_of(city, room, day, run))
        applied.add(times.draw_at.date())
        if len(applied) == APPLICATIONS:
            return


def _fill_day(office: Office, seed: float, day: date, store: Store) -> None:
    city, chance = office.city, random.Random(seed)  # noqa: S311 - as above
    groups = [
        group
        for other in others_of(city)
        if (group := by_number(office, store, other.number)) is not None
    ]
    for room in city.rooms:
        if chance.random() >= BOOKED_SHARE or _shut(city, room, day):
            continue
        slots = len(pattern_of(city, room, day).slots)
        hours = min(chance.choice(HOURS), slots)
        first = chance.randrange(slots - hours + 1)
        if store.competing(room.id, day):
            continue  # what somebody has applied for is theirs to win
        desk = Desk.inside(office, store, chance.choice(groups), office.now())
        book(desk, choice_of(city, room, day, range(first, first + hours)))


def _shut(city: City, room: Room, day: date) -> bool:
    return is_closed(city, city.facility(room.facility_id), day)


def _days(first: date, count: int) -> Iterator[date]:
    return (first + timedelta(days=ahead) for ahead in range(count))
