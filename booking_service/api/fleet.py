"""What terminals fetch: the packages of the program they are to run."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from booking_service.api.bodies import Named, Version
from booking_service.api.callers import Kiosk, Service
from booking_service.api.document import KIOSK, OK, answers
from booking_service.api.replies import json_reply, problem
from booking_service.policy.checks import Refusal
from booking_service.service.fleet import shapes, views
from booking_service.service.fleet.releases import shelf_of
from booking_service.service.fleet.shelf import LARGEST

router = APIRouter(prefix="/v1/kiosk", tags=["machines"])
PACKAGE = "application/octet-stream"

_piece = answers(None, (*KIOSK, "not_found"))
_piece["responses"][OK]["content"] = {PACKAGE: {"schema": {"type": "string", "format": "binary"}}}


@router.get("/releases", **answers(shapes.Release, (*KIOSK, "not_found")))
async def release(
    _kiosk: Kiosk, service: Service, version: Annotated[Version, Query()]
) -> Response:
    """One version of the program: for a terminal that wants to be able to go back to it."""
    with service.office.database.reading() as reader:
        found = reader.release(version)
    return problem(Refusal("not_found")) if found is None else json_reply(views.for_terminal(found))


@router.get("/releases/{sha256}", **_piece)
async def piece(
    sha256: Named,
    _kiosk: Kiosk,
    service: Service,
    offset: Annotated[int, Query(ge=0, le=LARGEST)] = 0,
) -> Response:
    """A piece of a package from ``offset`` on; empty behind its end. So a fetch that was cut goes
    on where it was."""
    office = service.office
    with office.database.reading() as reader:
        known = any(one.sha256 == sha256 for one in reader.releases())
    found = await asyncio.to_thread(shelf_of(office).piece, sha256, offset) if known else None
    if found is None:
        return problem(Refusal("not_found"))
    return Response(found, media_type=PACKAGE)
