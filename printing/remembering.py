"""A printer of which is known how it was last."""

from __future__ import annotations

from collections.abc import Callable

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
    can offer paper without waiting for the printer. ``changed`` hears what it says if that is
    something else than the last time, on the thread that asked."""

    def __init__(
        self, printer: Printer, changed: Callable[[PrinterStatus], None] = lambda _: None
    ) -> None:
        self._printer = printer
        self._changed = changed
        self.last: PrinterStatus | None = None

    @property
    def width_dots(self) -> int:
        return self._printer.width_dots

    def status(self) -> PrinterStatus:
        return self._remember(self._printer.status())

    def why(self) -> Trouble | None:
        return self._printer.why()

    def print(self, page: Page) -> PrintOutcome:
        outcome = self._printer.print(page)
        match outcome:
            case Printed(status=status) | NotPrinted(status=status):
                self._remember(status)
        return outcome

    def _remember(self, status: PrinterStatus) -> PrinterStatus:
        before, self.last = self.last, status
        if status != before:
            self._changed(status)
        return status
