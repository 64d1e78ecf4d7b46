"""How pages of feeds go out: packed, with a tag, kept by caches, and not too many at one time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from booking_service.api.documents import has_tag
from booking_service.api.replies import JSON, problem
from booking_service.policy.checks import Refusal
from booking_service.service.answers import slow_down
from booking_service.service.feeds import paging
from booking_service.service.feeds.paging import FeedAnswer


class Turnstile:
    """Lets so many in at a time. Used by one thread alone, that of the event loop."""

    def __init__(self, most: int) -> None:
        self._free = most

    def enter(self) -> bool:
        """Whether there is room; who has entered must leave."""
        if self._free == 0:
            return False
        self._free -= 1
        return True

    def leave(self) -> None:
        """Makes room for the next."""
        self._free += 1


async def page_reply(request: Request, find: Callable[[], FeedAnswer | Refusal]) -> Response:
    """The page that ``find`` describes, made in a thread of its own; 304 for whoever has it.

    Where too many are being made already the reader is told to come back: nobody waits until it is
    too late, and a feed never says 503, which a reader of RPDE takes for an hour's pause.
    """
    turnstile: Turnstile = request.app.state.turnstile
    if not turnstile.enter():
        return problem(slow_down())
    try:
        return await asyncio.to_thread(_reply, request, find)
    finally:
        turnstile.leave()


def _reply(request: Request, find: Callable[[], FeedAnswer | Refusal]) -> Response:
    page = find()
    if isinstance(page, Refusal):
        gone = problem(page)
        gone.headers["Cache-Control"] = "no-store"
        return gone
    # Weak, since packed and plain are the same page.
    tag = f'W/"{page.tag}"'
    headers = {
        "Cache-Control": f"public, max-age={page.max_age}",
        "Vary": "Accept-Encoding",
        "ETag": tag,
    }
    if has_tag(request, page.tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    body = page.write()
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        body = paging.gzipped(body)
    return Response(body, media_type=JSON, headers=headers)
