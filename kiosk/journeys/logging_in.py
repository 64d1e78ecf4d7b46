"""Logging in with registration number and secret. Leaving is the session's ``end``."""

from __future__ import annotations

from kiosk.booking_client import BookingClient
from kiosk.journeys.writing import SESSION_ENDED
from kiosk.model import Registrant
from kiosk.outcome import Refused
from kiosk.session import TEMPORARY_SECRET, RunningSession


class LogIn:
    """Implements ``kiosk.terminal.LoggingIn``."""

    def __init__(self, client: BookingClient, session: RunningSession) -> None:
        self._client = client
        self._session = session

    def log_in(self, number: str, secret: str) -> Registrant | Refused:
        """Open a session. Neither number nor secret is kept, whether it succeeds or not.

        A temporary secret alone stays with the visit until another one was taken: it is not asked
        for again.

        ``session_ended`` if the terminal was given up before the service answered.
        """
        turn = self._session.turn
        opened = self._client.open_session(number, secret)
        if isinstance(opened, Refused):
            return opened
        visit = self._session.begin(opened, turn)
        if visit is None:
            return SESSION_ENDED
        if opened.must_change_secret:
            visit.keep(TEMPORARY_SECRET, secret)
        return opened.registrant
