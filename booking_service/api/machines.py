"""What terminals and watchdogs ask: what became of a write, a heartbeat, is the service alive."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from booking_service.api.bodies import Heartbeat
from booking_service.api.callers import Kiosk, Service
from booking_service.api.document import KIOSK, OK, answers
from booking_service.api.keyed import key_in
from booking_service.api.replies import json_reply, problem, reply
from booking_service.service import health, kiosks, shapes
from booking_service.service.answers import busy
from booking_service.service.fleet import shapes as fleet_shapes
from booking_service.service.fleet import views as fleet_views
from booking_service.service.writes import Key

router = APIRouter(tags=["machines"])

#: Looser than it says: what is no UUID is told so in the words of the writes themselves.
WriteKey = Annotated[str, Path(json_schema_extra={"format": "uuid"})]
_STATES = shapes.DoneWrite | shapes.OpenWrite | shapes.ClosedWrite


@router.get("/v1/writes/{key}", **answers(_STATES, (*KIOSK, "key_missing", "unknown_write")))
async def write_state(key: WriteKey, kiosk: Kiosk, service: Service) -> Response:
    """What became of a write of this kiosk."""
    return reply(service.writes.state(Key(kiosk.id, key_in(key))))


@router.post("/v1/writes/{key}/close", **answers(_STATES, (*KIOSK, "key_missing")))
async def close_write(key: WriteKey, kiosk: Kiosk, service: Service) -> Response:
    """The same; a key that never arrived is closed, and a late copy of it refused."""
    return reply(await service.writes.close(Key(kiosk.id, key_in(key))))


@router.post("/v1/kiosk/heartbeat", **answers(fleet_shapes.HeartbeatAnswer, KIOSK))
async def heartbeat(heartbeat: Heartbeat, kiosk: Kiosk, service: Service) -> Response:
    """A terminal says how it is; the answer is the service's time, and what it is to run."""
    kept = heartbeat.model_dump(mode="json", exclude_none=True)
    heard = await kiosks.note_heartbeat(service.office, kiosk.id, kept)
    return json_reply({"time": heard.time, "update": fleet_views.wanted(heard.wanted)})


@router.head("/healthz", include_in_schema=False)
@router.get("/healthz", **answers(shapes.Health, (), who=()))
async def healthz() -> Response:
    """The process answers."""
    return json_reply({"state": "alive"}, OK)


@router.head("/readyz", include_in_schema=False)
@router.get("/readyz", **answers(shapes.Health, ("service_busy",), who=()))
async def readyz(service: Service) -> Response:
    """Everything it takes to serve is there; 503 with what is not."""
    failing = await asyncio.to_thread(health.failing, service.office)
    if failing:
        found = busy()
        return problem(replace(found, details={**found.details, "failing": failing}))
    return json_reply({"state": "ready"}, OK)
