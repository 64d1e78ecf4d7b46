"""Terminals: enrolling them, shutting them out, how they are."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from booking_service.api.bodies import Enrolment, Named
from booking_service.api.callers import Service
from booking_service.api.document import CREATED, NO_CONTENT, answers
from booking_service.api.replies import json_reply, problem
from booking_service.api.staff.bodies import CodeRedeeming
from booking_service.api.staff.calls import for_work, place_of, staff_answers
from booking_service.policy.checks import Refusal
from booking_service.service import kiosks, shapes
from booking_service.service.fleet import shapes as fleet_shapes
from booking_service.service.fleet import terminals
from booking_service.service.fleet import views as fleet_views
from booking_service.service.fleet.releases import ROLLOUTS
from booking_service.service.staff import kiosks as staff_kiosks
from booking_service.service.staff import shapes as staff_shapes
from booking_service.service.staff.accounts import Officer
from booking_service.service.staff.roles import Work

router = APIRouter(prefix="/v1/staff/kiosks", tags=["staff terminals"])
#: What a terminal that has no credential yet may call.
enrolling = APIRouter(prefix="/v1/kiosk", tags=["machines"])

Technician = Annotated[Officer, for_work(Work.ENROL_KIOSK)]


@router.get("", **staff_answers(fleet_shapes.KioskStates, work=Work.SEE_KIOSKS))
async def states(
    _officer: Annotated[Officer, for_work(Work.SEE_KIOSKS)], service: Service
) -> Response:
    """Every terminal with its last sign of life, those with trouble first."""
    office = service.office
    with office.database.reading() as reader:
        found = terminals.shown(reader.kiosks(), reader.rollouts(ROLLOUTS), office.now())
    return json_reply({"items": [fleet_views.kiosk(view) for view in found]})


@router.post(
    "/codes",
    **staff_answers(staff_shapes.KioskCode, work=Work.ENROL_KIOSK, status=CREATED),
)
async def make_code(enrolment: Enrolment, officer: Technician, service: Service) -> Response:
    """Makes a code with which a terminal fetches its credential itself; shown only here, so no key
    is taken. The credential that the terminal may have goes on until the code is used."""
    command = staff_kiosks.make_code(service.office, officer, enrolment.id, enrolment.place)
    made = await service.office.write(command)
    return json_reply({"code": made.code, "expires_at": made.expires_at}, CREATED)


@router.post(
    "/{kiosk_id}/revocation",
    **staff_answers(None, ("not_found",), work=Work.ENROL_KIOSK, status=NO_CONTENT),
)
async def revoke_kiosk(kiosk_id: Named, officer: Technician, service: Service) -> Response:
    """Shuts a terminal out. Doing it twice changes nothing, so no key is taken."""
    command = staff_kiosks.revoke(service.office, officer, kiosk_id)
    trouble = await service.office.write(command)
    return Response(status_code=NO_CONTENT) if trouble is None else problem(trouble)


@enrolling.get("/city", **answers(shapes.CityOfTerminals, (), who=()))
async def city(service: Service) -> Response:
    """Which city this is and where its terminals may stand, so that whoever sets one up learns of a
    wrong address before there is a credential. It is public anyway."""
    return json_reply(kiosks.city(service.office.city))


@enrolling.post(
    "/enrolments",
    **answers(
        shapes.Credentials,
        ("invalid_request", "wrong_credentials", "too_many_attempts", "service_busy"),
        status=CREATED,
        who=(),
    ),
)
async def redeem_code(asked: CodeRedeeming, request: Request, service: Service) -> Response:
    """A terminal turns its code into its credential; it is shown only here."""
    made = await service.enrolments.redeem(place_of(request), asked.id, asked.code)
    if isinstance(made, Refusal):
        return problem(made)
    return json_reply({"credential": made}, CREATED)
