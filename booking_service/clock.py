"""What time it is, as a port, so that nothing in the service ever asks the machine directly."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

#: Every instant of the service is local time of Japan; the database keeps Unix seconds.
TOKYO = ZoneInfo("Asia/Tokyo")


class Clock(Protocol):
    """Tells the time. Injected everywhere."""

    def now(self) -> datetime:
        """Now, aware, in Asia/Tokyo."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        return datetime.now(TOKYO)


class MovableClock:
    """A clock that can be set, for the demonstration and for tests.

    ``ticks`` gives running seconds: the default lets the clock run on from where it was set;
    ``standing_still`` keeps it there until it is moved.
    """

    def __init__(self, start: datetime, ticks: Callable[[], float] = time.monotonic) -> None:
        self._ticks = ticks
        self._lock = threading.Lock()
        self._set_to = start.astimezone(TOKYO)
        self._set_when = ticks()

    def now(self) -> datetime:
        with self._lock:
            return self._set_to + timedelta(seconds=self._ticks() - self._set_when)

    def set(self, now: datetime) -> None:
        """Makes it ``now``; the clock goes on from there."""
        with self._lock:
            self._set_to = now.astimezone(TOKYO)
            self._set_when = self._ticks()

    def advance(self, by: timedelta) -> None:
        """Moves the clock on by ``by``."""
        self.set(self.now() + by)


def standing_still() -> float:
    """Ticks of a clock that moves only when it is moved."""
    return 0.0
