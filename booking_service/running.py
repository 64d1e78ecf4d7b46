"""Runs the HTTP application on a socket: in this thread for ``serve``, in its own when embedded."""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI

#: Seconds that requests on their way get when the service stops.
GRACE_SECONDS = 3
BACKLOG = 2048
#: Generations of Python's garbage collection; the oldest made tails of 30 ms with the defaults.
GC_THRESHOLDS = (50_000, 20, 100)


class Server(uvicorn.Server):
    """Tells when it answers."""

    def __init__(self, app: FastAPI, when_ready: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                date_header=False,  # the application sends the time of its own clock
                server_header=False,
                backlog=BACKLOG,
                lifespan="on",
                timeout_graceful_shutdown=GRACE_SECONDS,
            )
        )
        self._when_ready = when_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts listening, then says so."""
        await super().startup(sockets)
        if self.started:
            self._when_ready()


def calm_garbage_collection() -> None:
    """Everything loaded by now lives for good and need not be looked at again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)
