"""A resident's own applications and reservations: seeing, cancelling, claiming, waiving."""

from __future__ import annotations

from kiosk.booking_client import BookingClient
from kiosk.journeys.finishing import Finishing
from kiosk.journeys.writing import (
    SESSION_ENDED,
    Command,
    WriteKind,
    Writing,
    cancel_reservation,
    on_application,
)
from kiosk.model import Application, Reservation
from kiosk.outcome import Refused
from kiosk.session import RunningSession
from kiosk.terminal import Applied, Reserved


class OwnBookings:
    """Implements ``kiosk.terminal.MyBookings``. Nothing is kept: each look asks the service."""

    def __init__(
        self,
        client: BookingClient,
        session: RunningSession,
        writing: Writing,
        finishing: Finishing,
    ) -> None:
        self._client = client
        self._session = session
        self._writing = writing
        self._finishing = finishing

    def applications(self) -> tuple[Application, ...] | Refused:
        token = self._token()
        return SESSION_ENDED if token is None else self._client.applications(token)

    def reservations(self) -> tuple[Reservation, ...] | Refused:
        token = self._token()
        return SESSION_ENDED if token is None else self._client.reservations(token)

    def cancel_application(self, id: str, secret: str) -> Applied | Refused:
        """Take an application back before its draw."""
        return self._application(on_application(WriteKind.CANCEL_APPLICATION, id), secret)

    def claim(self, id: str, secret: str) -> Reserved | Refused:
        """Confirm a win in time: it becomes a reservation."""
        return self._reservation(on_application(WriteKind.CLAIM, id), secret)

    def waive(self, id: str, secret: str) -> Applied | Refused:
        """Give a win up."""
        return self._application(on_application(WriteKind.WAIVE, id), secret)

    def cancel_reservation(self, id: str, secret: str) -> Reserved | Refused:
        return self._reservation(cancel_reservation(id), secret)

    def _application(self, command: Command, secret: str) -> Applied | Refused:
        return self._finishing.application(self._writing.commit(command, secret))

    def _reservation(self, command: Command, secret: str) -> Reserved | Refused:
        return self._finishing.reservation(self._writing.commit(command, secret))

    def _token(self) -> str | None:
        visit = self._session.visit
        return visit.token if visit is not None else None
