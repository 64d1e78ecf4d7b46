"""A printer of which is known how it was last."""

from __future__ import annotations

from printing.page import Page
from printing.printer import (
    NotPrinted,
    Printed,
    Printer,
    PrinterStatus,
    PrintOutcome,
)
from printing.trouble import Trouble


class RememberingPrinter:
    """Any printer; ``last`` is what it said of itself last, None before it was asked. So a screen
    can offer paper without waiting for the printer."""

    def __init__(self, printer: Printer) -> None:
        self._printer = printer
        self.last: PrinterStatus | None = None

    @property
    def width_dots(self) -> int:
        return self._printer.width_dots

    def status(self) -> PrinterStatus:
        self.last = self._printer.status()
        return self.last

    def why(self) -> Trouble | None:
        return self._printer.why()

    def print(self, page: Page) -> PrintOutcome:
        outcome = self._printer.print(page)
        match outcome:
            case Printed(status=status) | NotPrinted(status=status):
                self.last = status
        return outcome
