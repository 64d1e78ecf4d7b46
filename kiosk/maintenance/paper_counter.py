"""How much paper came out since the roll was changed, and how much is likely to be left.

Counted is what the printer said to be out, and what may be; each time it is put on the disk. A
near-end sensor knows better: this is an estimate.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from kiosk.maintenance.files import held, write_private
from printing.page import Page
from printing.printer import Printed, Printer, PrinterStatus, PrintOutcome
from printing.trouble import Trouble

FILE: Final = "paper-counter.json"
#: Rolls for these widths of paper, in metres, as they are sold for receipt printers (80 mm across
#: the roll 80 mm wide, 58 mm across the roll 58 mm wide).
ROLL_METRES: Final = {80: 63.0, 58: 35.0}
#: What is cut off behind a receipt, in millimetres.
_CUT_MM: Final = 20.0
_MM_PER_INCH: Final = 25.4
_MM_PER_METRE: Final = 1000.0
#: Of a roll, when it is told to be near its end.
_NEAR_END: Final = 0.9


class _OnDisk(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    printed_mm: float = 0.0
    pieces: int = 0
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class PaperUsed:
    """``since``: when the roll was changed, None if nobody said so; ``roll_metres``: of a new
    one."""

    metres: float
    pieces: int
    since: datetime | None
    roll_metres: float

    @property
    def left_metres(self) -> float:
        """About so much is left, if the roll was a new one."""
        return max(0.0, self.roll_metres - self.metres)

    @property
    def near_end(self) -> bool:
        return self.metres >= self.roll_metres * _NEAR_END


class PaperCounter:
    """The counter of one terminal, in ``folder``. A damaged or missing file counts from nothing.

    A disk that takes nothing does not keep anybody from paper; the count goes on in memory.
    """

    def __init__(
        self, folder: Path, now: Callable[[], datetime], paper_mm: int, dots_per_inch: int
    ) -> None:
        self._folder, self._now, self._dpi = folder, now, dots_per_inch
        self._roll = ROLL_METRES.get(paper_mm, ROLL_METRES[80])
        self._guard = threading.Lock()
        self._kept = self._read()

    def used(self) -> PaperUsed:
        kept = self._kept
        return PaperUsed(kept.printed_mm / _MM_PER_METRE, kept.pieces, kept.since, self._roll)

    def count(self, height_dots: int) -> None:
        """A page of so many dots came out, and was cut off."""
        mm = height_dots * _MM_PER_INCH / self._dpi + _CUT_MM
        with self._guard:
            kept = self._kept
            self._kept = msgspec.structs.replace(
                kept, printed_mm=kept.printed_mm + mm, pieces=kept.pieces + 1
            )
            with suppress(OSError):
                self._keep()

    def new_roll(self) -> PaperUsed:
        """A new roll is in. Raises ``OSError`` if that cannot be kept: then nothing changes."""
        with self._guard:
            before, self._kept = self._kept, _OnDisk(since=self._now())
            try:
                self._keep()
            except OSError:
                self._kept = before
                raise
        return self.used()

    def _keep(self) -> None:
        with held(self._folder):
            write_private(self._folder / FILE, msgspec.json.encode(self._kept))

    def _read(self) -> _OnDisk:
        try:
            kept = msgspec.json.decode((self._folder / FILE).read_bytes(), type=_OnDisk)
        except (OSError, msgspec.MsgspecError):
            return _OnDisk()
        sound = 0 <= kept.printed_mm < float("inf") and kept.pieces >= 0
        aware = kept.since is None or kept.since.tzinfo is not None
        return kept if sound and aware else _OnDisk()


class CountingPrinter:
    """Any printer; what it says to be out is counted."""

    def __init__(self, printer: Printer, counter: PaperCounter) -> None:
        self._printer, self._counter = printer, counter

    @property
    def width_dots(self) -> int:
        return self._printer.width_dots

    def status(self) -> PrinterStatus:
        return self._printer.status()

    def why(self) -> Trouble | None:
        return self._printer.why()

    def print(self, page: Page) -> PrintOutcome:
        outcome = self._printer.print(page)
        if isinstance(outcome, Printed) or outcome.begun:
            self._counter.count(page.image.height)
        return outcome
