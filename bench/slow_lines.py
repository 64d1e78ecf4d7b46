"""A receipt down a line of a real speed, to a simulated printer in this process.

The simulated printer takes bytes no faster than its line brings them; its head takes no time, so a
receipt is out when its last byte is. A serial line is a pseudo-terminal; USB is a local connection
at the 800 KB a second that bulk transfers at full speed come to.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from threading import Event

from printing.simulator import start, start_pty
from printing.simulator.build import BITS_A_BYTE, Build
from printing.simulator.intake import CATCH_UP_SECONDS

_USB_BYTES_PER_SECOND = 800_000
#: A picture at 9,600 baud takes most of a minute.
_LONGEST_SECONDS = 120
#: As a driver begins: everything as after switching on, one vertical unit a dot.
_BEGIN = b"\x1b@\x1dP\xcb\xcb"


@dataclass(frozen=True, slots=True)
class Speed:
    """A line by its name; ``serial`` is a line of its own kind, ``baud`` None takes no time."""

    name: str
    baud: int | None
    serial: bool = False


LINES = (
    Speed("TCP", None),
    Speed("USB speed", _USB_BYTES_PER_SECOND * BITS_A_BYTE),
    *(Speed(f"{baud:,} baud", baud, True) for baud in (115_200, 57_600, 38_400, 19_200, 9_600)),
)


def seconds_to_last_byte(data: bytes, speed: Speed, width_dots: int) -> float:
    """From the first byte sent until the last one has been obeyed."""
    out = Event()

    def tell(told: Mapping[str, str | int | float]) -> None:
        if told["event"] == "receipt":
            out.set()

    build = Build(width_dots=width_dots, baud=speed.baud)
    with start_pty(build, tell=tell) if speed.serial else start(0, build, tell=tell) as printer:
        send, close = _serial(printer.address) if speed.serial else _network(printer.port)
        with closing(close):
            begun = time.monotonic()
            send(_BEGIN + data)
            assert out.wait(_LONGEST_SECONDS), f"{speed.name}: the receipt came out"
            # What an idle line may catch up at once is no speed of a real one.
            handed = CATCH_UP_SECONDS if speed.baud is not None else 0.0
            return time.monotonic() - begun + handed


class _Device:
    """An open device, closed by ``close``."""

    def __init__(self, path: str) -> None:
        self.file = os.open(path, os.O_RDWR | os.O_NOCTTY)

    def send(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self.file, rest) :]

    def close(self) -> None:
        os.close(self.file)


def _serial(path: str) -> tuple[Callable[[bytes], None], _Device]:
    device = _Device(path)
    return device.send, device


def _network(port: int) -> tuple[Callable[[bytes], None], socket.socket]:
    connection = socket.create_connection(("127.0.0.1", port))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection.sendall, connection
