"""``kiosk machine-task``: the socket's other end. One connection, one task, one answer.

systemd accepts the connection and starts this with it as the standard input. Only the kiosk's own
user is answered, whoever else may open the socket.
"""

from __future__ import annotations

import os
import pwd
import socket
import struct
import sys
from contextlib import suppress
from typing import Final

from kiosk.machine.root.deeds import do
from kiosk.machine.root.host import Done, Host, refused
from kiosk.machine.tasks import LONGEST_TASK, Wrong, decode, encode

KIOSK_USER: Final = "kiosk"
#: How long the line may take to come, in seconds.
LINE_SECONDS: Final = 5.0
_CREDENTIALS: Final = struct.Struct("3i")
_NOT_DONE: Final = 1


def run() -> int:
    """Serve the connection that is the standard input. Returns the exit code."""
    try:
        kiosk = pwd.getpwnam(KIOSK_USER).pw_uid
        line = socket.socket(fileno=os.dup(0))
    except (KeyError, OSError):
        sys.stderr.write("kiosk: machine-task is started by kiosk-machine.socket\n")
        return _NOT_DONE
    os.umask(0o077)
    serve(line, Host(), kiosk)
    return 0


def serve(line: socket.socket, host: Host, kiosk: int, seconds: float = LINE_SECONDS) -> None:
    """Read a task of the user ``kiosk`` from ``line``, do it, answer, and close the line."""
    with line:
        line.settimeout(seconds)
        outcome = _outcome(line, host, kiosk)
        _discard(line)
        with suppress(OSError):  # who asked has gone; it is done all the same
            line.sendall(encode(outcome.answer))
    if outcome.then is not None:
        outcome.then()


def _outcome(line: socket.socket, host: Host, kiosk: int) -> Done:
    told = _read(line)
    if _asker(line) != kiosk:
        return refused("not_allowed")
    if told is None:
        return refused("not_in_time")
    task = decode(told)
    if isinstance(task, Wrong):
        return refused(task.code, field=task.field)
    return do(task, host)


def _asker(line: socket.socket) -> int:
    said = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    user: int = _CREDENTIALS.unpack(said)[1]
    return user


def _read(line: socket.socket) -> bytes | None:
    """What comes until the line's end, or until it is too much; None if it takes too long."""
    told = bytearray()
    try:
        while not told.endswith(b"\n") and len(told) <= LONGEST_TASK:
            part = line.recv(LONGEST_TASK + 1)
            if not part:
                break
            told += part
    except OSError:
        return None
    return bytes(told)


def _discard(line: socket.socket) -> None:
    """What is left unread when a line is closed takes the answer away from who asked."""
    patience = line.gettimeout()
    line.settimeout(0)
    with suppress(OSError):
        while line.recv(65_536):
            pass
    line.settimeout(patience)
