"""A line that can be cut: a small TCP forwarder between a kiosk and its service.

The demonstration's dock and the tests put it into the line. ``cut`` behaves as an unplugged cable
that the machine noticed: connections in use break, new ones are refused. ``cut_at`` breaks the line
at one exact moment of a conversation, which is where a booking could be lost or doubled.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Coroutine
from dataclasses import dataclass
from enum import Enum
from typing import Any

_CHUNK_BYTES = 65536
_CALL_SECONDS = 60.0


class Moment(Enum):
    """When the line breaks, seen from the request that is watched for."""

    BEFORE_REQUEST = "before_request"  # the service never sees it
    BEFORE_ANSWER = "before_answer"  # the service has answered, the kiosk never hears it


@dataclass(frozen=True, slots=True)
class _Watch:
    marker: bytes
    moment: Moment


class CuttableLine:
    """Forwards a port of 127.0.0.1 to ``target_port`` of the same machine until it is cut."""

    def __init__(self, target_port: int) -> None:
        self._target_port = target_port
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="cuttable-line")
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._talks: set[asyncio.Task[None]] = set()
        self._watch: _Watch | None = None
        #: Holds the port while nobody listens there, so that nobody else is given it meanwhile.
        self._held = socket.socket()
        self._held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.port = 0

    def start(self) -> None:
        """Open the line; ``port`` is known afterwards and stays the same over cuts."""
        self._held.bind(("127.0.0.1", 0))
        self.port = self._held.getsockname()[1]
        self._thread.start()
        self._call(self._listen())

    def stop(self) -> None:
        """Cut the line for good and end its thread."""
        self._call(self._cut())
        self._call(self._end_calls())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_CALL_SECONDS)
        self._loop.close()
        self._held.close()

    @property
    def is_up(self) -> bool:
        return self._server is not None

    def cut(self) -> None:
        """Break every connection and refuse new ones."""
        self._call(self._cut())

    def restore(self) -> None:
        """Listen again on the same port."""
        self._call(self._listen())

    def cut_at(self, marker: bytes, moment: Moment) -> None:
        """Cut the line once, at the next request that contains ``marker`` (``b"POST /v1/x"``)."""
        self._watch = _Watch(marker, moment)

    def _call(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(_CALL_SECONDS)

    async def _listen(self) -> None:
        if self._server is None:
            self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)

    async def _cut(self) -> None:
        self._close_now()
        talks = [task for task in self._talks if task is not asyncio.current_task()]
        for task in talks:
            task.cancel()
        await asyncio.gather(*talks, return_exceptions=True)

    async def _end_calls(self) -> None:
        """Wait for calls that were taken at the last moment: ``_accept`` hangs them up."""
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(others)
        await asyncio.sleep(0)  # what was hung up just now closes its socket in the next turn

    def _close_now(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in list(self._writers):
            writer.transport.abort()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._server is None:  # taken just before the cut
            writer.transport.abort()
            return
        # A task of our own: asyncio would report the one it makes as crashed when it is cancelled.
        talk = asyncio.get_running_loop().create_task(self._talk(reader, writer))
        self._talks.add(talk)
        talk.add_done_callback(self._talks.discard)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target_port)
        except OSError:
            writer.transport.abort()
            self._writers.discard(writer)
            return
        self._writers.add(far_writer)
        answer_is_lost = asyncio.Event()
        pumps = [
            asyncio.ensure_future(self._requests(reader, far_writer, answer_is_lost)),
            asyncio.ensure_future(self._answers(far_reader, writer, answer_is_lost)),
        ]
        try:
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)
            for one in (writer, far_writer):
                one.close()
                self._writers.discard(one)

    async def _requests(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, lost: asyncio.Event
    ) -> None:
        with contextlib.suppress(ConnectionError):
            while chunk := await reader.read(_CHUNK_BYTES):
                watch = self._watch
                if watch is not None and watch.marker in chunk:
                    self._watch = None
                    if watch.moment is Moment.BEFORE_REQUEST:
                        self._close_now()
                        return
                    lost.set()
                writer.write(chunk)
                await writer.drain()

    async def _answers(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, lost: asyncio.Event
    ) -> None:
        with contextlib.suppress(ConnectionError):
            while chunk := await reader.read(_CHUNK_BYTES):
                if lost.is_set():
                    self._close_now()
                    return
                writer.write(chunk)
                await writer.drain()
