"""The page behind the QR code of a receipt: state, date, room, a calendar file; no name.

Small and whole in itself: no script, nothing loaded from elsewhere.
"""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from booking_service.api.callers import Service
from booking_service.api.document import answers
from booking_service.api.replies import problem
from booking_service.policy.checks import Refusal
from booking_service.service.opening import BookingService
from booking_service.service.status import page as status
from booking_service.service.status.page import Shown
from booking_service.service.status.wording import language_for

router = APIRouter(tags=["status"])


class CalendarFile(Response):
    """An iCalendar file."""

    media_type = "text/calendar"


_PRIVATE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


@router.get(
    "/status/{signed}.ics",
    response_class=CalendarFile,
    **answers(None, ("not_found",), who=()),
)
async def calendar_file(signed: str, service: Service) -> Response:
    """The use as a calendar file."""
    shown = _shown(service, signed)
    if shown is None:
        return problem(Refusal("not_found"))
    headers = {**_PRIVATE, "Content-Disposition": f'inline; filename="{shown.number}.ics"'}
    return CalendarFile(status.calendar_file(shown), headers=headers)


_PAGE = answers(None, (), who=())
_PAGE["responses"][HTTPStatus.NOT_FOUND.value] = {
    "description": "The same as a page",
    "content": {"text/html": {"schema": {"type": "string"}}},
}


@router.get("/status/{signed}", response_class=HTMLResponse, **_PAGE)
async def page(
    signed: str, request: Request, service: Service, language: str | None = None
) -> Response:
    """How a reservation or an application stands, in the language of the telephone or the one that
    was chosen on the page."""
    shown = _shown(service, signed)
    spoken = language_for(request.headers.get("accept-language", ""), language)
    headers = {**_PRIVATE, "Content-Security-Policy": _POLICY, "Vary": "Accept-Language"}
    if shown is None:
        nothing = status.page_not_found(service.office.city, spoken)
        return HTMLResponse(nothing, HTTPStatus.NOT_FOUND, headers=headers)
    # Beside the page, wherever a proxy shows it.
    return HTMLResponse(status.page(shown, spoken, f"{signed}.ics"), headers=headers)


def _shown(service: BookingService, signed: str) -> Shown | None:
    return status.look_up(service.office, signed)
