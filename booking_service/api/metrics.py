"""``/metrics``: what an operator's Prometheus reads, with a token of its own."""

from __future__ import annotations

import asyncio
import secrets

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from booking_service.api.callers import bearer_of
from booking_service.api.document import answers
from booking_service.api.meter import Meter
from booking_service.api.replies import problem
from booking_service.policy.checks import Refusal

router = APIRouter(tags=["machines"])


@router.get(
    "/metrics",
    response_class=PlainTextResponse,
    **answers(None, ("monitor_unknown",), who=("monitor",)),
)
async def metrics(request: Request) -> Response:
    """Counts and delays of the service, nothing about anybody."""
    wanted: str | None = request.app.state.monitor_token
    given = bearer_of(request).encode()
    if wanted is None or not secrets.compare_digest(wanted.encode(), given):
        return problem(Refusal("monitor_unknown"))
    meter: Meter = request.app.state.meter
    told = await asyncio.to_thread(meter.told)
    return Response(
        told, headers={"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": "no-store"}
    )
