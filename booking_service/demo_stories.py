"""What the sample residents of the demonstration have behind and before them; all is invented.

Told after the calendars have been filled, so that those stay what they are without them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from booking_service.demo_people import SampleResident, is_paid_later, others_of
from booking_service.policy.calendar import is_closed
from booking_service.policy.draw import LostReason
from booking_service.policy.facts import pattern_of
from booking_service.policy.lottery import lottery_times
from booking_service.policy.model import ApplicationState, City, ReservationState, Room
from booking_service.policy.rules import Origin
from booking_service.service import applying
from booking_service.service.booking import Choice, hold, price
from booking_service.service.days import horizon
from booking_service.service.office import Office
from booking_service.service.people.personal_data import sealed_secret
from booking_service.service.people.registering import by_number
from booking_service.service.reserving import add_reservation
from booking_service.service.visit import Desk
from booking_service.storage.ports import Store
from booking_service.storage.records import (
    ApplicationRecord,
    RegistrantRecord,
    ReservationRecord,
)

PEOPLE = 10
#: How many days ago the one with a history was there.
USED_DAYS_AGO = (9, 23, 37)
#: From how many days ahead something is to be paid, so that it can be, until how many.
PAID_AHEAD = range(12, 60)
#: Far longer than a real one is good for: a demonstration's clock is moved on by months.
TEMPORARY_DAYS = 120
_OPENING = time(9, 0)


def tell(office: Office, store: Store, resident: SampleResident, secret_hash: str) -> None:
    """Gives a resident what their story says; nothing where it needs nothing."""
    registrant = by_number(office, store, resident.number)
    if registrant is None:
        return
    match resident.story:
        case "win to claim":
            _have_won(office, store, registrant)
        case "payment due":
            _owe(office, store, registrant)
        case "lost application":
            _lose(office, store, registrant)
        case "history":
            _look_back(office, store, registrant)
        case "temporary secret":
            sealed = sealed_secret(office.cipher, secret_hash)
            until = office.now() + timedelta(days=TEMPORARY_DAYS)
            store.keep_temporary_secret(registrant.id, sealed, until.replace(microsecond=0))
        case _:
            pass


def choice_of(city: City, room: Room, day: date, slots: range) -> Choice:
    """A choice as the sample residents make it."""
    return Choice(
        room_id=room.id,
        date=day,
        first_slot=slots.start,
        slot_count=len(slots),
        purpose_id=city.klass(room.class_id).purposes[0].id,
        people=min(PEOPLE, room.capacity),
    )


def _owe(office: Office, store: Store, registrant: RegistrantRecord) -> None:
    """A reservation that is to be paid in the days to come."""
    now = office.now()
    desk = Desk.inside(office, store, registrant, now)
    for choice in _first_slots(office.city, now.date(), PAID_AHEAD):
        room, cost = office.city.room(choice.room_id), price(office.city, choice)
        if not cost.yen or not is_paid_later(office.city, room, choice.date, now):
            continue
        number = store.next_number("reservation")
        use = hold(store, office.city, choice, number)
        if use is not None:
            add_reservation(desk, number, use, cost, Origin.FIRST_COME)
            return


def _have_won(office: Office, store: Store, registrant: RegistrantRecord) -> None:
    """A reservation from a draw whose win was taken, on days without a draw that is not over."""
    city, now = office.city, office.now()
    if store.applications_of(registrant.id, now.date()):
        return
    desk = Desk.inside(office, store, registrant, now)
    ahead = range((horizon(office, now.date()) - now.date()).days + 1)
    for choice in _first_slots(city, now.date(), ahead):
        klass = city.klass(city.room(choice.room_id).class_id)
        times = lottery_times(city, None, klass, choice.date)
        if times is None or now < times.over_at:
            continue
        number = store.next_number("reservation")
        use = hold(store, city, choice, number)
        if use is not None:
            add_reservation(desk, number, use, price(city, choice), Origin.LOTTERY)
            return


def _lose(office: Office, store: Store, registrant: RegistrantRecord) -> None:
    """An application in a draw whose result is out, for what the counter has booked since."""
    city, now = office.city, office.now()
    other = by_number(office, store, others_of(city)[0].number)
    ahead = range((horizon(office, now.date()) - now.date()).days + 1)
    for choice in _first_slots(city, now.date(), ahead):
        klass = city.klass(city.room(choice.room_id).class_id)
        times = lottery_times(city, None, klass, choice.date)
        if times is None or times.result_from > now or store.competing(choice.room_id, choice.date):
            continue
        desk = Desk.inside(office, store, registrant, times.closes - timedelta(hours=1))
        made = applying.apply(desk, choice)
        if other is None or not isinstance(made, ApplicationRecord):
            continue
        store.set_drawn_lost(made.id, {"code": LostReason.NOT_FREE.value})
        lost = ApplicationState.LOST.value
        store.set_application_state(made.id, lost, None, times.result_from)
        for _each_unit in choice.ways(city):
            book(Desk.inside(office, store, other, now), choice)
        return


def book(desk: Desk, choice: Choice) -> None:
    """Books at the counter, if it is free."""
    number = desk.store.next_number("reservation")
    use = hold(desk.store, desk.city, choice, number)
    if use is not None:
        add_reservation(desk, number, use, price(desk.city, choice), Origin.COUNTER)


def _look_back(office: Office, store: Store, registrant: RegistrantRecord) -> None:
    """Reservations that were paid and used."""
    city, today = office.city, office.now().date()
    room = city.rooms[0]
    for ago in USED_DAYS_AGO:
        day = _open_day(city, room, today - timedelta(days=ago))
        choice = choice_of(city, room, day, range(1))
        cost = price(city, choice)
        made = _at_opening(office.now(), day - timedelta(days=30))
        store.add_reservation(
            ReservationRecord(
                id=store.next_number("reservation"),
                registrant_id=registrant.id,
                use=choice.use(city, choice.ways(city)[0]),
                fee_lines=cost.lines,
                fee_yen=cost.yen,
                origin=Origin.FIRST_COME.value,
                state=ReservationState.USED.value,
                made_at=made,
                payment_due=None,
                paid_at=made + timedelta(days=2) if cost.yen else None,
                rule_version=city.rule_version,
                changed_at=_at_opening(office.now(), day + timedelta(days=1)),
            )
        )


def _first_slots(city: City, today: date, ahead: range) -> Iterator[Choice]:
    """One slot of every room, day by day; the rooms that visitors look at first come last."""
    for days in ahead:
        day = today + timedelta(days=days)
        for room in reversed(city.rooms):
            if not is_closed(city, city.facility(room.facility_id), day):
                for slot in range(len(pattern_of(city, room, day).slots)):
                    yield choice_of(city, room, day, range(slot, slot + 1))


def _open_day(city: City, room: Room, day: date) -> date:
    while is_closed(city, city.facility(room.facility_id), day):
        day -= timedelta(days=1)
    return day


def _at_opening(now: datetime, day: date) -> datetime:
    return datetime.combine(day, _OPENING, now.tzinfo)
