"""What a choice would cost and need, asked before the resident says yes."""

from __future__ import annotations

from kiosk.booking_client import BookingClient
from kiosk.journeys.writing import SESSION_ENDED
from kiosk.model import Choice, Quote
from kiosk.outcome import Refused
from kiosk.session import RunningSession
from kiosk.terminal import Kind


class Quoting:
    """Asks for quotes of the running visit."""

    def __init__(self, client: BookingClient, session: RunningSession) -> None:
        self._client = client
        self._session = session

    def quote(self, kind: Kind, choice: Choice) -> Quote | Refused:
        """The quote, or the refusal that the write would get."""
        visit = self._session.visit
        token = visit.token if visit is not None else None
        return SESSION_ENDED if token is None else self._client.quote(token, kind, choice)
