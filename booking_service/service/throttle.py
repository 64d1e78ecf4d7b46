"""Slows down whoever tries secrets, without shutting anybody out elsewhere.

Wrong attempts are counted for a kiosk together with a registration number, and for a kiosk as a
whole. After a few free ones each further attempt has to wait, twice as long as the one before, up
to a limit; a quiet time forgives one attempt after the other. Nothing is counted for a number by
itself: a stranger at one kiosk cannot keep a resident out at another.

The counts live in memory, each process its own: where several serve a city somebody has so many
times the free attempts at most, and a restart that forgives a minute's delay costs nothing. An
unknown number counts like a known one.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Patience:
    """How many wrong attempts are free, and how the delay grows after them."""

    free: int
    first_delay: timedelta
    longest_delay: timedelta
    forgiven_after: timedelta  # for each wrong attempt


PER_NUMBER = Patience(3, timedelta(seconds=5), timedelta(minutes=2), timedelta(minutes=5))
PER_KIOSK = Patience(15, timedelta(seconds=2), timedelta(seconds=30), timedelta(minutes=1))
REMEMBERED = 10_000
#: So many doublings are beyond every longest delay; more would only make the number huge.
DOUBLINGS = 16


@dataclass(slots=True)
class _Count:
    wrong: int
    last: datetime


class Throttle:
    """Counts wrong attempts by key and says how long the next has to wait."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._counts: OrderedDict[tuple[str, ...], _Count] = OrderedDict()

    def wait(self, key: tuple[str, ...], now: datetime) -> timedelta:
        """How long until the next attempt is looked at; zero if now."""
        count = self._current(key, now)
        over = count.wrong - self._patience.free
        if over < 0:
            return timedelta()
        delay: timedelta = self._patience.first_delay * 2 ** min(over, DOUBLINGS)
        ends = count.last + min(delay, self._patience.longest_delay)
        return max(ends - now, timedelta())

    def left(self, key: tuple[str, ...], now: datetime) -> int:
        """How many more wrong attempts come before one has to wait."""
        return max(self._patience.free - self._current(key, now).wrong, 0)

    def note_wrong(self, key: tuple[str, ...], now: datetime) -> None:
        """One more wrong attempt."""
        count = self._current(key, now)
        self._counts[key] = _Count(count.wrong + 1, now)
        self._counts.move_to_end(key)
        if len(self._counts) > REMEMBERED:
            self._counts.popitem(last=False)

    def forgive(self, key: tuple[str, ...]) -> None:
        """Takes one wrong attempt back: it was not looked at after all."""
        count = self._counts.get(key)
        if count is not None:
            count.wrong = max(count.wrong - 1, 0)

    def forget(self, key: tuple[str, ...]) -> None:
        """The right secret came: start over."""
        self._counts.pop(key, None)

    def _current(self, key: tuple[str, ...], now: datetime) -> _Count:
        count = self._counts.get(key)
        if count is None:
            return _Count(0, now)
        forgiven = max(now - count.last, timedelta()) // self._patience.forgiven_after
        return _Count(max(count.wrong - forgiven, 0), count.last)
