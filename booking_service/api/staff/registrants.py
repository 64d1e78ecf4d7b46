"""Registrants at the counter. A registration number never stands in an address."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, TypeVar

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from booking_service.api.callers import Service, service_of
from booking_service.api.document import CREATED
from booking_service.api.replies import json_reply, problem
from booking_service.api.staff.calls import for_work, once, staff_answers
from booking_service.api.staff.people_bodies import (
    ByNumber,
    CardLost,
    CounterRegistering,
    Finding,
    ReductionGiving,
    ReductionTaking,
    RegistrantChanging,
    SecretResetting,
    Suspending,
)
from booking_service.policy.checks import Refusal
from booking_service.policy.model import HolderKind
from booking_service.service.office import Office
from booking_service.service.people import registering as registration
from booking_service.service.people.personal_data import PersonalData, own
from booking_service.service.secrets import hash_secret
from booking_service.service.staff import bookings_of as staff_bookings_of
from booking_service.service.staff import people_views as staff_people_views
from booking_service.service.staff import registrants as staff
from booking_service.service.staff import shapes as staff_shapes
from booking_service.service.staff.accounts import Officer
from booking_service.service.staff.registrants import CounterForm, Found
from booking_service.service.staff.roles import Work
from booking_service.storage.ports import Command, Store
from booking_service.storage.records import CardRecord, RegistrantRecord

router = APIRouter(prefix="/v1/staff/registrants", tags=["staff registrants"])

R = TypeVar("R")
_STATE = staff_shapes.RegistrantState
_NONE = ("not_found",)

Finder = Annotated[Officer, for_work(Work.FIND_REGISTRANT)]
Changer = Annotated[Officer, for_work(Work.CHANGE_REGISTRANT)]
CardClerk = Annotated[Officer, for_work(Work.ISSUE_CARD)]
Reducer = Annotated[Officer, for_work(Work.GIVE_REDUCTION)]
Suspender = Annotated[Officer, for_work(Work.SUSPEND)]


@router.post(
    "",
    **staff_answers(
        staff_shapes.StaffRegistrant,
        ("number_taken", "already_registered", "secret_too_weak"),
        work=Work.REGISTER,
        status=CREATED,
    ),
)
async def register(
    asked: CounterRegistering,
    officer: Annotated[Officer, for_work(Work.REGISTER)],
    service: Service,
) -> Response:
    """Adds a registrant. Nobody is registered twice, so no key is taken: the answer has a name."""
    office = service.office
    form = CounterForm(
        data=asked.data(),
        holder=asked.holder,
        kinds=frozenset(asked.kinds),
        secret=asked.secret,
        valid_until=asked.valid_until,
        suspended_since=asked.suspended_since,
    )
    made = await staff.register(office, officer, form)
    if isinstance(made, Refusal):
        return problem(made)
    with office.database.reading() as reader:
        data = own(office, reader, made.id) or PersonalData("", "")
        shown = staff_people_views.registrant(office, reader, Found(made, data))
    return json_reply(shown, CREATED)


@router.post(
    "/find", **staff_answers(staff_shapes.StaffRegistrant, _NONE, work=Work.FIND_REGISTRANT)
)
async def find(asked: Finding, officer: Finder, service: Service) -> Response:
    """Shows somebody's data, by number, card or name. Every look is noted, so no key is taken."""
    office = service.office
    if asked.registration_number is not None:
        command = staff.find(office, officer, asked.registration_number, asked.why)
    else:
        who = PersonalData("", asked.name or "", birth_date=asked.birth_date)
        holder = HolderKind.GROUP if asked.birth_date is None else HolderKind.PERSON
        command = staff.find_by_name(office, officer, who, holder, asked.why)
    found = await office.write(command)
    if isinstance(found, Refusal):
        return problem(found)
    with office.database.reading() as reader:
        return json_reply(staff_people_views.registrant(office, reader, found))


@router.post(
    "/bookings", **staff_answers(staff_shapes.StaffBookings, _NONE, work=Work.FIND_BOOKING)
)
async def bookings(
    asked: ByNumber, _officer: Annotated[Officer, for_work(Work.FIND_BOOKING)], service: Service
) -> Response:
    """What a registrant holds; no name and no number."""
    office = service.office
    with office.database.reading() as reader:
        registrant = registration.by_number(office, reader, asked.registration_number)
        if registrant is None:
            return problem(Refusal("not_found"))
        return json_reply(staff_bookings_of.view(office, reader, registrant))


@router.post(
    "/finish",
    **staff_answers(
        _STATE, (*_NONE, "nothing_to_finish"), work=Work.FINISH_REGISTRATION, changes=True
    ),
)
async def finish(
    asked: ByNumber,
    request: Request,
    officer: Annotated[Officer, for_work(Work.FINISH_REGISTRATION)],
) -> Response:
    """Completes a registration that was begun at a kiosk, with proof of who they are."""
    command = staff.finish(_office(request), officer, asked.registration_number)
    return await _once(request, officer, asked, command)


@router.post(
    "/change",
    **staff_answers(
        _STATE,
        (*_NONE, "already_registered", "registration_expired"),
        work=Work.CHANGE_REGISTRANT,
        changes=True,
    ),
)
async def change(asked: RegistrantChanging, request: Request, officer: Changer) -> Response:
    """Changes somebody's data or kinds of registration."""
    kinds = None if asked.kinds is None else frozenset(asked.kinds)
    number, changes = asked.registration_number, asked.changes()
    command = staff.change(_office(request), officer, number, changes, kinds)
    return await _once(request, officer, asked, command)


@router.post(
    "/renewal",
    **staff_answers(_STATE, (*_NONE, "not_renewable"), work=Work.RENEW, changes=True),
)
async def renew(
    asked: ByNumber, request: Request, officer: Annotated[Officer, for_work(Work.RENEW)]
) -> Response:
    """Renews a registration for another term."""
    command = staff.renew(_office(request), officer, asked.registration_number)
    return await _once(request, officer, asked, command)


@router.post(
    "/cards",
    **staff_answers(
        staff_shapes.StaffCard,
        (*_NONE, "registration_expired", "too_many_cards"),
        work=Work.ISSUE_CARD,
        status=CREATED,
        changes=True,
    ),
)
async def issue_card(asked: ByNumber, request: Request, officer: CardClerk) -> Response:
    """Hands a card out; the one before no longer identifies anybody."""
    command = staff.issue_card(_office(request), officer, asked.registration_number)
    return await _card_once(request, officer, asked, command, HTTPStatus.CREATED)


@router.post(
    "/cards/lost",
    **staff_answers(staff_shapes.StaffCard, _NONE, work=Work.ISSUE_CARD, changes=True),
)
async def card_lost(asked: CardLost, request: Request, officer: CardClerk) -> Response:
    """A card was lost; whoever finds it cannot log in with it."""
    number = asked.registration_number
    command = staff.card_lost(_office(request), officer, number, asked.issue)
    return await _card_once(request, officer, asked, command, HTTPStatus.OK)


@router.post(
    "/secret",
    **staff_answers(staff_shapes.NewSecret, (*_NONE, "secret_too_weak"), work=Work.RESET_SECRET),
)
async def reset_secret(
    asked: SecretResetting,
    officer: Annotated[Officer, for_work(Work.RESET_SECRET)],
    service: Service,
) -> Response:
    """Gives another secret to somebody who has shown who they are. A temporary one is shown only
    here, so no key is taken; it lasts a week and is good for choosing another."""
    office = service.office
    number = asked.registration_number
    if asked.secret is not None and (
        refusal := staff.refusal_of_chosen(office, number, asked.secret)
    ):
        return problem(refusal)
    temporary = None if asked.secret is not None else registration.random_of(office.city.secret)
    kept = await asyncio.to_thread(hash_secret, asked.secret or temporary or "")
    command = staff.reset_secret(office, officer, number, kept, temporary=temporary is not None)
    made = await office.write(command)
    if isinstance(made, Refusal):
        return problem(made)
    now = office.now().replace(microsecond=0)
    until = None if temporary is None else now + staff.TEMPORARY_LASTS
    state = staff_people_views.state(made, now.date())
    return json_reply({**state, "temporary_secret": temporary, "temporary_until": until})


@router.post("/reductions", **staff_answers(_STATE, _NONE, work=Work.GIVE_REDUCTION, changes=True))
async def give_reduction(asked: ReductionGiving, request: Request, officer: Reducer) -> Response:
    """Gives a reduction or an exemption (減免, 免除) up to a day."""
    number, until = asked.registration_number, asked.valid_until
    command = staff.give_reduction(_office(request), officer, number, asked.reduction_id, until)
    return await _once(request, officer, asked, command)


@router.post(
    "/reductions/end", **staff_answers(_STATE, _NONE, work=Work.GIVE_REDUCTION, changes=True)
)
async def take_reduction(asked: ReductionTaking, request: Request, officer: Reducer) -> Response:
    """Takes it away."""
    number = asked.registration_number
    command = staff.take_reduction(_office(request), officer, number, asked.reduction_id)
    return await _once(request, officer, asked, command)


@router.post("/suspension", **staff_answers(_STATE, _NONE, work=Work.SUSPEND, changes=True))
async def suspend(asked: Suspending, request: Request, officer: Suspender) -> Response:
    """Lets somebody look but not book (利用停止)."""
    number = asked.registration_number
    command = staff.suspend(_office(request), officer, number, asked.since, asked.reason)
    return await _once(request, officer, asked, command)


@router.post("/suspension/end", **staff_answers(_STATE, _NONE, work=Work.SUSPEND, changes=True))
async def lift(asked: ByNumber, request: Request, officer: Suspender) -> Response:
    """Lifts a suspension."""
    command = staff.lift(_office(request), officer, asked.registration_number)
    return await _once(request, officer, asked, command)


@router.post(
    "/deletion",
    **staff_answers(
        _STATE, (*_NONE, "account_in_use", "suspended"), work=Work.DELETE_REGISTRANT, changes=True
    ),
)
async def delete(
    asked: ByNumber,
    request: Request,
    officer: Annotated[Officer, for_work(Work.DELETE_REGISTRANT)],
) -> Response:
    """Ends a registration for good; refused while anything is booked or applied for."""
    command = staff.delete(_office(request), officer, asked.registration_number)
    return await _once(request, officer, asked, command)


def _office(request: Request) -> Office:
    return service_of(request).office


async def _once(
    request: Request,
    officer: Officer,
    body: BaseModel,
    command: Command[RegistrantRecord | Refusal],
) -> Response:
    today = _office(request).now().date()
    view = _shown(command, lambda made: staff_people_views.state(made, today))
    return await once(request, officer, body, view)


async def _card_once(
    request: Request,
    officer: Officer,
    body: BaseModel,
    command: Command[CardRecord | Refusal],
    status: HTTPStatus,
) -> Response:
    return await once(request, officer, body, _shown(command, staff_people_views.card_view), status)


def _shown(command: Command[R | Refusal], view: Callable[[R], object]) -> Callable[[Store], object]:
    def deed(store: Store) -> object:
        made = command(store)
        return made if isinstance(made, Refusal) else view(made)

    return deed
