"""Who is calling: the kiosk, the resident logged in at it, the staff."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from booking_service.api.replies import ProblemError
from booking_service.policy.checks import Refusal
from booking_service.service import kiosks
from booking_service.service.opening import BookingService
from booking_service.service.sessions import Caller
from booking_service.storage.records import KioskRecord, SessionRecord

SESSION_HEADER = "x-resident-session"
CONFIRMATION_HEADER = "x-confirmation"
KEY_HEADER = "idempotency-key"
#: Longer than every token; more is not worth hashing.
LONGEST_TOKEN = 200


def service_of(request: Request) -> BookingService:
    """The service this application answers for."""
    service: BookingService = request.app.state.service
    return service


def token_in(request: Request, header: str) -> str | None:
    """A token from a header; None if it is missing or far too long to be one."""
    token = request.headers.get(header)
    return token if token and len(token) <= LONGEST_TOKEN else None


def bearer_of(request: Request) -> str:
    """The credential of the caller; empty if there is none."""
    scheme, _, credential = (token_in(request, "authorization") or "").partition(" ")
    return credential if scheme.lower() == "bearer" else ""


def kiosk_of(request: Request) -> KioskRecord:
    """The terminal that calls; 401 ``kiosk_unknown``."""
    with service_of(request).office.database.reading() as reader:
        kiosk = kiosks.authenticate(reader, bearer_of(request))
    if kiosk is None:
        raise ProblemError(Refusal("kiosk_unknown"))
    return kiosk


def caller_of(request: Request, kiosk: KioskRecord) -> Caller:
    """Everything a write shows of who it is for."""
    session, confirmation = (
        token_in(request, SESSION_HEADER),
        token_in(request, CONFIRMATION_HEADER),
    )
    return Caller(kiosk.id, session, confirmation)


async def _kiosk(request: Request) -> KioskRecord:
    return kiosk_of(request)


async def _resident(request: Request) -> SessionRecord:
    session = await _anybody(request)
    if session.must_change:
        raise ProblemError(Refusal("secret_must_change"))
    return session


async def _anybody(request: Request) -> SessionRecord:
    kiosk = kiosk_of(request)
    token = token_in(request, SESSION_HEADER)
    session = await service_of(request).sessions.current(kiosk.id, token)
    if session is None:
        raise ProblemError(Refusal("session_ended"))
    return session


async def _session_token(request: Request) -> str:
    token = token_in(request, SESSION_HEADER)
    if token is None:
        raise ProblemError(Refusal("session_ended"))
    return token


async def _service(request: Request) -> BookingService:
    return service_of(request)


SessionToken = Annotated[str, Depends(_session_token)]
Service = Annotated[BookingService, Depends(_service)]
Kiosk = Annotated[KioskRecord, Depends(_kiosk)]
Resident = Annotated[SessionRecord, Depends(_resident)]
#: Whoever is logged in, also with a temporary secret only.
Anybody = Annotated[SessionRecord, Depends(_anybody)]
