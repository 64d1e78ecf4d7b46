"""Runs the HTTP application on a socket: in this thread for ``serve``, in its own when embedded."""

from __future__ import annotations

import asyncio
import gc
import socket
from collections.abc import Callable
from types import FrameType

import uvicorn
from fastapi import FastAPI

#: Seconds that requests on their way get when the service stops.
GRACE_SECONDS = 3
BACKLOG = 2048
#: Generations of Python's garbage collection; the oldest made tails of 30 ms with the defaults.
GC_THRESHOLDS = (50_000, 20, 100)


class Server(uvicorn.Server):
    """Tells when it answers, and stops as soon as it is told to: uvicorn itself looks at a flag
    every tenth of a second."""

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
        self._loop: asyncio.AbstractEventLoop | None = None
        self._told_to_stop: asyncio.Event | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts listening, then says so."""
        await super().startup(sockets)
        if self.started:
            self._told_to_stop = asyncio.Event()
            self._loop = asyncio.get_running_loop()
            self._when_ready()

    async def main_loop(self) -> None:
        """Serves until it is told to stop."""
        await self.on_tick(0)  # what uvicorn sets once a second does not change here
        if self._told_to_stop is not None and not self.should_exit:
            await self._told_to_stop.wait()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal came."""
        super().handle_exit(sig, frame)
        self.stop()

    def stop(self) -> None:
        """Tells it to stop; from any thread, and before it has started too."""
        self.should_exit = True
        loop, told = self._loop, self._told_to_stop
        if loop is not None and told is not None and not loop.is_closed():
            loop.call_soon_threadsafe(told.set)


def calm_garbage_collection() -> None:
    """Everything loaded by now lives for good and need not be looked at again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)
