"""A resident's own bookings."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar

from booking_service.policy.instants import add_months, first_of_month
from booking_service.policy.model import City
from booking_service.service import shapes, views
from booking_service.service.draws.waiting import waiting_place
from booking_service.service.office import Office
from booking_service.service.settling import moves_of, settled
from booking_service.storage.records import RegistrantRecord

Listed = TypeVar("Listed", shapes.Application, shapes.Reservation)


def applications(office: Office, registrant: RegistrantRecord) -> list[shapes.Application]:
    """All applications of a registrant, by day of use."""
    now = office.now()
    with office.database.reading() as reader:
        rows = reader.applications_of(registrant.id, listed_since(office.city, now.date()))
        places = [waiting_place(office.city, reader, record, now) for record in rows]
        draws = {record.draw_id for record in rows}
        commitments = {draw_id: reader.commitment(draw_id) for draw_id in draws}
    holder = views.standing(registrant, now.date())
    return [
        views.application(
            office, record, holder, now, commitment=commitments[record.draw_id], waiting=place
        )
        for record, place in zip(rows, places, strict=True)
    ]


def reservations(office: Office, registrant: RegistrantRecord) -> list[shapes.Reservation]:
    """All reservations of a registrant, by day of use."""
    now = office.now()
    with office.database.reading() as reader:
        rows = reader.reservations_of(registrant.id, listed_since(office.city, now.date()))
        found = [
            (record, settled(reader, record), moves_of(office.city, reader, record))
            for record in rows
        ]
    holder = views.standing(registrant, now.date())
    return [
        views.reservation(office, record, now, holder, settled=cost, moves=moves)
        for record, cost, moves in found
    ]


def lying(*, behind: bool | None, items: list[Listed], now: datetime) -> list[Listed]:
    """Those whose time of use is over, the latest first; or the others; or all, without a wish."""
    if behind is None:
        return items
    if behind:
        return [one for one in reversed(items) if one["until"] <= now]
    return [one for one in items if one["until"] > now]


def listed_since(city: City, today: date) -> date:
    """The first day of use that is still listed on ``today``: as many months back as the city
    shows."""
    return add_months(first_of_month(today), -city.history_months)
