"""How the printer is, asked every few seconds: the start screen says so before somebody books."""

from __future__ import annotations

from typing import Final

from kiosk.journeys.receipts import ReceiptPress
from printing.printer import NO_ANSWER

#: Between two looks: what a resident may see late, and what a slow line is free of questions.
LOOK_SECONDS: Final = 4.0
#: One that does not answer keeps its line for as long as its time-outs last.
SILENT_SECONDS: Final = 15.0


class PrinterLook:
    """``step`` is for ``Background``; the printer itself remembers what it said."""

    def __init__(self, press: ReceiptPress) -> None:
        self._press = press

    def step(self) -> float:
        """Ask the printer, unless a receipt is on its way. Returns when to look again."""
        press = self._press
        if not press.one_at_a_time.acquire(blocking=False):
            return LOOK_SECONDS  # whoever prints hears how it is
        try:
            status = press.printer.status()
        finally:
            press.one_at_a_time.release()
        return SILENT_SECONDS if status == NO_ANSWER else LOOK_SECONDS
