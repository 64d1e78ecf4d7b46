"""A printer in a folder, for the demonstration and for end-to-end tests.

``state.json`` in the folder holds its status, ``{"condition": "no_paper"}`` or ``{"condition":
"fault", "fault": "cutter"}``, and any process may change it, even in the middle of a receipt.
What is printed lands beside it as ``receipt-0001.png`` and, as it would reach a printer, ``.bin``.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from printing import raster
from printing.durable import write_whole
from printing.page import Page
from printing.printer import (
    CANNOT_TELL,
    NO_ANSWER,
    READY,
    Condition,
    Fault,
    NotPrinted,
    Printed,
    PrinterStatus,
    PrintOutcome,
)
from printing.trouble import Trouble, TroubleCode

STATE_FILE = "state.json"


class FilePrinter:
    """Prints into ``folder``. Without a state file it is ready; with a broken one it is silent."""

    def __init__(self, folder: Path, width_dots: int = 576) -> None:
        self._folder = folder
        self._width_dots = width_dots
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def width_dots(self) -> int:
        return self._width_dots

    def status(self) -> PrinterStatus:
        try:
            return _status((self._folder / STATE_FILE).read_bytes())
        except FileNotFoundError:
            return READY
        except (OSError, ValueError):
            return NO_ANSWER

    def why(self) -> Trouble | None:
        if self.status() is NO_ANSWER:
            return Trouble(TroubleCode.BROKEN, f"{self._folder / STATE_FILE} is no state")
        return None

    def print(self, page: Page) -> PrintOutcome:
        status = self.status()
        if not status.can_print:
            return NotPrinted(status)
        printed = b""
        for part in raster.encode(page.image):
            printed += part
            status = self.status()
            if not status.can_print:
                return NotPrinted(status, begun=True)
        self._put_out(page, printed)
        return NotPrinted(status, begun=True) if status == CANNOT_TELL else Printed(status)

    def _put_out(self, page: Page, printed: bytes) -> None:
        number = len(list(self._folder.glob("receipt-*.png"))) + 1
        name = f"receipt-{number:04d}"
        write_whole(self._folder / f"{name}.bin", printed)
        write_whole(self._folder / f"{name}.png", page.png())


def set_state(folder: Path, status: PrinterStatus) -> None:
    """What a hand at the printer does: change the state file of the printer in ``folder``."""
    text = msgspec.json.encode(_State(status.condition, status.fault))
    write_whole(folder / STATE_FILE, text)


class _State(msgspec.Struct):
    condition: Condition
    fault: Fault | None = None


def _status(text: bytes) -> PrinterStatus:
    state = msgspec.json.decode(text, type=_State)
    return PrinterStatus(state.condition, state.fault)
