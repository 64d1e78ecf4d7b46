"""Registrants at the counter. A registration number never stands in an address."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from booking_service.api.bodies import Registering
from booking_service.api.callers import Service
from booking_service.api.document import CREATED
from booking_service.api.replies import json_reply, problem, value_or_problem
from booking_service.api.staff_bodies import ByNumber
from booking_service.api.staff_calls import for_work, staff_answers
from booking_service.policy.checks import Refusal
from booking_service.service import (
    mine,
    registration,
    shapes,
    staff,
    staff_shapes,
    staff_views,
    views,
)
from booking_service.service.personal_data import PersonalData
from booking_service.service.staff_accounts import Officer
from booking_service.service.staff_bookings import Done
from booking_service.service.staff_roles import Work

router = APIRouter(prefix="/v1/staff/registrants", tags=["staff registrants"])


@router.post(
    "",
    **staff_answers(
        shapes.Registrant,
        ("number_taken", "already_registered"),
        work=Work.REGISTER,
        status=CREATED,
    ),
)
async def register(
    asked: Registering, officer: Annotated[Officer, for_work(Work.REGISTER)], service: Service
) -> Response:
    """Adds a registrant. A number is given once, so no key is taken: the answer holds a name."""
    office = service.office
    wanted = staff.Registration(
        number=asked.registration_number,
        name=asked.name,
        secret=asked.secret,
        kinds=frozenset(asked.kinds),
        valid_until=asked.valid_until,
        suspended_since=asked.suspended_since,
    )
    made = await staff.register(office, wanted, officer.user)
    if isinstance(made, Refusal):
        return value_or_problem(made)
    data = PersonalData(number=wanted.number, name=wanted.name)
    return json_reply(views.registrant(made, data, office.now().date()), CREATED)


@router.post(
    "/bookings",
    **staff_answers(staff_shapes.StaffBookings, ("not_found",), work=Work.FIND_BOOKING),
)
async def bookings(
    asked: ByNumber, _officer: Annotated[Officer, for_work(Work.FIND_BOOKING)], service: Service
) -> Response:
    """What a registrant holds; no name and no number."""
    office, now = service.office, service.office.now()
    with office.database.reading() as reader:
        registrant = registration.by_number(office, reader, asked.registration_number)
        if registrant is None:
            return problem(Refusal("not_found"))
        since = mine.listed_since(office.city, now.date())
        reservations = [
            staff_views.booking(office, reader, Done(record), now)
            for record in reader.reservations_of(registrant.id, since)
        ]
        applications = [
            staff_views.application(record)
            for record in reader.applications_of(registrant.id, since)
        ]
    return json_reply(
        {
            "registrant_id": registrant.id,
            "reservations": reservations,
            "applications": applications,
        }
    )
