"""Where a service listens."""

from __future__ import annotations

import socket
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen; port 0 lets the system choose. On a ``shared`` one several processes do."""

    host: str
    port: int
    shared: bool = False

    def listen(self) -> socket.socket:
        """A bound socket; raises ``OSError`` where that cannot be."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        listening = socket.socket(family, socket.SOCK_STREAM)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if self.shared:
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            listening.bind((self.host, self.port))
            listening.set_inheritable(False)
        except OSError:
            listening.close()
            raise
        return listening


def url_of(listening: socket.socket) -> str:
    """The address of a bound socket as a kiosk writes it."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
