"""Waiting for what another process or thread does, without guessing how long it takes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic


def wait_until(happened: Callable[[], object], seconds: float = 60.0) -> None:
    """Returns as soon as ``happened()`` is true. Raises ``TimeoutError`` if it never is."""
    end, look_again = monotonic() + seconds, threading.Event()
    while not happened():
        if monotonic() > end:
            raise TimeoutError
        look_again.wait(0.01)
