"""Is the line to the booking service up? Told by whoever uses it, asked by screens and threads."""

from __future__ import annotations

import threading
from collections.abc import Callable

from kiosk import events

#: Hears whether the line is up.
Listener = Callable[[bool], None]


class Line:
    """The last known state of the line; before the first call it counts as down.

    Listeners hear whether it is up, changes only, on the thread that told.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._up = False
        self._shut_out = False
        self._listeners: list[Listener] = []

    def is_up(self) -> bool:
        return self._up

    def is_shut_out(self) -> bool:
        """The service knows this terminal no longer: its last answer was that."""
        return self._shut_out

    def listen(self, listener: Listener) -> None:
        self._listeners.append(listener)

    def answered(self) -> None:
        """The service answered, whatever it said, but that this terminal is shut out."""
        self._shut_out = False
        self._now(up=True)

    def shut_out(self) -> None:
        """The service answered that it does not know this terminal."""
        self._shut_out = True
        self._now(up=True)

    def failed(self) -> None:
        """The service could not be reached, or the connection broke."""
        self._now(up=False)

    def _now(self, *, up: bool) -> None:
        with self._lock:
            if self._up == up:
                return
            self._up = up
        events.say(events.LINE_UP if up else events.LINE_DOWN)
        for listener in list(self._listeners):
            listener(up)
