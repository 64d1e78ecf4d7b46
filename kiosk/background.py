"""Work that a thread does again and again: syncing, settling, the heartbeat."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from kiosk import events

#: How long to wait after a bug in a step before trying it again, in seconds.
_AFTER_CRASH_SECONDS = 30.0

#: How long ``stop`` waits for the running step to end, in seconds.
_STOP_SECONDS = 30.0


class Background:
    """Runs ``step`` on a thread of its own; the step says in how many seconds it is due again.

    A step that crashes is a bug: it is logged, and the work goes on later, because a kiosk without
    its sync is worse than one that tries again.
    """

    def __init__(self, name: str, step: Callable[[], float]) -> None:
        self._step = step
        self._changed = threading.Condition()
        self._stopping = False
        self._woken = False
        self._first_after = 0.0
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self, after_seconds: float = 0.0) -> None:
        """Begin with the first step so many seconds from now, or when woken."""
        self._first_after = after_seconds
        self._thread.start()

    def wake(self) -> None:
        """Have the next step now, or right after the running one. Never blocks for long."""
        with self._changed:
            self._woken = True
            self._changed.notify()

    def stop(self) -> None:
        """End after the running step, and wait for it."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        if self._thread.ident is not None:
            self._thread.join(_STOP_SECONDS)

    def _run(self) -> None:
        self._wait(self._first_after)
        while not self._stopping:
            self._wait(self._safe_step())

    def _wait(self, seconds: float) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._stopping or self._woken, seconds)
            self._woken = False

    def _safe_step(self) -> float:
        try:
            return self._step()
        except Exception:  # any bug of a step ends here, see the class
            events.say(events.THREAD_CRASHED, events.Outcome.FAILED)
            logging.getLogger(__name__).exception("a step crashed")
            return _AFTER_CRASH_SECONDS
