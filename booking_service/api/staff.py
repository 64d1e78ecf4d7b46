"""Counter work, for ``booking-service staff``; the bearer token is the staff's."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from booking_service.api.bodies import CounterBooking, Enrolment, Registering
from booking_service.api.callers import Service, staff_only
from booking_service.api.document import BOOKING, CREATED, answers
from booking_service.api.replies import json_reply, value_or_problem
from booking_service.policy.checks import Refusal
from booking_service.service import shapes, staff, views
from booking_service.service.office import Office
from booking_service.storage.records import ReservationRecord

router = APIRouter(prefix="/v1/staff", tags=["staff"], dependencies=[staff_only])

_STAFF = ("staff_unknown", "invalid_request", "service_busy")
_WHO = ("staff",)


@router.post("/kiosks", **answers(shapes.Credentials, _STAFF, status=CREATED, who=_WHO))
async def enrol_kiosk(enrolment: Enrolment, service: Service) -> Response:
    """Makes or renews the credential of a terminal; it is shown only here."""
    made = await staff.enrol_kiosk(service.office, enrolment.id, enrolment.place)
    return json_reply({"credential": made}, CREATED)


@router.post(
    "/registrants",
    **answers(shapes.Registrant, (*_STAFF, "number_taken"), status=CREATED, who=_WHO),
)
async def register(asked: Registering, service: Service) -> Response:
    """Adds a registrant."""
    office = service.office
    registration = staff.Registration(
        number=asked.registration_number,
        name=asked.name,
        secret=asked.secret,
        kinds=frozenset(asked.kinds),
        valid_until=asked.valid_until,
        suspended_since=asked.suspended_since,
    )
    made = await staff.register(office, registration)
    if isinstance(made, Refusal):
        return value_or_problem(made)
    return json_reply(views.registrant(made, office.now().date()), CREATED)


@router.post(
    "/reservations/{number}/payment",
    **answers(shapes.Reservation, (*_STAFF, "not_found", "not_payable"), who=_WHO),
)
async def take_payment(number: str, service: Service) -> Response:
    """A provisional reservation has been paid at the counter."""
    made = await staff.take_payment(service.office, number)
    return _shown(service.office, made, 200)


@router.post(
    "/reservations",
    **answers(shapes.Reservation, (*_STAFF, *BOOKING, "slot_taken"), status=CREATED, who=_WHO),
)
async def book(booking: CounterBooking, service: Service) -> Response:
    """Books for a registrant at the counter, paid on the spot."""
    office = service.office
    made = await staff.book(office, booking.registration_number, booking.chosen())
    return _shown(office, made, CREATED)


def _shown(office: Office, made: ReservationRecord | Refusal, status: int) -> Response:
    shown: object = made
    if not isinstance(made, Refusal):
        shown = views.reservation(office, made, office.now())
    return value_or_problem(shown, status)
