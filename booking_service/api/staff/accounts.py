"""Signing in at the counter, and the accounts of staff."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from booking_service.api.bodies import Named
from booking_service.api.callers import Service
from booking_service.api.document import CREATED, NO_CONTENT, answers
from booking_service.api.replies import json_reply, problem
from booking_service.api.staff.bodies import (
    AccountChanging,
    AccountMaking,
    OwnSecret,
    SignIn,
)
from booking_service.api.staff.calls import for_work, place_of, signed_in, staff_answers
from booking_service.policy.checks import Refusal
from booking_service.service.staff import accounts as staff_accounts
from booking_service.service.staff import shapes as staff_shapes
from booking_service.service.staff import views as staff_views
from booking_service.service.staff.accounts import AccountChange, NewAccount, Officer
from booking_service.service.staff.roles import Work

router = APIRouter(prefix="/v1/staff", tags=["staff accounts"])

Anybody = Annotated[Officer, signed_in]
Administrator = Annotated[Officer, for_work(Work.MANAGE_ACCOUNTS)]


@router.post(
    "/sessions",
    **answers(
        staff_shapes.StaffSession,
        ("invalid_request", "wrong_credentials", "too_many_attempts", "service_busy"),
        status=CREATED,
        who=(),
    ),
)
async def sign_in(asked: SignIn, request: Request, service: Service) -> Response:
    """Signs somebody of the staff in; the token is shown only here and ends by itself."""
    found = await service.staff.sign_in(place_of(request), asked.user, asked.secret)
    if isinstance(found, Refusal):
        return problem(found)
    return json_reply(staff_views.signed_in(found), CREATED)


@router.delete("/sessions/current", **staff_answers(None, work=None, status=NO_CONTENT))
async def sign_out(officer: Anybody, service: Service) -> Response:
    """Ends the token."""
    await service.staff.sign_out(officer)
    return Response(status_code=NO_CONTENT)


@router.post(
    "/sessions/current/secret",
    **staff_answers(None, ("wrong_credentials", "too_many_attempts"), work=None, status=NO_CONTENT),
)
async def choose_secret(
    asked: OwnSecret, officer: Anybody, request: Request, service: Service
) -> Response:
    """Chooses an own secret; the first one, given by somebody else, is good for nothing else."""
    trouble = await service.staff.change_own_secret(
        officer, place_of(request), asked.secret, asked.new_secret
    )
    return Response(status_code=NO_CONTENT) if trouble is None else problem(trouble)


@router.get("/accounts", **staff_answers(staff_shapes.StaffAccounts, work=Work.MANAGE_ACCOUNTS))
async def accounts(_officer: Administrator, service: Service) -> Response:
    """Every account there is or has been."""
    with service.office.database.reading() as reader:
        found = reader.staff_accounts()
    return json_reply({"items": [staff_views.account(record) for record in found]})


@router.post(
    "/accounts",
    **staff_answers(
        staff_shapes.StaffAccount, ("user_taken",), work=Work.MANAGE_ACCOUNTS, status=CREATED
    ),
)
async def make_account(asked: AccountMaking, officer: Administrator, service: Service) -> Response:
    """Makes an account with a first secret. A user's name is given once, so no key is needed."""
    wanted = NewAccount(asked.user, asked.name, frozenset(asked.roles), asked.secret)
    made = await staff_accounts.make_account(service.office, officer, wanted)
    if isinstance(made, Refusal):
        return problem(made)
    return json_reply(staff_views.account(made), CREATED)


@router.patch(
    "/accounts/{user}",
    **staff_answers(staff_shapes.StaffAccount, ("not_found",), work=Work.MANAGE_ACCOUNTS),
)
async def change_account(
    user: Named, asked: AccountChanging, officer: Administrator, service: Service
) -> Response:
    """Changes an account; setting it to what it is already changes nothing, so no key is needed."""
    change = AccountChange(
        name=asked.name,
        roles=None if asked.roles is None else frozenset(asked.roles),
        ended=asked.ended,
        secret=asked.secret,
    )
    made = await staff_accounts.change_account(service.office, officer, user, change)
    return problem(made) if isinstance(made, Refusal) else json_reply(staff_views.account(made))
