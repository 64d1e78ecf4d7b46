"""How the line to the booking service is. Told by whoever uses it, asked by screens and threads."""

from __future__ import annotations

import threading
from collections.abc import Callable
from enum import Enum

from kiosk import events

#: Hears whether the line is up.
Listener = Callable[[bool], None]


class LineState(Enum):
    """What is known of the line."""

    STARTING = "starting"  # nobody has called yet, or no call has ended
    UP = "up"
    DOWN = "down"


class Line:
    """The last known state of the line.

    Listeners hear whether it is up, changes only, on the thread that told.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state = LineState.STARTING
        self._shut_out = False
        self._listeners: list[Listener] = []

    def state(self) -> LineState:
        return self._state

    def is_up(self) -> bool:
        """Whether the service was heard last; not before it was."""
        return self._state is LineState.UP

    def is_shut_out(self) -> bool:
        """The service knows this terminal no longer: its last answer was that."""
        return self._shut_out

    def listen(self, listener: Listener) -> None:
        self._listeners.append(listener)

    def answered(self) -> None:
        """The service answered, whatever it said, but that this terminal is shut out."""
        self._shut_out = False
        self._now(LineState.UP)

    def shut_out(self) -> None:
        """The service answered that it does not know this terminal."""
        self._shut_out = True
        self._now(LineState.UP)

    def failed(self) -> None:
        """The service could not be reached, or the connection broke."""
        self._now(LineState.DOWN)

    def _now(self, state: LineState) -> None:
        with self._lock:
            if self._state is state:
                return
            self._state = state
        up = state is LineState.UP
        events.say(events.LINE_UP if up else events.LINE_DOWN)
        for listener in list(self._listeners):
            listener(up)
