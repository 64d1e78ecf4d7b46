"""Lottery applications and reservations of the resident who is logged in."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from booking_service.api.bodies import Choice, Named, Nothing
from booking_service.api.callers import Resident, Service
from booking_service.api.document import BOOKING, CREATED, RESIDENT, answers, keyed
from booking_service.api.keyed import carry_out
from booking_service.api.replies import json_reply
from booking_service.policy.checks import Refusal
from booking_service.policy.offers import OfferKind
from booking_service.service import applying, mine, moving, reserving, shapes, views
from booking_service.service.numbers import id_of
from booking_service.service.settling import moves_of, settled
from booking_service.service.visit import Desk
from booking_service.storage.records import ApplicationRecord, ReservationRecord

router = APIRouter(prefix="/v1", tags=["bookings"])

_CANCEL = ("not_found", "not_cancellable", "window_closed")
_GIVE_BACK = (
    "not_found",
    "not_cancellable",
    "not_open_yet",
    "paid_at_counter",
    "cancel_by_telephone",
)
_WIN = ("not_found", "not_claimable", "not_open_yet", "window_closed")
_STANDING = ("suspended", "registration_expired")
_WHO = ("kiosk", "resident")
#: Only what lies behind, the latest first, or only what lies ahead; without it, both by day of use.
History = Annotated[bool | None, Query()]


@router.get("/lottery-applications", **answers(shapes.Applications, RESIDENT, who=_WHO))
async def my_applications(
    resident: Resident, service: Service, history: History = None
) -> Response:
    """The resident's applications for days of use since as many months back as the city shows."""
    found = mine.applications(service.office, resident.registrant)
    return json_reply({"items": mine.lying(behind=history, items=found, now=service.office.now())})


@router.post(
    "/lottery-applications",
    **keyed(
        shapes.Application,
        (*BOOKING, "no_lottery", "duplicate_application", "slot_taken"),
        Choice,
        CREATED,
    ),
)
async def apply(request: Request) -> Response:
    """Applies for the lottery."""

    def deed(desk: Desk, choice: Choice) -> object:
        return _shown_application(desk, applying.apply(desk, choice.chosen()))

    return await carry_out(request, Choice, deed, HTTPStatus.CREATED)


@router.post(
    "/lottery-applications/{application_id}/cancel",
    **keyed(shapes.Application, _CANCEL, Nothing),
)
async def take_back(request: Request, application_id: Named) -> Response:
    """Takes an application back before its window closes."""
    return await _on_application(request, application_id, applying.take_back)


@router.post(
    "/lottery-applications/{application_id}/claim",
    **keyed(shapes.Application, (*_WIN, *_STANDING, "closed_day"), Nothing),
)
async def claim(request: Request, application_id: Named) -> Response:
    """Turns a win into a provisional reservation."""
    return await _on_application(request, application_id, applying.claim)


@router.post(
    "/lottery-applications/{application_id}/waive", **keyed(shapes.Application, _WIN, Nothing)
)
async def waive(request: Request, application_id: Named) -> Response:
    """Gives a win up."""
    return await _on_application(request, application_id, applying.waive)


@router.get("/reservations", **answers(shapes.Reservations, RESIDENT, who=_WHO))
async def my_reservations(
    resident: Resident, service: Service, history: History = None
) -> Response:
    """The resident's reservations for days of use since as many months back as the city shows."""
    found = mine.reservations(service.office, resident.registrant)
    return json_reply({"items": mine.lying(behind=history, items=found, now=service.office.now())})


@router.post(
    "/reservations",
    **keyed(shapes.Reservation, (*BOOKING, "slot_taken", "counter_only"), Choice, CREATED),
)
async def reserve(request: Request) -> Response:
    """Reserves, first come, first served."""

    def deed(desk: Desk, choice: Choice) -> object:
        made = reserving.reserve(desk, choice.chosen(), OfferKind.FIRST_COME)
        return _shown_reservation(desk, made)

    return await carry_out(request, Choice, deed, HTTPStatus.CREATED)


@router.post(
    "/reservations/{reservation_id}/cancel",
    **keyed(shapes.Reservation, _GIVE_BACK, Nothing),
)
async def cancel(request: Request, reservation_id: Named) -> Response:
    """Cancels a reservation, where its class lets a kiosk do so."""

    def deed(desk: Desk, _body: Nothing) -> object:
        number = id_of(reservation_id)
        if number is None:
            return Refusal("not_found")
        return _shown_reservation(desk, reserving.cancel(desk, number))

    return await carry_out(request, Nothing, deed)


@router.post(
    "/reservations/{reservation_id}/change",
    **keyed(
        shapes.Reservation,
        (*BOOKING, "slot_taken", "counter_only", "paid_at_counter", "not_changeable"),
        Choice,
    ),
)
async def change(request: Request, reservation_id: Named) -> Response:
    """Changes an unpaid reservation, where its class lets a kiosk do so. It keeps its number, and
    obeys what a new one obeys; what it needs no more is free at the same moment."""

    def deed(desk: Desk, choice: Choice) -> object:
        number = id_of(reservation_id)
        if number is None:
            return Refusal("not_found")
        return _shown_reservation(desk, moving.change(desk, number, choice.chosen()))

    return await carry_out(request, Choice, deed)


async def _on_application(
    request: Request,
    application_id: Named,
    step: Callable[[Desk, int], ApplicationRecord | Refusal],
) -> Response:
    def deed(desk: Desk, _body: Nothing) -> object:
        number = id_of(application_id)
        if number is None:
            return Refusal("not_found")
        return _shown_application(desk, step(desk, number))

    return await carry_out(request, Nothing, deed)


def _shown_application(desk: Desk, made: ApplicationRecord | Refusal) -> object:
    if isinstance(made, Refusal):
        return made
    commitment = desk.store.commitment(made.draw_id)
    return views.application(desk.office, made, desk.standing, desk.now, commitment=commitment)


def _shown_reservation(desk: Desk, made: ReservationRecord | Refusal) -> object:
    if isinstance(made, Refusal):
        return made
    cost = settled(desk.store, made)
    moves = moves_of(desk.city, desk.store, made)
    return views.reservation(desk.office, made, desk.now, desk.standing, settled=cost, moves=moves)
