"""A connection to a printer: what every kind of it offers, and how it fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long a printer may take, each in seconds."""

    connect: float = 1.0  # until the line is there
    answer: float = 1.0  # for the answer to DLE EOT
    send: float = 2.0  # for a printer with a full buffer to take more
    printed: float = 2.0  # for one part to be printed


class LineBrokenError(Exception):
    """The line is gone or takes nothing more. Never leaves this package: it becomes a status."""


class Line(Protocol):
    """A connection that carries bytes both ways."""

    def send(self, data: bytes, timeout_seconds: float) -> None:
        """Send all of ``data``. Raises ``LineBrokenError`` if it is not taken in time."""

    def receive(self, timeout_seconds: float) -> bytes:
        """What came, ``b""`` if nothing did in time. Raises ``LineBrokenError`` if it is closed."""

    def drop(self) -> None:
        """Never deliver what was sent but not yet taken, also not after the line is closed."""

    def close(self) -> None:
        """Give the connection up; harmless if it is gone already."""
