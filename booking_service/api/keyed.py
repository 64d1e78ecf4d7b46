"""Writes with a key: one way in for everything that commits something for a resident."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from http import HTTPStatus
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from booking_service.api.callers import KEY_HEADER, caller_of, kiosk_of, service_of
from booking_service.api.faults import faults_of
from booking_service.api.replies import ProblemError, problem, reply
from booking_service.policy.checks import Refusal
from booking_service.policy.hours import check_hours
from booking_service.service.answers import Answer, encode, refused
from booking_service.service.sessions import admitted, shown_session
from booking_service.service.visit import Desk
from booking_service.service.writes import Asked, Key
from booking_service.storage.ports import Store
from booking_service.storage.records import SessionRecord

B = TypeVar("B", bound=BaseModel)


def key_in(text: str | None) -> str:
    """A key in its usual form; 400 ``key_missing`` if there is none or it is no UUID."""
    try:
        return str(uuid.UUID(text or ""))
    except ValueError:
        raise ProblemError(Refusal("key_missing")) from None


async def carry_out(
    request: Request,
    body_type: type[B],
    deed: Callable[[Desk, B], object],
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """Carries a keyed write out once; ``deed`` gives what to answer, or a refusal."""
    kiosk = kiosk_of(request)
    key = Key(kiosk.id, key_in(request.headers.get(KEY_HEADER)))
    service = service_of(request)
    office, caller = service.office, caller_of(request, kiosk)
    raw = await request.body()
    if request.method == "DELETE" and not raw:
        raw = b"{}"  # most clients send no body with it
    body = _parse(body_type, raw)
    where = request.url.path.encode()
    said = raw if isinstance(body, Refusal) else body.model_dump_json().encode()

    def in_the_writer(store: Store, session: SessionRecord | None) -> Answer:
        if isinstance(body, Refusal):
            return refused(body)
        now = office.now()
        if refusal := check_hours(office.city, now):
            return refused(refusal)
        registrant = admitted(office, store, caller, session, now)
        if isinstance(registrant, Refusal):
            return refused(registrant)
        outcome = deed(Desk.inside(office, store, registrant, now), body)
        if isinstance(outcome, Refusal):
            return refused(outcome)
        return Answer(status, encode(outcome))

    def begun(store: Store) -> Asked:
        """Another resident at the same kiosk must not be handed the first one's answer; one whose
        session has run out in between is still the same."""
        session = shown_session(store, caller)
        who = "" if session is None else str(session.registrant.id)
        # Whatever the order of the body's keys.
        asked = sha256(b"\n".join((where, who.encode(), said))).digest()
        return Asked(asked, partial(in_the_writer, store, session))

    answer = await service.writes.once(key, begun)
    return problem(answer) if isinstance(answer, Refusal) else reply(answer)


def _parse(body_type: type[B], raw: bytes) -> B | Refusal:
    try:
        return body_type.model_validate_json(raw)
    except ValidationError as error:
        return Refusal("invalid_request", {"errors": faults_of(error.errors(), "body")})
