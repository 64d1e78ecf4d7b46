"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import datetime, timedelta

from kiosk.clock import TOKYO

#: A Friday morning before anything opens.
START = datetime(2026, 11, 20, 8, 0, tzinfo=TOKYO)


class HandClock:
    """Implements ``kiosk.clock.Clock``; wall time and steady time move together."""

    def __init__(self, start: datetime = START) -> None:
        self._start = start
        self._passed = timedelta(0)

    def now(self) -> datetime:
        return self._start + self._passed

    def steady(self) -> float:
        return self._passed.total_seconds()

    def advance(self, **span: float) -> None:
        self._passed += timedelta(**span)

    def set_wall(self, to: datetime) -> None:
        """Have the wall clock jump; steady time does not notice."""
        self._start = to - self._passed
