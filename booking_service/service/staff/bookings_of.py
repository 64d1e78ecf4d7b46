"""Everything that one registrant holds, for the counter."""

from __future__ import annotations

from booking_service.service import mine
from booking_service.service.office import Office
from booking_service.service.staff import shapes as staff_shapes
from booking_service.service.staff import views as staff_views
from booking_service.service.staff.bookings import Done
from booking_service.storage.ports import Reader
from booking_service.storage.records import RegistrantRecord


def view(
    office: Office, reader: Reader, registrant: RegistrantRecord
) -> staff_shapes.StaffBookings:
    """Reservations and applications as far back as the resident sees them too."""
    now = office.now()
    since = mine.listed_since(office.city, now.date())
    return {
        "registrant_id": registrant.id,
        "reservations": [
            staff_views.booking(office, reader, Done(record), now)
            for record in reader.reservations_of(registrant.id, since)
        ],
        "applications": [
            staff_views.application(record)
            for record in reader.applications_of(registrant.id, since)
        ],
    }
