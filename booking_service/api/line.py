"""Who comes first is served first, however many come at once.

When a window opens, thousands of writes arrive in the same second. Were all of them begun at once,
each would take its turns among all others, and the first would be answered hardly sooner than the
last, too late for its time limit though its work is long done. So only some are under way at a
time; the others wait in the order in which they came, and a write's time runs from when it begins.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LineLimits:
    """How many are under way at a time, how many may wait, and for how many seconds."""

    abreast: int = 128
    longest: int = 20_000
    patience: float = 30.0


class LineTooLongError(Exception):
    """Too many wait already, or it took too long to be anybody's turn; nothing was begun."""


class Line:
    """A line of an event loop's tasks. Used by one thread alone."""

    def __init__(self, limits: LineLimits) -> None:
        self._limits = limits
        self._inside = 0
        self._waiting: deque[asyncio.Future[None]] = deque()

    def __len__(self) -> int:
        """How many wait."""
        return len(self._waiting)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Waits for a turn, and lets the next one begin when it is over.

        Raises ``LineTooLongError``.
        """
        if self._inside < self._limits.abreast:
            self._inside += 1
        else:
            await self._wait()
        try:
            yield
        finally:
            self._let_in_the_next()

    async def _wait(self) -> None:
        if len(self._waiting) >= self._limits.longest:
            raise LineTooLongError
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            async with asyncio.timeout(self._limits.patience):
                await place
        except TimeoutError:
            self._step_out(place)
            raise LineTooLongError from None
        except asyncio.CancelledError:
            self._step_out(place)
            raise

    def _step_out(self, place: asyncio.Future[None]) -> None:
        """Leaves the line; whose turn had just come passes it on."""
        if place.done() and not place.cancelled():
            self._let_in_the_next()
        elif place in self._waiting:
            self._waiting.remove(place)

    def _let_in_the_next(self) -> None:
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(None)  # and takes the place that is free now
                return
        self._inside -= 1
