"""Paper that is near its end, or out, is told at once: whoever is in the lobby can see to it."""

from __future__ import annotations

from collections.abc import Callable

from kiosk import events
from printing.printer import Condition, PrinterStatus

_TOLD = {Condition.PAPER_LOW: events.PAPER_LOW, Condition.NO_PAPER: events.PAPER_OUT}


class PaperWatch:
    """Hears each new status of the printer. ``at_once`` is called where staff should know of it
    before the next heartbeat."""

    def __init__(self, at_once: Callable[[], None]) -> None:
        self._at_once = at_once
        self._told: Condition | None = None

    def heard(self, status: PrinterStatus) -> None:
        """A status that is different from the one before."""
        event = _TOLD.get(status.condition)
        if event is not None and status.condition is not self._told:
            self._told = status.condition
            events.say(event, events.Outcome.FAILED)
            self._at_once()
        elif status.condition is Condition.READY and self._told is not None:
            self._told = None
            events.say(events.PAPER_BACK)
            self._at_once()
