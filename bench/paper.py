"""A simulated receipt printer in a process of its own, and a wire that notes what passes.

``paper`` starts it; ``Wire.drain`` tells how many bytes came since the last time and when the last
one came (CLOCK_MONOTONIC, which all processes of a machine share).
"""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import msgspec

from printing import simulator

_CHUNK_BYTES = 65536
_STOP_SECONDS = 10


class Passed(msgspec.Struct, frozen=True):
    """What came down the wire: how much, and the moment of the last byte."""

    bytes: int
    last_byte_at: float


class Wire:
    """The wire to the printer; ``port`` is where the kiosk finds it."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None and process.stdout is not None
        self._ask: IO[bytes] = process.stdin
        self._told: IO[bytes] = process.stdout
        self.port = int(self._told.readline())

    def drain(self) -> Passed:
        """What has passed since this was last asked."""
        self._ask.write(b"\n")
        self._ask.flush()
        return msgspec.json.decode(self._told.readline(), type=Passed)


@contextmanager
def paper() -> Iterator[Wire]:
    """Start printer and wire; they are ended at the end."""
    with subprocess.Popen(
        [sys.executable, "-m", "bench.paper"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        try:
            yield Wire(process)
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(_STOP_SECONDS)


# -- in the process of its own --------------------------------------------------------------------


class _Relay:
    """Passes connections on to the printer, one at a time, as a printer has it."""

    def __init__(self, printer_port: int) -> None:
        self._printer_port = printer_port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._lock = threading.Lock()
        self._bytes, self._last = 0, 0.0
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def drain(self) -> Passed:
        with self._lock:
            passed = Passed(self._bytes, self._last)
            self._bytes = 0
        return passed

    def _serve(self) -> None:
        while True:
            kiosk, _ = self._listener.accept()
            printer = socket.create_connection(("127.0.0.1", self._printer_port))
            for each in (kiosk, printer):
                each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            back = threading.Thread(target=self._answers, args=(printer, kiosk))
            back.start()
            with kiosk, printer:
                while data := kiosk.recv(_CHUNK_BYTES):
                    with self._lock:
                        self._bytes, self._last = self._bytes + len(data), time.monotonic()
                    printer.sendall(data)
                printer.shutdown(socket.SHUT_WR)
                back.join()

    @staticmethod
    def _answers(printer: socket.socket, kiosk: socket.socket) -> None:
        while data := printer.recv(_CHUNK_BYTES):
            kiosk.sendall(data)


def _run() -> None:
    with simulator.start() as printer:
        relay = _Relay(printer.port)
        sys.stdout.write(f"{relay.port}\n")
        sys.stdout.flush()
        for _ in sys.stdin:
            sys.stdout.write(msgspec.json.encode(relay.drain()).decode() + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    _run()
