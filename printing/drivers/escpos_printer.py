"""An ESC/POS printer on whatever connection it has: network, serial, USB, a device file."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from threading import Lock

from printing import raster
from printing.drivers.conversation import Conversation
from printing.drivers.line import Line, LineBrokenError, Timeouts
from printing.drivers.lines.network import DEFAULT_PORT, NetworkLine
from printing.models import GENERIC_80, Model
from printing.page import Page
from printing.printer import NO_ANSWER, NotPrinted, PrinterStatus, PrintOutcome

#: Opens the connection, or raises ``LineBrokenError``.
Connect = Callable[[], Line]


class EscposPrinter:
    """One printer, spoken to by one connection at a time, opened for each question and receipt.

    No call takes longer than the time-outs say, and none raises for anything the line does.
    """

    def __init__(
        self, connect: Connect, model: Model = GENERIC_80, timeouts: Timeouts | None = None
    ) -> None:
        self._connect = connect
        self._model = model
        self._timeouts = timeouts or Timeouts()
        self._one_at_a_time = Lock()
        self._scrap_in_the_slot = False

    @property
    def width_dots(self) -> int:
        return self._model.width_dots

    def status(self) -> PrinterStatus:
        with self._one_at_a_time:
            try:
                line = self._connect()
            except LineBrokenError:
                return NO_ANSWER
            with closing(line):
                return self._conversation(line).status()

    def print(self, page: Page) -> PrintOutcome:
        parts = raster.encode(page.image)
        with self._one_at_a_time:
            try:
                line = self._connect()
            except LineBrokenError:
                return NotPrinted(NO_ANSWER)
            with closing(line):
                conversation = self._conversation(line)
                status = conversation.status()
                if not status.can_print:
                    return NotPrinted(status)
                if self._scrap_in_the_slot:
                    # What is left of a receipt that broke off must not hang on the next one.
                    parts = (raster.CUT + parts[0], *parts[1:])
                outcome = conversation.print(parts)
                self._scrap_in_the_slot = isinstance(outcome, NotPrinted)
                return outcome

    def _conversation(self, line: Line) -> Conversation:
        return Conversation(line, self._timeouts, self._model.dots_per_inch)


def network_printer(
    host: str,
    port: int = DEFAULT_PORT,
    model: Model = GENERIC_80,
    timeouts: Timeouts | None = None,
) -> EscposPrinter:
    """A printer at a network address."""
    connect_seconds = (timeouts or Timeouts()).connect
    return EscposPrinter(lambda: NetworkLine(host, port, connect_seconds), model, timeouts)
