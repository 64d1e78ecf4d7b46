"""How a printer is reached: at a TCP port, or at a pseudo-terminal in place of a serial line."""

from __future__ import annotations

import os
import socket
import tty
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

LOOPBACK = "127.0.0.1"
#: So much of what is said may wait for a client that does not read; more is lost.
_UNSAID_BYTES = 4096


class Link:
    """One connection as the printer sees it, never waiting for the other side."""

    def __init__(self, fd: int, close: Callable[[], None]) -> None:
        self.fd = fd
        self.unsaid = b""
        self._close = close

    def read(self, most: int) -> bytes | None:
        """What came, ``b""`` if nothing did, None if the line is gone."""
        try:
            return os.read(self.fd, most) or None
        except BlockingIOError:
            return b""
        except OSError:
            return None

    def say(self, data: bytes) -> None:
        """Send bytes, now or as soon as they can go; harmless if the line is gone."""
        self.unsaid = (self.unsaid + data)[:_UNSAID_BYTES]
        with suppress(OSError):
            while self.unsaid:
                self.unsaid = self.unsaid[os.write(self.fd, self.unsaid) :]

    def close(self) -> None:
        self._close()


class Port(Protocol):
    """Where links come from, one at a time as printers have it."""

    #: Whether a line that breaks makes the printer forget a command that came in part.
    forgets: bool

    @property
    def address(self) -> str:
        """Where to find it."""

    def fileno(self) -> int | None:
        """What to wait on before ``accept``, None if it need not be waited for."""

    def accept(self) -> Link | None:
        """The next link, None if there is none after all."""

    def close(self) -> None: ...


class TcpPort:
    """A port of this machine. A small buffer makes a busy printer's TCP window close soon."""

    forgets = True

    def __init__(self, host: str, port: int, buffer_bytes: int | None) -> None:
        self._listener = socket.create_server((host, port))
        if buffer_bytes is not None:
            self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer_bytes)
        self._listener.setblocking(False)
        self.host: str
        self.port: int
        self.host, self.port = self._listener.getsockname()

    @property
    def address(self) -> str:
        return f"{self.host}:{self.port}"

    def fileno(self) -> int | None:
        return self._listener.fileno()

    def accept(self) -> Link | None:
        try:
            connection, _ = self._listener.accept()
        except OSError:
            return None
        connection.setblocking(False)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

        def close() -> None:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()

        return Link(connection.fileno(), close)

    def close(self) -> None:
        self._listener.close()


class PtyPort:
    """A pseudo-terminal. Hanging up ends the device; the next one is at another path.

    ``link``: a symbolic link that always leads to the one there is.
    """

    forgets = False

    def __init__(self, link: Path | None = None) -> None:
        self._link = link
        self._master, self._slave = _open()
        self._taken = False
        self._address = self._lead_there()

    @property
    def address(self) -> str:
        return self._address

    def fileno(self) -> int | None:
        return None

    def accept(self) -> Link | None:
        if self._taken:
            self._master, self._slave = _open()
            self._address = self._lead_there()
        self._taken = True
        # The other end is held open here as well: a client that closes it is no pulled plug.
        master, slave = self._master, self._slave

        def close() -> None:
            os.close(master)
            os.close(slave)

        return Link(master, close)

    def close(self) -> None:
        if not self._taken:
            os.close(self._master)
            os.close(self._slave)
        if self._link is not None:
            self._link.unlink(missing_ok=True)

    def _lead_there(self) -> str:
        path = os.ttyname(self._slave)
        if self._link is None:
            return path
        if self._link.is_symlink():
            self._link.unlink()
        self._link.symlink_to(path)
        return str(self._link)


def _open() -> tuple[int, int]:
    master, slave = os.openpty()
    tty.setraw(slave)
    os.set_blocking(master, False)
    return master, slave
