"""The glass the resident touches: pixels on one side, millimetres on the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: A finger's target, and the keys of a keypad, which stand close together (DESIGN, "Screens").
TARGET_MM: Final = 20.0
KEY_MM: Final = 15.0
#: Between two targets.
GAP_MM: Final = 3.0


@dataclass(frozen=True, slots=True)
class Glass:
    """The visible area: its size in pixels and its width in millimetres as the resident sees it."""

    width_px: int
    height_px: int
    width_mm: float

    def px(self, mm: float) -> int:
        """Pixels for a length on the glass, never less than asked."""
        return -int(-mm * self.width_px // self.width_mm)

    def mm(self, px: float) -> float:
        """Length on the glass of a number of pixels."""
        return px * self.width_mm / self.width_px

    @property
    def portrait(self) -> bool:
        return self.height_px > self.width_px
