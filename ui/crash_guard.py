"""A bug in a touch's handling: the resident must not stand before a dead button."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from ui.places import Crashed

if TYPE_CHECKING:
    from ui.stage import Stage


class CrashGuard:
    """While it stands, an uncaught exception also wipes the session and sends to the counter.

    The hook that was there before, which logs, is called first.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._before = sys.excepthook

    def stand(self) -> None:
        self._before = sys.excepthook
        sys.excepthook = self._caught

    def step_down(self) -> None:
        # Compared by value: a bound method is a new object each time.
        if sys.excepthook == self._caught:
            sys.excepthook = self._before

    def _caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        self._before(kind, error, trace)
        if issubclass(kind, Exception) and not isinstance(self._stage.trail.here, Crashed):
            # Not from inside the handler that failed.
            QTimer.singleShot(0, self._stage, self._stage.crash)
