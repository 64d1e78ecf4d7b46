"""No printer at all: a kiosk without one works, and says on the glass that nothing came out."""

from __future__ import annotations

from printing.page import Page
from printing.printer import NO_ANSWER, NotPrinted, PrinterStatus, PrintOutcome
from printing.trouble import Trouble


class AbsentPrinter:
    """Never answers. ``width_dots`` is that of the receipt on the screen."""

    def __init__(self, width_dots: int = 576) -> None:
        self._width_dots = width_dots

    @property
    def width_dots(self) -> int:
        return self._width_dots

    def status(self) -> PrinterStatus:
        return NO_ANSWER

    def why(self) -> Trouble | None:
        return None  # nothing is wrong: the settings say that there is none

    def print(self, page: Page) -> PrintOutcome:
        return NotPrinted(NO_ANSWER)
