"""What anybody may see of the draws, so that anybody can check them; no credential."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Callable, Iterator
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from booking_service.api.bodies import Day
from booking_service.api.callers import Service
from booking_service.api.document import OK, answers
from booking_service.api.replies import JSON, json_reply, problem
from booking_service.policy.checks import Refusal
from booking_service.service.draws import published
from booking_service.service.draws import shapes as draw_shapes

router = APIRouter(prefix="/v1/draws", tags=["draws"])

#: Long enough for whoever reloads, short enough for whoever waits for a result.
_FOR_A_MINUTE = {"Cache-Control": "public, max-age=60"}
#: What is published never changes.
_FOR_A_YEAR = {"Cache-Control": "public, max-age=31536000, immutable"}
_GZIP_HEADER = 16  # told to zlib: expect gzip's own header

Lottery = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,64}$")]
Period = Annotated[str, Path(pattern=r"^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$")]
Since = Annotated[Day | None, Query(alias="from")]


class ResultFile(StreamingResponse):
    """The result of a draw, as ``verify-draw`` reads it."""

    media_type = JSON


@router.get("", **answers(draw_shapes.Draws, ("invalid_request",), who=()))
async def draws(service: Service, since: Since = None) -> Response:
    """Every draw of a day of use from ``from`` on, with its commitment."""
    found = await asyncio.to_thread(published.draws, service.office, since)
    reply = json_reply(found)
    reply.headers.update(_FOR_A_MINUTE)
    return reply


@router.get(
    "/{lottery}/{period}", **answers(draw_shapes.Draw, ("invalid_request", "not_found"), who=())
)
async def draw(service: Service, lottery: Lottery, period: Period) -> Response:
    """One draw: its commitment, after the close its list, after publication its result."""
    found = published.draw(service.office, f"{lottery}/{period}")
    if found is None:
        return problem(Refusal("not_found"))
    reply = json_reply(found)
    reply.headers.update(_FOR_A_MINUTE)
    return reply


@router.get(
    "/{lottery}/{period}/list.txt",
    response_class=PlainTextResponse,
    **answers(None, ("invalid_request", "not_found"), who=()),
)
async def list_file(
    request: Request, service: Service, lottery: Lottery, period: Period
) -> Response:
    """The published list, a line an application; see docs/algorithms/draw.md."""
    media_type = "text/plain; charset=utf-8"
    return await _file(
        request, media_type, lambda: published.list_file(service.office, f"{lottery}/{period}")
    )


_RESULT = answers(None, ("invalid_request", "not_found"), who=())
# What is no JSONResponse is a string to FastAPI, whatever its media type says.
_RESULT["responses"][OK]["content"] = {JSON: {"schema": {"type": "object"}}}


@router.get("/{lottery}/{period}/result.json", response_class=ResultFile, **_RESULT)
async def result_file(
    request: Request, service: Service, lottery: Lottery, period: Period
) -> Response:
    """The published result, for ``booking-service verify-draw``."""
    return await _file(
        request, JSON, lambda: published.result_file(service.office, f"{lottery}/{period}")
    )


async def _file(
    request: Request, media_type: str, find: Callable[[], Iterator[bytes] | None]
) -> Response:
    parts = await asyncio.to_thread(find)
    if parts is None:
        return problem(Refusal("not_found"))
    headers = {**_FOR_A_YEAR, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
    else:
        parts = _unpacked(parts)
    return StreamingResponse(parts, media_type=media_type, headers=headers)


def _unpacked(parts: Iterator[bytes]) -> Iterator[bytes]:
    unpacking = zlib.decompressobj(_GZIP_HEADER + zlib.MAX_WBITS)
    for part in parts:
        yield unpacking.decompress(part)
    yield unpacking.flush()
