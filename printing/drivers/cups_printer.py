"""A printer behind a print queue, which takes a receipt over and never says what became of it.

See ``docs/decisions/0035-a-queue-cannot-say-that-it-is-out.md``.
"""

from __future__ import annotations

from contextlib import suppress

from printing import raster
from printing.drivers.conversation import INITIALISE
from printing.drivers.driver import Driver, Encode
from printing.drivers.line import LineBrokenError, Timeouts
from printing.drivers.lines.cups import CupsQueue, QueueState
from printing.models import GENERIC_80, Model
from printing.printer import (
    CANNOT_TELL,
    NO_ANSWER,
    Fault,
    NotPrinted,
    PrinterStatus,
    PrintOutcome,
    faulty,
)
from printing.trouble import Trouble, TroubleCode


class CupsPrinter(Driver):
    """``CANNOT_TELL`` as long as its queue is open: of the printer behind it nothing is known."""

    def __init__(
        self,
        queue: CupsQueue,
        model: Model = GENERIC_80,
        timeouts: Timeouts | None = None,
        encode: Encode | None = None,
    ) -> None:
        super().__init__(model, timeouts, encode)
        self._queue = queue

    def _ask(self) -> PrinterStatus:
        state = self._queue.state()
        if state is QueueState.OPEN:
            return CANNOT_TELL
        remedy = "cupsenable" if state is QueueState.STOPPED else "cupsaccept"
        detail = f"queue {self._queue.name} is closed: {remedy} {self._queue.name} opens it"
        self._trouble = Trouble(TroubleCode.BROKEN, detail)
        return faulty(Fault.OFFLINE)

    def _put_out(self, parts: tuple[bytes, ...]) -> PrintOutcome:
        status = self._ask()
        if not status.can_print:
            return NotPrinted(status)
        try:
            return self._hand_over(parts)
        except LineBrokenError as error:
            self._trouble = error.trouble
            return NotPrinted(NO_ANSWER, begun=True)

    def _hand_over(self, parts: tuple[bytes, ...]) -> PrintOutcome:
        dots_per_inch = self._model.dots_per_inch
        units = raster.GS + b"P" + bytes([dots_per_inch, dots_per_inch])
        job = self._queue.hand_over(INITIALISE + units + b"".join(parts))
        try:
            if self._queue.is_gone(job, self._timeouts.printed * len(parts)):
                return NotPrinted(CANNOT_TELL, begun=True)
        except LineBrokenError:
            self._take_back(job)
            raise
        self._take_back(job)
        detail = f"queue {self._queue.name}: its printer does not take the receipt"
        self._trouble = Trouble(TroubleCode.NO_ANSWER, detail)
        return NotPrinted(NO_ANSWER, begun=True)

    def _take_back(self, job: str) -> None:
        with suppress(LineBrokenError):
            self._queue.cancel(job)
