"""Is the line to the booking service up? Told by whoever uses it, asked by screens and threads."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk import events
from kiosk.clock import Clock

Listener = Callable[["LineState"], None]


@dataclass(frozen=True, slots=True)
class LineState:
    """``since``: when it became so; before the first call the line counts as down."""

    up: bool
    since: datetime


class Line:
    """The last known state of the line. Listeners hear changes only, on the thread that told."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._state = LineState(up=False, since=clock.now())
        self._listeners: list[Listener] = []

    @property
    def state(self) -> LineState:
        return self._state

    def is_up(self) -> bool:
        return self._state.up

    def listen(self, listener: Listener) -> None:
        self._listeners.append(listener)

    def answered(self) -> None:
        """The service answered, whatever it said."""
        self._now(up=True)

    def failed(self) -> None:
        """The service could not be reached, or the connection broke."""
        self._now(up=False)

    def _now(self, *, up: bool) -> None:
        with self._lock:
            if self._state.up == up:
                return
            self._state = LineState(up, self._clock.now())
        events.say(events.LINE_UP if up else events.LINE_DOWN)
        for listener in list(self._listeners):
            listener(self._state)
