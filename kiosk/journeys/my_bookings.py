"""A resident's own applications and reservations: seeing, cancelling, claiming, waiving."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from kiosk.booking_client import BookingClient
from kiosk.journeys.attention import Overview, matters, most_likely_again
from kiosk.journeys.deed_kind import DeedKind
from kiosk.journeys.finishing import Finishing
from kiosk.journeys.outcomes import Applied, Reserved
from kiosk.journeys.quoting import Quoting
from kiosk.journeys.writing import (
    SESSION_ENDED,
    Command,
    Writing,
    cancel_reservation,
    change_reservation,
    on_application,
)
from kiosk.model import Application, Choice, Quote, Reservation
from kiosk.outcome import Refused
from kiosk.session import RunningSession

#: Why the service cannot be asked now: the menu after the log-in does without what it says.
_NOT_REACHED: Final = frozenset({"line_down", "service_busy", "service_answer_wrong"})


class OwnBookings:
    """Implements ``kiosk.terminal.MyBookings``. Nothing is kept: each look asks the service."""

    def __init__(
        self,
        client: BookingClient,
        session: RunningSession,
        quoting: Quoting,
        writing: Writing,
        finishing: Finishing,
        *,
        now: Callable[[], datetime],
    ) -> None:
        self._now = now
        self._client = client
        self._session = session
        self._quoting = quoting
        self._writing = writing
        self._finishing = finishing

    def overview(self) -> Overview | Refused:
        """What needs attention, from one look at everything the resident has."""
        registrant = self._session.registrant
        if registrant is None:
            return SESSION_ENDED
        applications = self.applications()
        # Nobody waits twice for a service that does not answer.
        reservations = applications if isinstance(applications, Refused) else self.reservations()
        if isinstance(applications, Refused) or isinstance(reservations, Refused):
            refused = applications if isinstance(applications, Refused) else reservations
            if isinstance(refused, Refused) and refused.code not in _NOT_REACHED:
                return refused
            return Overview(matters((), (), registrant, self._now()), known=False)
        return Overview(
            matters(applications, reservations, registrant, self._now()),
            most_likely_again(reservations),
        )

    def applications(self) -> tuple[Application, ...] | Refused:
        token = self._token()
        return SESSION_ENDED if token is None else self._client.applications(token)

    def reservations(self) -> tuple[Reservation, ...] | Refused:
        token = self._token()
        return SESSION_ENDED if token is None else self._client.reservations(token)

    def cancel_application(self, id: str, secret: str) -> Applied | Refused:
        """Take an application back before its draw."""
        return self._application(on_application(DeedKind.CANCEL_APPLICATION, id), secret)

    def claim(self, id: str, secret: str) -> Reserved | Refused:
        """Confirm a win in time: it becomes a reservation."""
        return self._reservation(on_application(DeedKind.CLAIM, id), secret)

    def waive(self, id: str, secret: str) -> Applied | Refused:
        """Give a win up."""
        return self._application(on_application(DeedKind.WAIVE, id), secret)

    def cancel_reservation(self, id: str, secret: str) -> Reserved | Refused:
        return self._reservation(cancel_reservation(id), secret)

    def quote_change(self, id: str, choice: Choice) -> Quote | Refused:
        """What a reservation would cost and need once it is changed."""
        return self._quoting.quote("reservation", choice, id)

    def change_reservation(self, id: str, choice: Choice, secret: str) -> Reserved | Refused:
        """Move a reservation to other hours, or another day, room or number of people."""
        return self._reservation(change_reservation(id, choice), secret)

    def _application(self, command: Command, secret: str) -> Applied | Refused:
        return self._finishing.application(self._writing.commit(command, secret))

    def _reservation(self, command: Command, secret: str) -> Reserved | Refused:
        return self._finishing.reservation(self._writing.commit(command, secret))

    def _token(self) -> str | None:
        visit = self._session.visit
        return visit.token if visit is not None else None
