"""Reserving, first come first served."""

from __future__ import annotations

from datetime import date

from kiosk.booking_client import BookingClient
from kiosk.journeys import writing
from kiosk.journeys.finishing import Finishing
from kiosk.journeys.outcomes import Reserved
from kiosk.journeys.quoting import Quoting
from kiosk.journeys.writing import Writing
from kiosk.model import Choice, Quote, RoomDay
from kiosk.outcome import Refused


class ReservingRoom:
    """Implements ``kiosk.terminal.Reserving``."""

    def __init__(
        self, client: BookingClient, quoting: Quoting, writing_: Writing, finishing: Finishing
    ) -> None:
        self._client = client
        self._quoting = quoting
        self._writing = writing_
        self._finishing = finishing

    def quote(self, choice: Choice) -> Quote | Refused:
        """What it costs, and where and until when to pay."""
        return self._quoting.quote("reservation", choice)

    def room_day(self, room_id: str, day: date) -> RoomDay | Refused:
        """What of a room is free now, unit by unit."""
        return self._client.room_day(room_id, day)

    def reserve(self, choice: Choice, secret: str) -> Reserved | Refused:
        """Reserve. ``answer_unclear`` means: settle by the key in its details."""
        return self._finishing.reservation(self._writing.commit(writing.reserve(choice), secret))
