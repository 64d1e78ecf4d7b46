"""A printer behind a print queue, which takes a receipt over and never says what became of it.

See ``docs/decisions/0035-a-queue-cannot-say-that-it-is-out.md``.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from threading import Lock

from printing import encoding, raster
from printing.drivers.conversation import INITIALISE
from printing.drivers.escpos_printer import Encode
from printing.drivers.line import LineBrokenError, Timeouts
from printing.drivers.lines.cups import CupsQueue, QueueState
from printing.models import GENERIC_80, Model
from printing.page import Page
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


class CupsPrinter:
    """``CANNOT_TELL`` as long as its queue is open: of the printer behind it nothing is known."""

    def __init__(
        self,
        queue: CupsQueue,
        model: Model = GENERIC_80,
        timeouts: Timeouts | None = None,
        encode: Encode | None = None,
    ) -> None:
        self._queue = queue
        self._model = model
        self._timeouts = timeouts or Timeouts()
        self._encode = encode or partial(encoding.encode, model=model)
        self._one_at_a_time = Lock()
        self._trouble: Trouble | None = None

    @property
    def width_dots(self) -> int:
        return self._model.width_dots

    def why(self) -> Trouble | None:
        return self._trouble

    def status(self) -> PrinterStatus:
        with self._one_at_a_time:
            return self._status()

    def print(self, page: Page) -> PrintOutcome:
        parts = self._encode(page)
        with self._one_at_a_time:
            status = self._status()
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

    def _status(self) -> PrinterStatus:
        self._trouble = None
        try:
            state = self._queue.state()
        except LineBrokenError as error:
            self._trouble = error.trouble
            return NO_ANSWER
        if state is QueueState.OPEN:
            return CANNOT_TELL
        remedy = "cupsenable" if state is QueueState.STOPPED else "cupsaccept"
        detail = f"queue {self._queue.name} is closed: {remedy} {self._queue.name} opens it"
        self._trouble = Trouble(TroubleCode.BROKEN, detail)
        return faulty(Fault.OFFLINE)
