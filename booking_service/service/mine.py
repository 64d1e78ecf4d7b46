"""A resident's own bookings."""

from __future__ import annotations

from datetime import date

from booking_service.policy.instants import add_months, first_of_month
from booking_service.service import shapes, views
from booking_service.service.office import Office
from booking_service.storage.records import RegistrantRecord

#: Days of use are listed from the first day of the month so many months back.
MONTHS_BACK = 1


def applications(office: Office, registrant: RegistrantRecord) -> list[shapes.Application]:
    """All applications of a registrant, by day of use."""
    now = office.now()
    with office.database.reading() as reader:
        found = reader.applications_of(registrant.id, listed_since(now.date()))
    holder = views.standing(registrant, now.date())
    return [views.application(office, record, holder, now) for record in found]


def reservations(office: Office, registrant: RegistrantRecord) -> list[shapes.Reservation]:
    """All reservations of a registrant, by day of use."""
    now = office.now()
    with office.database.reading() as reader:
        found = reader.reservations_of(registrant.id, listed_since(now.date()))
    return [views.reservation(office, record, now) for record in found]


def listed_since(today: date) -> date:
    """The first day of use that is still listed on ``today``."""
    return add_months(first_of_month(today), -MONTHS_BACK)
