"""Applying for a lottery."""

from __future__ import annotations

from kiosk.journeys import writing
from kiosk.journeys.finishing import Finishing
from kiosk.journeys.outcomes import Applied
from kiosk.journeys.quoting import Quoting
from kiosk.journeys.writing import Writing
from kiosk.model import Choice, Quote
from kiosk.outcome import Refused


class ApplyingForLottery:
    """Implements ``kiosk.terminal.Applying``."""

    def __init__(self, quoting: Quoting, writing_: Writing, finishing: Finishing) -> None:
        self._quoting = quoting
        self._writing = writing_
        self._finishing = finishing

    def quote(self, choice: Choice) -> Quote | Refused:
        """What it would cost if won, and the days of the draw."""
        return self._quoting.quote("lottery", choice)

    def apply(self, choice: Choice, secret: str) -> Applied | Refused:
        """Apply. ``answer_unclear`` means: settle by the key in its details."""
        return self._finishing.application(self._writing.commit(writing.apply(choice), secret))
