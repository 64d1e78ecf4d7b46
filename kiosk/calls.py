"""What every typed call shares: sending it, trying a read again, and decoding the answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import quote

import msgspec

from kiosk.booking_http import Answer, BookingHttp, Break, Call
from kiosk.outcome import Refused

Typed = TypeVar("Typed")


class Calls:
    """Typed calls over one connection. Any thread may use it."""

    def __init__(self, http: BookingHttp) -> None:
        self.http = http

    def get(
        self,
        path: str,
        shape: type[Typed],
        *,
        token: str | None = None,
        params: Mapping[str, str] | None = None,
    ) -> Typed | Refused:
        """Read something; ``token`` is the resident's."""
        headers = {} if token is None else resident(token)
        return self.call(Call("GET", path, headers=headers, params=params or {}), shape)

    def call(self, call: Call, shape: type[Typed]) -> Typed | Refused:
        """Send a call and decode what came."""
        answer = self.ask(call)
        return answer if isinstance(answer, Refused) else decode(answer.body, shape)

    def ask(self, call: Call) -> Answer | Refused:
        """Send a call; no answer is ``line_down``, an answer of no sense ``service_answer_wrong``.

        A read is tried once more where an idle connection may have been closed by the other side
        just now. A time-out is not: somebody stands there and has waited long enough.
        """
        outcome = self.http.send(call)
        if outcome is Break.BROKEN and call.method == "GET":
            outcome = self.http.send(call)
        match outcome:
            case Break.NOT_CONNECTED | Break.BROKEN | Break.TIMED_OUT:
                return Refused("line_down")
            case Break.WRONG:
                return Refused("service_answer_wrong")
            case _:
                return outcome


def decode(body: bytes, shape: type[Typed]) -> Typed | Refused:
    """The body as a value, or ``service_answer_wrong``."""
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return Refused("service_answer_wrong")


def encode(value: object) -> bytes:
    """A value as the body of a call."""
    return msgspec.json.encode(value)


def resident(token: str) -> dict[str, str]:
    """The header by which the service knows the resident."""
    return {"X-Resident-Session": token}


def segment(value: str) -> str:
    """A value as one part of a path."""
    return quote(value, safe="")
