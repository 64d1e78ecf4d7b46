"""The roll of paper: how much is left on it, and when its sensors see that."""

from __future__ import annotations

MM_PER_INCH = 25.4


class Roll:
    """``mm`` of paper, None for a roll without end.

    ``near_end_mm``: what is left when the sensor sees the end come, None for a printer without it.
    """

    def __init__(self, dots_per_inch: int, mm: float | None, near_end_mm: float | None) -> None:
        self._row_mm = MM_PER_INCH / dots_per_inch
        self._near_end_mm = near_end_mm
        self._new_mm = mm
        self.mm_left = mm

    @property
    def is_out(self) -> bool:
        return self.mm_left is not None and self.mm_left < self._row_mm

    @property
    def is_near_its_end(self) -> bool:
        if self.mm_left is None or self._near_end_mm is None:
            return False
        return self.mm_left <= self._near_end_mm

    def use_row(self) -> None:
        """The paper moves on by one dot."""
        if self.mm_left is not None:
            self.mm_left = max(self.mm_left - self._row_mm, 0.0)

    def replace(self, mm: float | None = None) -> None:
        """Put in a roll of ``mm``, or one like the first."""
        self.mm_left = self._new_mm if mm is None else mm
