"""Reserving, first come first served."""

from __future__ import annotations

from kiosk.journeys import writing
from kiosk.journeys.finishing import Finishing
from kiosk.journeys.quoting import Quoting
from kiosk.journeys.writing import Writing
from kiosk.model import Choice, Quote
from kiosk.outcome import Refused
from kiosk.terminal import Reserved


class ReservingRoom:
    """Implements ``kiosk.terminal.Reserving``."""

    def __init__(self, quoting: Quoting, writing_: Writing, finishing: Finishing) -> None:
        self._quoting = quoting
        self._writing = writing_
        self._finishing = finishing

    def quote(self, choice: Choice) -> Quote | Refused:
        """What it costs, and where and until when to pay."""
        return self._quoting.quote("reservation", choice)

    def reserve(self, choice: Choice, secret: str) -> Reserved | Refused:
        """Reserve. ``answer_unclear`` means: settle by the key in its details."""
        return self._finishing.reservation(self._writing.commit(writing.reserve(choice), secret))
