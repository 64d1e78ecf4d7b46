"""Where a name leads, by the machine's own name servers."""

from __future__ import annotations

import socket
from collections.abc import Iterable


def resolve(host: str) -> Iterable[str]:
    """Its addresses. Raises ``OSError`` if nobody knows it."""
    return [str(one[4][0]) for one in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)]
