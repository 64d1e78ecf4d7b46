"""How fast the paper moves under the head."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from printing.simulator.roll import MM_PER_INCH

#: A head that was ready earlier than anybody looked catches up by so much, in seconds.
CATCH_UP_SECONDS = 0.03
#: Rows are printed in strokes: nobody is woken for each of them. In seconds.
STROKE_SECONDS = 0.01


class Head:
    """A head that prints ``mm_per_second``; None for one that takes no time at all."""

    def __init__(
        self,
        dots_per_inch: int,
        mm_per_second: float | None,
        seconds: Callable[[], float] = monotonic,
    ) -> None:
        self._row_seconds = (
            MM_PER_INCH / dots_per_inch / mm_per_second if mm_per_second is not None else 0.0
        )
        self._seconds = seconds
        self._free_at = 0.0

    @property
    def is_free(self) -> bool:
        """Whether the next row can be printed now."""
        return not self._row_seconds or self._free_at <= self._seconds()

    def print_row(self) -> None:
        if self._row_seconds:
            begins = max(self._free_at, self._seconds() - CATCH_UP_SECONDS)
            self._free_at = begins + self._row_seconds

    def seconds_until_free(self) -> float:
        """How long to wait before it is worth looking again."""
        return max(self._free_at - self._seconds(), STROKE_SECONDS)
