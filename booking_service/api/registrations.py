"""Registering at a kiosk, and a new secret for whoever has forgotten theirs."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from booking_service.api.callers import KEY_HEADER, Kiosk, Service
from booking_service.api.document import CREATED, KIOSK, answers, header
from booking_service.api.keyed import key_in
from booking_service.api.people_bodies import Registering, SecretForgotten
from booking_service.api.replies import json_reply, value_or_problem
from booking_service.policy.checks import Refusal
from booking_service.service import shapes
from booking_service.service.writes import Key

router = APIRouter(prefix="/v1", tags=["registration"])

_TAKEN = HTTPStatus.ACCEPTED.value
_REGISTER = (
    "out_of_hours",
    "key_missing",
    "at_counter",
    "already_registered",
    "secret_too_weak",
    "not_found",
)
_documented = answers(shapes.Registered, (*KIOSK, *_REGISTER, "too_many_attempts"), status=CREATED)
_documented["openapi_extra"]["parameters"] = [header("Idempotency-Key", "uuid", required=True)]


@router.post("/registrations", **_documented)
async def register(
    asked: Registering, request: Request, kiosk: Kiosk, service: Service
) -> Response:
    """Registers somebody at this kiosk; the number is told here and in a mail, nowhere else."""
    key = Key(kiosk.id, key_in(request.headers.get(KEY_HEADER)))
    made = await service.people.registrar.register(key, asked.form())
    return value_or_problem(made, CREATED)


@router.post(
    "/secret-resets",
    **answers(
        shapes.ServiceTime,
        (*KIOSK, "out_of_hours", "reset_at_counter", "too_many_attempts"),
        status=_TAKEN,
    ),
)
async def ask_for_secret(asked: SecretForgotten, kiosk: Kiosk, service: Service) -> Response:
    """Takes a request; whether anything of it was right is told by mail alone."""
    refusal = await service.people.resets.ask(kiosk.id, asked.forgotten())
    if isinstance(refusal, Refusal):
        return value_or_problem(refusal)
    return json_reply({"time": service.office.now().replace(microsecond=0)}, _TAKEN)
