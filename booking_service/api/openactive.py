"""The public OpenActive feeds (RPDE): no credential, and caches are their only throttle."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from booking_service.api.bodies import Named
from booking_service.api.callers import Service
from booking_service.api.document import OK, answers
from booking_service.api.pages import page_reply
from booking_service.api.replies import problem
from booking_service.policy.checks import Refusal
from booking_service.service import shapes
from booking_service.service.answers import encode
from booking_service.service.feeds import openactive_dataset, openactive_slots, openactive_uses
from booking_service.service.feeds.openactive import ROOT, Asked

router = APIRouter(prefix=ROOT, tags=["openactive"])

LARGEST_CURSOR = 2**53  # what every JSON reader can count to
LD_JSON = "application/ld+json"
Generation = Annotated[str | None, Query(pattern="^[0-9a-f]{32}$")]
After = Annotated[int | None, Query(alias="afterChangeNumber", ge=0, le=LARGEST_CURSOR)]


class LdJson(Response):
    """A JSON-LD document."""

    media_type = LD_JSON


_PAGE = answers(
    shapes.OpenActivePage, ("invalid_request", "generation_changed", "slow_down"), who=()
)
_PAGE["responses"][HTTPStatus.NOT_MODIFIED.value] = {"description": "The reader has this page"}
_DATASET = answers(None, (), who=())
_DATASET["responses"][OK]["content"] = {LD_JSON: {"schema": {"type": "object"}}}
_FOR_AN_HOUR = {"Cache-Control": "public, max-age=3600"}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


@router.get("", response_class=HTMLResponse, **_DATASET)
async def dataset_page(request: Request, service: Service) -> Response:
    """Which feeds there are: a page, or its JSON-LD for who asks for JSON."""
    headers = {**_FOR_AN_HOUR, "Vary": "Accept"}
    if "json" in request.headers.get("accept", ""):
        return LdJson(encode(openactive_dataset.dataset(service.office)), headers=headers)
    headers["Content-Security-Policy"] = _POLICY
    return HTMLResponse(openactive_dataset.page(service.office), headers=headers)


@router.get("/facility-uses", **_PAGE)
async def facility_uses(
    request: Request, service: Service, generation: Generation = None, after: After = None
) -> Response:
    """What is let, in the order of its last changes."""
    asked = Asked(generation, after)
    return await page_reply(request, lambda: openactive_uses.page(service.office, asked))


@router.get("/slots", **_PAGE)
async def slots(
    request: Request, service: Service, generation: Generation = None, after: After = None
) -> Response:
    """Every slot in sight, in the order of its last changes."""
    asked = Asked(generation, after)
    return await page_reply(request, lambda: openactive_slots.page(service.office, asked))


@router.get(
    "/facility-uses/{room_id}",
    response_class=LdJson,
    **answers(dict[str, Any], ("not_found",), who=()),
)
async def facility_use(service: Service, room_id: Named) -> Response:
    """One room, under the address that the feed calls it by."""
    found = openactive_uses.one(service.office, room_id)
    if found is None:
        return problem(Refusal("not_found"))
    return LdJson(encode(found), headers=_FOR_AN_HOUR)


@router.get("/facility-types", response_class=LdJson, **answers(dict[str, Any], (), who=()))
async def facility_types(service: Service) -> Response:
    """The types of the rooms: the city's facility classes."""
    office = service.office
    types = openactive_uses.types(office.city, office.public_url)
    return LdJson(encode(types), headers=_FOR_AN_HOUR)
