"""Writes of the running visit: what became of them, and that the resident knows it."""

from __future__ import annotations

from kiosk.journeys.finishing import Finishing
from kiosk.journeys.outcomes import Outcome
from kiosk.journeys.writing import Writing
from kiosk.outcome import Refused


class UnclearWrites:
    """Implements ``kiosk.terminal.OpenWrites``."""

    def __init__(self, writing: Writing, finishing: Finishing) -> None:
        self._writing = writing
        self._finishing = finishing

    def settle(self, key: str) -> Outcome | Refused:
        """Ask the service once what became of the write, and show its end.

        While the visit is open a write that the service never saw is sent again with its key.
        ``answer_unclear`` while the service cannot be asked or is still at it; ``session_ended``
        if the key is not of the running visit.
        """
        return self._finishing.finish(self._writing.settle(key))

    def told(self, key: str) -> None:
        """The end of the write is on the screen."""
        self._writing.told(key)
