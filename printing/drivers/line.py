"""A connection to a printer: what every kind of it offers, and how it fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from printing.trouble import Trouble, TroubleCode

#: On a serial line: start bit, eight of data, parity where it is used, stop bit.
BITS_A_BYTE = 11


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long a printer may take, each in seconds.

    What a slow line itself takes is not the printer's: it comes on top (``on_the_line``).
    """

    connect: float = 1.0  # until the line is there
    answer: float = 1.0  # for the answer to DLE EOT
    send: float = 2.0  # for a printer with a full buffer to take more
    printed: float = 2.0  # for one part to be printed
    baud: int | None = None  # speed of a serial line; None for every other, which takes no time

    def on_the_line(self, byte_count: int) -> float:
        """How long so many bytes are on their way, in seconds."""
        return 0.0 if self.baud is None else byte_count * BITS_A_BYTE / self.baud


class LineBrokenError(Exception):
    """The line is gone or takes nothing more. Never leaves this package: it becomes a status.

    ``trouble`` is why, for technicians.
    """

    def __init__(self, detail: str, code: TroubleCode = TroubleCode.BROKEN) -> None:
        super().__init__(detail)
        self.trouble = Trouble(code, detail)


class Line(Protocol):
    """A connection that carries bytes both ways."""

    def send(self, data: bytes, timeout_seconds: float) -> None:
        """Send all of ``data``. Raises ``LineBrokenError`` if it is not taken in time.

        On a slow line ``timeout_seconds`` is how long nothing may move.
        """

    def receive(self, timeout_seconds: float) -> bytes:
        """What came, ``b""`` if nothing did in time. Raises ``LineBrokenError`` if it is closed."""

    def drop(self) -> None:
        """Never deliver what was sent but not yet taken, also not after the line is closed."""

    def close(self) -> None:
        """Give the connection up; harmless if it is gone already."""
