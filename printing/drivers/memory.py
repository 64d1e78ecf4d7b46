"""A printer in memory, for tests of everything that prints."""

from __future__ import annotations

from collections.abc import Callable

from printing.page import Page
from printing.printer import (
    CANNOT_TELL,
    NO_ANSWER,
    READY,
    NotPrinted,
    Printed,
    PrinterStatus,
    PrintOutcome,
)
from printing.trouble import Trouble, TroubleCode


class MemoryPrinter:
    """Prints into ``pages``. Its status can be set at any time, also while it prints.

    ``while_printing`` is called when half of a page is out, as the world would interfere.
    """

    def __init__(self, width_dots: int = 576, status: PrinterStatus = READY) -> None:
        self.pages: list[Page] = []
        self.while_printing: Callable[[], None] = lambda: None
        self._width_dots = width_dots
        self._status = status

    @property
    def width_dots(self) -> int:
        return self._width_dots

    def set_status(self, status: PrinterStatus) -> None:
        self._status = status

    def status(self) -> PrinterStatus:
        return self._status

    def why(self) -> Trouble | None:
        if self._status == NO_ANSWER:
            return Trouble(TroubleCode.NO_ANSWER, "no answer in time")
        return None

    def print(self, page: Page) -> PrintOutcome:
        if not self._status.can_print:
            return NotPrinted(self._status)
        self.while_printing()
        if not self._status.can_print:
            return NotPrinted(self._status, begun=True)
        self.pages.append(page)
        if self._status == CANNOT_TELL:
            return NotPrinted(CANNOT_TELL, begun=True)
        return Printed(self._status)
