"""What a choice would cost and need, asked before the resident says yes."""

from __future__ import annotations

from kiosk.booking_client import BookingClient
from kiosk.journeys.writing import SESSION_ENDED
from kiosk.model import Choice, Kind, Quote
from kiosk.outcome import Refused
from kiosk.session import RunningSession


class Quoting:
    """Asks for quotes of the running visit."""

    def __init__(self, client: BookingClient, session: RunningSession) -> None:
        self._client = client
        self._session = session

    def quote(self, kind: Kind, choice: Choice, instead_of: str | None = None) -> Quote | Refused:
        """The quote, or the refusal that the write would get; of a change where the id of the
        reservation to be changed is given."""
        visit = self._session.visit
        token = visit.token if visit is not None else None
        if token is None:
            return SESSION_ENDED
        return self._client.quote(token, kind, choice, instead_of)
