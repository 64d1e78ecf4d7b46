"""A printer at a network address, usually port 9100."""

from __future__ import annotations

import socket
import struct
from threading import Lock, Thread

from printing.drivers.line import LineBrokenError
from printing.drivers.lines.escpos_library import connections
from printing.trouble import TroubleCode

DEFAULT_PORT = 9100
_LINGER_NOT_AT_ALL = struct.pack("ii", 1, 0)


class NetworkLine:
    """The socket of python-escpos's ``Network``, with time-outs of ours.

    It is opened and closed here: ``Network.open`` knows IPv4 only and forgets to close a socket
    that could not connect; ``Network.close`` logs to the root logger, which sets logging up for
    the whole program. Raises ``LineBrokenError`` if nothing is there.
    """

    def __init__(self, host: str, port: int, connect_seconds: float) -> None:
        network = connections().Network
        try:
            self._socket = _connected(host, port, connect_seconds)
        except OSError as error:
            detail = f"{host} port {port}: {error}"
            raise LineBrokenError(detail, TroubleCode.NOT_THERE) from None
        # A receipt goes out in several pieces, none of which should wait for the next one.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._network = network(host, port, timeout=connect_seconds)
        self._network.device = self._socket

    def send(self, data: bytes, timeout_seconds: float) -> None:
        self._socket.settimeout(timeout_seconds)
        try:
            self._network._raw(data)
        except OSError as error:
            raise LineBrokenError(str(error)) from None

    def receive(self, timeout_seconds: float) -> bytes:
        self._socket.settimeout(timeout_seconds)
        try:
            data: bytes = self._network._read()
        except TimeoutError:
            return b""
        except OSError as error:
            raise LineBrokenError(str(error)) from None
        if not data:
            raise LineBrokenError("closed by the printer")
        return data

    def drop(self) -> None:
        # With this set, closing resets the connection instead of sending on in the background.
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT_AT_ALL)

    def close(self) -> None:
        self._network.device = None  # how the library says "not connected"
        self._socket.close()


def _connected(host: str, port: int, seconds: float) -> socket.socket:
    """A connection made within ``seconds`` in all; raises ``OSError`` otherwise.

    Looking a name up knows no time-out, and each of its addresses would have one of its own. So
    both are waited for from outside; what comes too late is closed again.
    """
    found: list[socket.socket | OSError] = []
    given_up = False
    deciding = Lock()

    def connect() -> None:
        try:
            made: socket.socket | OSError = socket.create_connection((host, port), seconds)
        except OSError as error:
            made = error
        with deciding:
            if not given_up:
                found.append(made)
            elif isinstance(made, socket.socket):
                made.close()

    attempt = Thread(target=connect, name="printer connecting", daemon=True)
    attempt.start()
    attempt.join(seconds)
    with deciding:
        given_up = not found
    if not found:
        raise TimeoutError(f"no connection within {seconds:g} s")
    if isinstance(found[0], OSError):
        raise found[0]
    return found[0]
