"""What SIGTERM asks for is done between two events of Qt.

Python runs the handler of a signal in the middle of whatever the program is doing. A window that is
closed there may wait for a lock that its own thread holds, or be gone while Qt still tells it of an
event: a kiosk that was stopped hung, or crashed. Here the signal is a byte on a socket that the
event loop listens to, as Qt's own guide has it for C++.
"""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier

_MANY = 64


class Termination(QObject):
    """While its context lasts, SIGTERM calls ``stop`` from the event loop. Signals that have come
    together are one. In the main thread only."""

    def __init__(self, stop: Callable[[], object]) -> None:
        super().__init__()
        self._stop = stop

    def __enter__(self) -> Termination:
        self._hears, self._tells = socket.socketpair()
        for end in (self._hears, self._tells):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._hears.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._heard)
        # Only a signal that Python handles is told to the descriptor.
        self._handler_before = signal.signal(signal.SIGTERM, lambda *_: None)
        self._told_before = signal.set_wakeup_fd(self._tells.fileno(), warn_on_full_buffer=False)
        return self

    def __exit__(self, *_: object) -> None:
        signal.set_wakeup_fd(self._told_before)
        signal.signal(signal.SIGTERM, self._handler_before)
        self._notifier.setEnabled(False)
        self._hears.close()
        self._tells.close()

    def _heard(self) -> None:
        if signal.SIGTERM in self._hears.recv(_MANY):
            self._stop()
