"""What staff look through and see to: digits for draws, letters that did not go, who looked."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from booking_service.api.bodies import Named, Nothing
from booking_service.api.callers import Service, service_of
from booking_service.api.replies import json_reply, problem
from booking_service.api.staff.bodies import DrawDigits
from booking_service.api.staff.calls import for_work, once, staff_answers
from booking_service.api.staff.people_bodies import AccessAsked
from booking_service.policy.checks import Refusal
from booking_service.service.mail import queue as mail
from booking_service.service.numbers import id_of
from booking_service.service.people import registering as registration
from booking_service.service.staff import audit as staff_audit
from booking_service.service.staff import draws as staff_draws
from booking_service.service.staff import people_views as staff_people_views
from booking_service.service.staff import shapes as staff_shapes
from booking_service.service.staff.accounts import Officer
from booking_service.service.staff.audit import Deed
from booking_service.service.staff.roles import Work
from booking_service.storage.ports import Store

router = APIRouter(prefix="/v1/staff", tags=["staff desk"])

Clerk = Annotated[Officer, for_work(Work.SEE_ACTIONS)]
Lottery = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,64}$")]
Period = Annotated[str, Path(pattern=r"^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$")]


@router.post(
    "/draws/{lottery}/{period}/digits",
    **staff_answers(
        staff_shapes.DrawDigitsTaken,
        ("not_found", "not_open_yet", "window_closed", "digits_given"),
        work=Work.GIVE_DIGITS,
        changes=True,
    ),
)
async def give_digits(
    lottery: Lottery,
    period: Period,
    asked: DrawDigits,
    request: Request,
    officer: Annotated[Officer, for_work(Work.GIVE_DIGITS)],
) -> Response:
    """Throws an officer's digits into a draw; it takes two officers."""
    office = service_of(request).office
    command = staff_draws.give_digits(office, officer, f"{lottery}/{period}", asked.digits)
    return await once(request, officer, asked, command)


@router.get("/mails", **staff_answers(staff_shapes.StaffMails, work=Work.SEE_ACTIONS))
async def mails(_officer: Clerk, service: Service) -> Response:
    """Letters that were given up, then those that wait; neither what they say nor to whom."""
    with service.office.database.reading() as reader:
        found = [*mail.given_up(reader), *mail.waiting(reader)]
    return json_reply({"items": [staff_people_views.mail(record) for record in found]})


@router.post(
    "/mails/{mail_id}/again",
    **staff_answers(staff_shapes.StaffMail, ("not_found",), work=Work.SEE_ACTIONS, changes=True),
)
async def send_again(mail_id: Named, request: Request, officer: Clerk) -> Response:
    """Tries a letter again that was given up."""
    office = service_of(request).office

    def deed(store: Store) -> object:
        number, now = id_of(mail_id), office.now()
        again = None if number is None else mail.send_again(store, number, now)
        if number is None or again is None or isinstance(again, Refusal):
            return Refusal("not_found")
        staff_audit.note(store, Deed(officer.user, "send-again", f"mail {number}"), now)
        return staff_people_views.mail(store.mail(number) or again)

    return await once(request, officer, Nothing(), deed)


@router.post(
    "/access-log", **staff_answers(staff_shapes.Accesses, ("not_found",), work=Work.SEE_ACCESS)
)
async def access_log(
    asked: AccessAsked, _officer: Annotated[Officer, for_work(Work.SEE_ACCESS)], service: Service
) -> Response:
    """Who has looked at somebody's data, or at anybody's; the newest first."""
    office = service.office
    with office.database.reading() as reader:
        who = None
        if asked.registration_number is not None:
            found = registration.by_number(office, reader, asked.registration_number)
            if found is None:
                return problem(Refusal("not_found"))
            who = found.id
        lines = reader.accesses(who, asked.before, asked.limit)
    return json_reply({"items": [staff_people_views.access(line) for line in lines]})
