"""What may listen where a printer should be: a port that says little, nothing, or nonsense."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread

from printing.drivers.conversation import CLEAR_BUFFER

Behaviour = Callable[[socket.socket], None]

END_SECONDS = 30.0


@contextmanager
def peer(behaviour: Behaviour) -> Iterator[int]:
    """A port of this machine at which each connection is treated with ``behaviour``."""

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection, suppress(OSError):
                behaviour(connection)

    listener = socket.create_server(("127.0.0.1", 0))
    thread = Thread(target=serve, name="peer")
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(END_SECONDS)


def read_until_closed(connection: socket.socket) -> None:
    while connection.recv(65536):
        pass


def silent(connection: socket.socket) -> None:
    read_until_closed(connection)


def closes_at_once(_: socket.socket) -> None:
    return


def resets(connection: socket.socket) -> None:
    connection.recv(1)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


def says(answer: bytes) -> Behaviour:
    """Answers whatever comes with ``answer``, once, and then only listens."""

    def behaviour(connection: socket.socket) -> None:
        connection.recv(1)
        connection.sendall(answer)
        read_until_closed(connection)

    return behaviour


def _take(connection: socket.socket, length: int) -> None:
    while length > 0 and (data := connection.recv(length)):
        length -= len(data)


def ready_but(then: Behaviour) -> Behaviour:
    """Says hello like a printer that is ready, and goes wrong when the receipt comes."""

    def behaviour(connection: socket.socket) -> None:
        # What keeps it offline: nothing; its paper: enough; its buffer: emptied, and still online.
        for length in (3, 3, len(CLEAR_BUFFER) + 3):
            _take(connection, length)
            connection.sendall(b"\x12")
        then(connection)

    return behaviour


def answers_the_start(answer: bytes) -> Behaviour:
    """Answers the first bytes of the receipt with ``answer``, and then only listens."""
    return ready_but(says(answer))
