"""One connection of the virtual machine, handed on to the booking service by QEMU."""

from __future__ import annotations

import os
import socket
import sys
import threading

_PIECE = 1 << 16


def main(port: int) -> None:
    """Carry bytes both ways until one side ends."""
    with socket.create_connection(("127.0.0.1", port)) as service:
        threading.Thread(target=_from_machine, args=(service,), daemon=True).start()
        while piece := service.recv(_PIECE):
            os.write(sys.stdout.fileno(), piece)


def _from_machine(service: socket.socket) -> None:
    while piece := os.read(sys.stdin.fileno(), _PIECE):
        service.sendall(piece)
    service.shutdown(socket.SHUT_WR)


if __name__ == "__main__":
    main(int(sys.argv[1]))
