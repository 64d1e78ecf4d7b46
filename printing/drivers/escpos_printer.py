"""An ESC/POS printer on whatever connection it has: network, serial, USB, a device file."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

from printing import encoding
from printing.drivers.conversation import Conversation
from printing.drivers.driver import Driver, Encode
from printing.drivers.line import Line, Timeouts
from printing.drivers.lines.network import DEFAULT_PORT, NetworkLine
from printing.ending import ending
from printing.models import GENERIC_80, Model, NearEnd
from printing.printer import (
    NO_ANSWER,
    PAPER_LOW,
    READY,
    NotPrinted,
    Printed,
    PrinterStatus,
    PrintOutcome,
)
from printing.scrap import Scrap

#: Opens the connection, or raises ``LineBrokenError``.
Connect = Callable[[], Line]


class EscposPrinter(Driver):
    """One printer, spoken to by one connection at a time, opened for each question and receipt.

    No call takes longer than the time-outs say, and none raises for anything the line does.
    ``scrap``: what is known of a piece that broke off; without one only until the program ends.
    """

    def __init__(
        self,
        connect: Connect,
        model: Model = GENERIC_80,
        timeouts: Timeouts | None = None,
        encode: Encode | None = None,
        scrap: Scrap | None = None,
    ) -> None:
        super().__init__(model, timeouts, encode)
        self._connect = connect
        self._scrap = scrap or Scrap()

    def _ask(self) -> PrinterStatus:
        with closing(self._connect()) as line:
            conversation = self._conversation(line)
            status = conversation.status()
            self._trouble = conversation.trouble
            return self._believed(status)

    def _put_out(self, parts: tuple[bytes, ...]) -> PrintOutcome:
        with closing(self._connect()) as line:
            conversation = self._conversation(line)
            outcome = self._print(conversation, parts)
            self._trouble = conversation.trouble
            return outcome

    def _print(self, conversation: Conversation, parts: tuple[bytes, ...]) -> PrintOutcome:
        status = conversation.status()
        if not status.can_print:
            return NotPrinted(status)
        if not conversation.forget_what_waits():
            return NotPrinted(NO_ANSWER)
        if self._scrap.may_hang_out:
            # What is left of a receipt that broke off must not hang on the next one.
            longest = encoding.longest_command(self._model, self._timeouts.baud)
            status = conversation.cut_off(ending(self._model), longest)
            if not status.can_print:
                return NotPrinted(status)
        self._scrap.begin()
        outcome = conversation.print(parts)
        # What is out but could not be cut off still hangs there.
        if isinstance(outcome, Printed) and outcome.status.can_print:
            self._scrap.clear()
        return replace(outcome, status=self._believed(outcome.status))

    def _believed(self, status: PrinterStatus) -> PrinterStatus:
        """The status without what a sensor says that is not there or stands wrong."""
        deaf = self._model.near_end_sensor is NearEnd.NO
        return READY if deaf and status == PAPER_LOW else status

    def _conversation(self, line: Line) -> Conversation:
        model = self._model
        return Conversation(
            line, self._timeouts, model.dots_per_inch, clears_buffer=model.clears_buffer
        )


def network_printer(
    host: str,
    port: int = DEFAULT_PORT,
    model: Model = GENERIC_80,
    timeouts: Timeouts | None = None,
    encode: Encode | None = None,
    *,
    scrap: Scrap | None = None,
) -> EscposPrinter:
    """A printer at a network address."""
    connect_seconds = (timeouts or Timeouts()).connect
    return EscposPrinter(
        lambda: NetworkLine(host, port, connect_seconds), model, timeouts, encode, scrap
    )
