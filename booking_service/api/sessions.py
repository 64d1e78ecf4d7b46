"""Logging in, confirming with the secret, logging out, and what a booking would bring."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from booking_service.api.bodies import Login, QuoteAsked, SecretAgain
from booking_service.api.callers import Anybody, Kiosk, Resident, Service, SessionToken
from booking_service.api.document import BOOKING, CREATED, KIOSK, NO_CONTENT, RESIDENT, answers
from booking_service.api.replies import problem, value_or_problem
from booking_service.policy.checks import Refusal
from booking_service.service import quoting, shapes
from booking_service.service.answers import invalid
from booking_service.service.numbers import id_of
from booking_service.service.quoting import QuoteKind
from booking_service.service.visit import Visit

router = APIRouter(prefix="/v1", tags=["residents"])

_LOGIN = ("out_of_hours", "wrong_credentials", "too_many_attempts")
_LET_IN = ("registration_unfinished", "registration_expired", "card_not_valid")
_WHO = ("kiosk", "resident")


@router.post("/sessions", **answers(shapes.Session, (*KIOSK, *_LOGIN, *_LET_IN), status=CREATED))
async def log_in(login: Login, kiosk: Kiosk, service: Service) -> Response:
    """Logs a resident in at this kiosk."""
    opened = await service.sessions.open(kiosk.id, login.registration_number, login.secret)
    return value_or_problem(opened, CREATED)


@router.delete("/sessions/current", **answers(None, RESIDENT, status=NO_CONTENT, who=_WHO))
async def log_out(resident: Anybody, service: Service) -> Response:
    """Ends the session."""
    await service.sessions.end(resident)
    return Response(status_code=NO_CONTENT)


@router.post(
    "/sessions/current/confirmations",
    **answers(shapes.Confirmation, (*RESIDENT, *_LOGIN), status=CREATED, who=_WHO),
)
async def confirm(
    again: SecretAgain, resident: Resident, token: SessionToken, service: Service
) -> Response:
    """Takes the secret again; the confirmation is good for one write within 120 s."""
    confirmed = await service.sessions.confirm(resident, token, again.secret)
    return value_or_problem(confirmed, CREATED)


@router.post(
    "/quotes",
    **answers(
        shapes.Quote,
        (
            *RESIDENT,
            *BOOKING,
            "counter_only",
            "slot_taken",
            "no_lottery",
            "duplicate_application",
            "paid_at_counter",
            "not_changeable",
        ),
        who=_WHO,
    ),
)
async def quote(asked: QuoteAsked, resident: Resident, service: Service) -> Response:
    """What a booking would cost and bring, or the refusal that it would get; with ``instead_of``,
    what a change of that reservation would."""
    office = service.office
    with office.database.reading() as reader:
        visit = Visit(office, reader, resident.registrant, office.now())
        if asked.instead_of is None:
            return value_or_problem(quoting.quote(visit, asked.kind, asked.chosen()))
        if asked.kind is not QuoteKind.RESERVATION:
            return problem(invalid("body.kind", "only a reservation can be changed"))
        number = id_of(asked.instead_of)
        if number is None:
            return problem(Refusal("not_found"))
        return value_or_problem(quoting.quote_of_change(visit, number, asked.chosen()))
