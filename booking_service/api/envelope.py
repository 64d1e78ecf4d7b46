"""Around every request: its id, the service's own time, a limit of size and of time, and the catch
of last resort. Plain ASGI, since it is on the path of every call."""

from __future__ import annotations

import asyncio
import logging
import re
import time
import uuid
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import UTC, timedelta
from email.utils import format_datetime
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from booking_service.api.line import Line, LineTooLongError
from booking_service.api.meter import Meter
from booking_service.api.replies import problem
from booking_service.clock import Clock
from booking_service.policy.checks import Refusal
from booking_service.service.answers import busy, slow_down
from booking_service.service.fleet.shelf import PIECE
from booking_service.storage.ports import StorageTroubleError, WriterBusyError

log = logging.getLogger(__name__)

LARGEST_BODY = 64 * 1024
#: Where a package comes in, piece by piece.
_PIECES = "/v1/staff/releases/uploads/"
#: What residents want at the moment a window opens. Who logs in waits for hashing elsewhere, and
#: what only looks is answered at once.
_IN_LINE = (
    "/v1/reservations",
    "/v1/lottery-applications",
    "/v1/quotes",
    "/v1/sessions/current/confirmations",
)
#: Readers of RPDE pause for an hour after a 503; they are told otherwise (429).
_FEEDS = ("/v1/feed", "/openactive")
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class BodyTooLargeError(HTTPException):
    """A request sends more than any request of this service needs."""

    def __init__(self, largest: int) -> None:
        super().__init__(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"longer than {largest} bytes")


class Envelope:
    """Wraps the application; see the module."""

    def __init__(
        self, app: ASGIApp, clock: Clock, time_limit: timedelta, meter: Meter, line: Line
    ) -> None:
        self._app = app
        self._clock = clock
        self._meter = meter
        self._line = line
        self._seconds = time_limit.total_seconds()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _request_id(Headers(scope=scope))
        started = False
        status = HTTPStatus.INTERNAL_SERVER_ERROR.value
        begun = time.perf_counter()

        async def send_marked(message: Message) -> None:
            nonlocal started, status
            if message["type"] == "http.response.start":
                started = True
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["Date"] = format_datetime(self._clock.now().astimezone(UTC), usegmt=True)
                headers["X-Request-ID"] = request_id
            await send(message)

        try:
            async with self._turn(scope), asyncio.timeout(self._seconds):
                await self._app(scope, _bounded(receive, _largest(scope)), send_marked)
        except Exception as error:
            response = _last_resort(error, scope, request_id)
            if started:
                raise
            await response(scope, receive, send_marked)
        finally:
            self._meter.note(scope["method"], _route(scope), status, time.perf_counter() - begun)

    def _turn(self, scope: Scope) -> AbstractAsyncContextManager[None]:
        stands_in_line = scope["method"] == "POST" and scope["path"].startswith(_IN_LINE)
        return self._line.turn() if stands_in_line else nullcontext()


def _request_id(headers: Headers) -> str:
    given = headers.get("x-request-id", "")
    return given if _REQUEST_ID.fullmatch(given) else str(uuid.uuid4())


def _largest(scope: Scope) -> int:
    return PIECE if scope["path"].startswith(_PIECES) else LARGEST_BODY


def _bounded(receive: Receive, largest: int) -> Receive:
    size = 0

    async def counted() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > largest:
            raise BodyTooLargeError(largest)
        return message

    return counted


def _last_resort(error: Exception, scope: Scope, request_id: str) -> Response:
    match error:
        case LineTooLongError() | TimeoutError() | WriterBusyError() | StorageTroubleError():
            return problem(slow_down() if scope["path"].startswith(_FEEDS) else busy())
        case _:
            # The route, not the address: a signed link in a log would open a booking.
            log.error("request %s to %s failed", request_id, _route(scope), exc_info=error)
            return problem(Refusal("service_failed"))


def _route(scope: Scope) -> str:
    """The address as the application knows it, without what stands in its places."""
    path: str = getattr(scope.get("route"), "path", "no route")
    return path
