"""The line protocol of speech-dispatcher (SSIP): the few commands that a kiosk needs.

Source: the "SSIP" manual of speech-dispatcher 0.11, "Communication Protocol Commands in Detail". A
command is a line; the answer is lines that begin with a code of three digits, followed by ``-`` on
all but the last. Codes of 200 to 299 mean done.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Self

_DONE: Final = range(200, 300)
_LONGEST_LINE: Final = 4096


class SpeechError(Exception):
    """The speech service is not there, does not answer in time, or refuses: ``code`` says which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def default_address() -> Path:
    """Where the session's speech-dispatcher listens."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", f"/run/user/{os.getuid()}")
    return Path(runtime) / "speech-dispatcher" / "speechd.sock"


class SsipConnection:
    """One connection. Every call raises ``SpeechError`` where the service fails it."""

    def __init__(self, address: Path, timeout_seconds: float) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(timeout_seconds)
        try:
            self._socket.connect(str(address))
        except OSError:
            self._socket.close()
            raise SpeechError("not_there") from None
        self._lines = self._read_lines()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def command(self, line: str) -> None:
        """Sends one command and waits until it is done."""
        self._send(line)
        self._done()

    def speak(self, text: str) -> None:
        """Hands a text over; returns when it is queued, not when it has been said."""
        self.command("SPEAK")
        for line in text.splitlines() or [""]:
            self._send(f".{line}" if line.startswith(".") else line)
        self._send(".")
        self._done()

    def close(self) -> None:
        self._socket.close()

    def _send(self, line: str) -> None:
        try:
            self._socket.sendall(line.encode() + b"\r\n")
        except OSError:
            raise SpeechError("no_answer") from None

    def _done(self) -> None:
        for line in self._lines:
            code, separator = line[:3], line[3:4]
            if separator == "-":
                continue
            if not code.isdigit() or int(code) not in _DONE:
                # What stands behind the code may quote what was to be said.
                raise SpeechError("refused")
            return
        raise SpeechError("no_answer")

    def _read_lines(self) -> Iterator[str]:
        rest = b""
        while len(rest) <= _LONGEST_LINE:
            line, end, after = rest.partition(b"\r\n")
            if end:
                rest = after
                yield line.decode("utf-8", "replace")
                continue
            try:
                more = self._socket.recv(_LONGEST_LINE)
            except OSError:
                raise SpeechError("no_answer") from None
            if not more:
                return
            rest += more
        raise SpeechError("answer_too_long")
