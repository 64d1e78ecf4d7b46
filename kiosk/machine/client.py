"""Asks root's side: a line to a socket, a line back, and a limit to how long that takes."""

from __future__ import annotations

import socket
from pathlib import Path
from time import monotonic
from typing import Final, Protocol

from kiosk.machine.tasks import (
    LONGEST_ANSWER,
    Answer,
    Enrol,
    InstallFromStick,
    InstallPackage,
    JoinWifi,
    KeepPackage,
    ReadNetwork,
    ReturnNetwork,
    SaveLogs,
    Task,
    UseAddress,
    UseDhcp,
    decode_answer,
    encode,
)

SOCKET: Final = Path("/run/lobby-kiosk/machine.sock")
#: How long an answer may take, in seconds.
USUAL_SECONDS: Final = 15.0
_SLOW: Final = (Enrol, UseDhcp, UseAddress, JoinWifi, ReturnNetwork, ReadNetwork)
_SLOW_SECONDS: Final = 60.0
#: A copy onto a stick or from one, and one of a package that is hashed on the way.
_COPY_SECONDS: Final = 180.0

#: This machine has no such socket: a desk, or the package is not installed.
NOT_INSTALLED: Final = Answer(ok=False, code="not_installed")


class Machine(Protocol):
    """Who carries tasks out. Blocks, and answers always."""

    def do(self, task: Task) -> Answer: ...


class MachineSocket:
    """Root's side behind its socket; a connection a task."""

    def __init__(self, file: Path = SOCKET, seconds: float | None = None) -> None:
        self._file = file
        self._seconds = seconds

    def do(self, task: Task) -> Answer:
        """Send the task and wait for its answer.

        Codes of its own: ``not_installed`` (nobody listens there), ``not_allowed`` (this user may
        not ask), ``no_answer`` (none came in time, or none that can be read).
        """
        until = monotonic() + (self._seconds or _patience(task))
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(max(until - monotonic(), 0.001))
            try:
                line.connect(str(self._file))
                line.sendall(encode(task))
                said = _read(line, until)
            except (FileNotFoundError, ConnectionRefusedError):
                return NOT_INSTALLED
            except PermissionError:
                return Answer(ok=False, code="not_allowed")
            except OSError:
                said = b""
        return decode_answer(said) or Answer(ok=False, code="no_answer")


def _patience(task: Task) -> float:
    if isinstance(task, SaveLogs | InstallPackage | KeepPackage | InstallFromStick):
        return _COPY_SECONDS
    return _SLOW_SECONDS if isinstance(task, _SLOW) else USUAL_SECONDS


def _read(line: socket.socket, until: float) -> bytes:
    """One line; what was read until then if it breaks off or takes too long."""
    said = bytearray()
    while not said.endswith(b"\n") and len(said) <= LONGEST_ANSWER:
        left = until - monotonic()
        if left <= 0:
            break
        line.settimeout(left)
        try:
            part = line.recv(65_536)
        except TimeoutError:
            break
        if not part:
            break
        said += part
    return bytes(said)
