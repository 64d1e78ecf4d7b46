"""Where the receipts fall: each is saved as a picture, and told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from printing.simulator.faults import Change
from printing.simulator.intake import Slip
from printing.simulator.roll import MM_PER_INCH

if TYPE_CHECKING:
    from printing.simulator.build import Build

#: Hears what happens: one flat object an event, ready to be written as JSON.
Tell = Callable[[Mapping[str, str | int | float]], None]


def nothing_told(_: Mapping[str, str | int | float]) -> None:
    """For who does not want to hear."""


class Tray:
    """``folder`` None keeps no pictures."""

    def __init__(self, build: Build, folder: Path | None, tell: Tell) -> None:
        self._dots_per_inch = build.dots_per_inch
        self._folder = folder
        self._tell = tell
        self._number = 0
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            # What an earlier run has left stays.
            there = (_number(path.stem) for path in folder.glob("receipt-*.png"))
            self._number = max(there, default=0)

    def take(self, slip: Slip) -> None:
        """A receipt was cut off."""
        self._number += 1
        said: dict[str, str | int | float] = {
            "event": "receipt",
            "number": self._number,
            "length_mm": round(slip.picture.height / self._dots_per_inch * MM_PER_INCH, 1),
            "bytes": slip.bytes,
            "seconds": round(slip.seconds, 3),
        }
        if self._folder is not None:
            said["file"] = f"receipt-{self._number:04d}.png"
            slip.picture.save(self._folder / f"receipt-{self._number:04d}.png")
        self._tell(said)

    def changed(self, change: Change) -> None:
        self._tell({"event": "state", "state": change.value})

    def listening(self, address: str) -> None:
        self._tell({"event": "listening", "at": address})


def _number(name: str) -> int:
    digits = name.rpartition("-")[2]
    return int(digits) if digits.isdigit() else 0
