"""Counter work, for ``booking-service staff``; the bearer token is the staff's."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from booking_service.api.bodies import Body, CounterBooking, Enrolment, Nothing, Registering
from booking_service.api.callers import KEY_HEADER, Service, service_of, staff_only
from booking_service.api.document import BOOKING, CREATED, answers
from booking_service.api.keyed import digest, key_in
from booking_service.api.replies import json_reply, problem, reply, value_or_problem
from booking_service.policy.checks import Refusal
from booking_service.service import shapes, staff, views
from booking_service.service.answers import Answer, encode, refused
from booking_service.service.writes import Key
from booking_service.storage.ports import Command, Store
from booking_service.storage.records import ReservationRecord

router = APIRouter(prefix="/v1/staff", tags=["staff"], dependencies=[staff_only])

_STAFF = ("staff_unknown", "invalid_request", "service_busy")
_KEY = ("key_missing", "key_reused", "write_in_progress")
_WHO = ("staff",)
#: Where the keys of the counter are kept; no terminal can be called that.
_COUNTER = "@staff"


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
    **answers(shapes.Reservation, (*_STAFF, *_KEY, "not_found", "not_payable"), who=_WHO),
)
async def take_payment(number: str, request: Request, service: Service) -> Response:
    """A provisional reservation has been paid at the counter."""
    command = staff.payment(service.office, number)
    return await _once(request, Nothing(), command, HTTPStatus.OK)


@router.post(
    "/reservations",
    **answers(
        shapes.Reservation, (*_STAFF, *_KEY, *BOOKING, "slot_taken"), status=CREATED, who=_WHO
    ),
)
async def book(booking: CounterBooking, request: Request, service: Service) -> Response:
    """Books for a registrant at the counter, paid on the spot."""
    command = staff.booking(service.office, booking.registration_number, booking.chosen())
    return await _once(request, booking, command, HTTPStatus.CREATED)


async def _once(
    request: Request,
    body: Body,
    command: Command[ReservationRecord | Refusal],
    status: HTTPStatus,
) -> Response:
    """Carries counter work out; once only, where it comes with an ``Idempotency-Key``.

    Registering takes none: its answer holds a name, and a number is given once in any case.
    """
    service = service_of(request)
    office = service.office

    def deed(store: Store) -> Answer:
        made = command(store)
        if isinstance(made, Refusal):
            return refused(made)
        return Answer(status, encode(views.reservation(office, made, office.now())))

    given = request.headers.get(KEY_HEADER)
    if given is None:
        return reply(await office.write(deed))
    asked = digest(request, body, b"", _COUNTER)
    answer = await service.writes.once(Key(_COUNTER, key_in(given)), lambda _: asked, deed)
    return problem(answer) if isinstance(answer, Refusal) else reply(answer)
