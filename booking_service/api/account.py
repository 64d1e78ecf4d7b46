"""A resident's own account.

Changes of data and of the secret take no key: their answers and bodies hold what must not be kept
with a key, and sent twice they do what they did once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from booking_service.api.bodies import Named, Nothing
from booking_service.api.callers import (
    Anybody,
    Kiosk,
    Resident,
    Service,
    SessionToken,
    caller_of,
    kiosk_of,
    service_of,
)
from booking_service.api.document import NO_CONTENT, RESIDENT, Documented, answers, header, keyed
from booking_service.api.keyed import carry_out
from booking_service.api.people_bodies import AccountChanging, SecretChanging
from booking_service.api.replies import value_or_problem
from booking_service.policy.checks import Refusal
from booking_service.service import shapes
from booking_service.service.numbers import id_of
from booking_service.service.people import account
from booking_service.service.sessions import admitted, shown_session
from booking_service.service.visit import Desk, Visit
from booking_service.storage.ports import Store

router = APIRouter(prefix="/v1/account", tags=["account"])

V = TypeVar("V")
_WHO = ("kiosk", "resident")
#: Why an account is not deleted.
_STAYS = ("at_counter", "account_in_use", "suspended")


def _confirmed(route: Documented) -> Documented:
    """A route that wants the secret again where the city does."""
    confirmation = header("X-Confirmation", None, required=False)
    route["openapi_extra"].setdefault("parameters", []).append(confirmation)
    return route


def _without_body(route: Documented) -> Documented:
    del route["openapi_extra"]["requestBody"]
    return route


@router.get("", **answers(shapes.Account, (*RESIDENT, "not_found"), who=_WHO))
async def see(resident: Resident, service: Service) -> Response:
    """Everything the service knows of whoever is logged in."""
    office = service.office
    with office.database.reading() as reader:
        return value_or_problem(
            account.view(Visit(office, reader, resident.registrant, office.now()))
        )


@router.patch(
    "",
    **_confirmed(
        answers(
            shapes.Account,
            (*RESIDENT, "confirmation_needed", "at_counter", "already_registered", "not_found"),
            who=_WHO,
        )
    ),
)
async def change(changes: AccountChanging, request: Request, _kiosk: Kiosk) -> Response:
    """Changes what a resident may change without the counter."""
    wanted = changes.model_dump(exclude_none=True)
    return await _at_the_desk(request, lambda desk: account.change(desk, wanted))


@router.post(
    "/secret",
    **answers(
        None,
        (*RESIDENT, "wrong_credentials", "too_many_attempts", "secret_too_weak"),
        status=NO_CONTENT,
        who=_WHO,
    ),
)
async def change_secret(
    changing: SecretChanging, anybody: Anybody, token: SessionToken, service: Service
) -> Response:
    """Takes another secret; after a temporary one nothing else is open. Other sessions end."""
    asked = account.NewSecret(anybody, token, changing.secret, changing.new_secret)
    refusal = await account.change_secret(service.office, service.sessions, asked)
    return Response(status_code=NO_CONTENT) if refusal is None else value_or_problem(refusal)


@router.post("/cards/{issue}/lost", **keyed(shapes.Card, ("not_found",), Nothing))
async def card_lost(issue: Named, request: Request) -> Response:
    """A card was lost: it no longer logs in. The number stays good."""

    def report(desk: Desk, _nothing: Nothing) -> shapes.Card | Refusal:
        which = id_of(issue)
        return Refusal("not_found") if which is None else account.report_card_lost(desk, which)

    return await carry_out(request, Nothing, report)


@router.delete(
    "",
    **_without_body(keyed(shapes.AccountDeleted, _STAYS, Nothing)),
)
async def delete(request: Request) -> Response:
    """Deletes the account for good; refused while suspended, or with anything booked, applied
    for or unpaid."""
    return await carry_out(request, Nothing, lambda desk, _nothing: account.delete(desk))


async def _at_the_desk(request: Request, deed: Callable[[Desk], V | Refusal]) -> Response:
    """Something of whoever is logged in, confirmed, in one transaction."""
    office = service_of(request).office
    caller = caller_of(request, kiosk_of(request))

    def command(store: Store) -> V | Refusal:
        now = office.now()
        registrant = admitted(office, store, caller, shown_session(store, caller), now)
        if isinstance(registrant, Refusal):
            return registrant
        return deed(Desk.inside(office, store, registrant, now))

    return value_or_problem(await office.write(command))
