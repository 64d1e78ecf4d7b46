"""The days that can be seen: from today to the end of the month three months on.

The step that begins a day adds what has come into sight, marks past days as deleted, and plans the
draws that are coming (so a draw is committed to before its window opens).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from itertools import islice
from typing import TypeVar

from booking_service.policy.facts import day_facts
from booking_service.policy.instants import add_months, first_of_month, length_of_month, start_of
from booking_service.policy.model import City
from booking_service.policy.offers import months_ahead, offers_for
from booking_service.service.answers import encode
from booking_service.service.draws import plan as draw_plan
from booking_service.service.due import JobKind
from booking_service.service.feeds import openactive_uses
from booking_service.service.laid_over import make_again, version_of
from booking_service.service.office import Office
from booking_service.storage.ports import Store
from booking_service.storage.records import DueJob, RoomDayRecord

V = TypeVar("V")
OfferDay = tuple[str, str, date, str]
RULES = "rules"  # the service value that names the rules the days were made by


def horizon(office: Office, today: date) -> date:
    """The last day in sight."""
    ahead = max(office.limits.horizon_months, months_ahead(office.city))
    month = add_months(first_of_month(today), ahead)
    return month.replace(day=length_of_month(month))


async def begin_day(office: Office, today: date, at: datetime) -> None:
    """Brings availability up to ``today``: adds, deletes, plans. May be run again."""
    laid_over = office.laid_over
    with office.database.reading() as reader:
        made = reader.room_days_made()
        same_rules = reader.service_value(RULES) == office.city.rule_version
    # What is in sight already is made again only if the rules have changed, or if a clock that was
    # ahead has deleted days that are still to come.
    whole = made is not None and same_rules and made[0] <= today
    first = max(today, made[1] + timedelta(days=1)) if made is not None and whole else today
    until = horizon(office, today)
    size = office.limits.days_in_one_command
    for rooms in _chunks(_room_days(office.city, first, until), size):
        await office.write(partial(_put_rooms, rooms))
    for offers in _chunks(_offer_days(office.city, first, until), size):
        await office.write(partial(_put_offers, offers))

    # Committed to well before they come into sight: a window may open that long before.
    ahead = until + office.limits.draws_ahead
    planned = list(draw_plan.coming(office, today, ahead, at))

    def end(store: Store) -> None:
        store.delete_days_before(today, at)
        if not same_rules:
            store.delete_days_of_others(
                (room.id for room in office.city.rooms), _offered(office.city), at
            )
        store.purge(at - office.limits.deletions_kept, at - office.limits.writes_kept)
        store.keep_service_value(RULES, office.city.rule_version)
        draw_plan.keep(store, planned)
        openactive_uses.renew(office, store, at)
        tomorrow = today + timedelta(days=1)
        # Even if a clock that was ahead has begun it before.
        store.plan_again(DueJob(JobKind.DAY, tomorrow.isoformat(), start_of(tomorrow)))
        if version_of(store) != laid_over:
            make_again(store)

    await office.write(end)


async def renew(office: Office, facilities: Collection[str]) -> None:
    """Makes the days in sight of some facilities anew: something has been laid over the city."""
    with office.database.reading() as reader:
        made = reader.room_days_made()
    if made is None or not facilities:
        return
    size = office.limits.days_in_one_command
    for rooms in _chunks(_room_days(office.city, *made, facilities), size):
        await office.write(partial(_put_rooms, rooms))
    for offers in _chunks(_offer_days(office.city, *made, facilities), size):
        await office.write(partial(_put_offers, offers))


def _room_days(
    city: City, first: date, last: date, facilities: Collection[str] | None = None
) -> Iterator[RoomDayRecord]:
    """The days of all rooms, or of those of some facilities."""
    rooms = [r for r in city.rooms if facilities is None or r.facility_id in facilities]
    for day in _days(first, last):
        for room in rooms:
            pattern, letters = day_facts(city, room, day)
            yield RoomDayRecord(room.id, day, pattern, letters, letters)


def _offered(city: City) -> Iterator[tuple[str, str]]:
    """Every facility with each class of its rooms."""
    for facility in city.facilities:
        for class_id in sorted({room.class_id for room in facility.rooms}):
            yield facility.id, class_id


def _offer_days(
    city: City, first: date, last: date, facilities: Collection[str] | None = None
) -> Iterator[OfferDay]:
    """The offers of all facilities, or of some."""
    for facility_id, class_id in _offered(city):
        if facilities is not None and facility_id not in facilities:
            continue
        facility, klass = city.facility(facility_id), city.klass(class_id)
        for day in _days(first, last):
            offers = [
                {"kind": offer.kind, "from": offer.from_, "until": offer.until}
                for offer in offers_for(city, facility, klass, day)
            ]
            yield facility_id, class_id, day, encode(offers).decode()


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))


def _chunks(values: Iterable[V], size: int) -> Iterator[list[V]]:
    rest = iter(values)
    while chunk := list(islice(rest, size)):
        yield chunk


def _put_rooms(days: list[RoomDayRecord], store: Store) -> None:
    store.put_room_days(days)


def _put_offers(days: list[OfferDay], store: Store) -> None:
    store.put_offer_days(days)
