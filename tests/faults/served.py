"""The booking service as a process of its own, as a machine in the town hall runs it."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import cast
from unittest.mock import patch

import apsw

from booking_service import cli, embedded
from booking_service.clock import MovableClock, SystemClock
from booking_service.service.staff.roles import Role
from kiosk.demo.line import CuttableLine
from kiosk.demo.lobby import DemoLobby
from printing import simulator
from tests.end_to_end.people import CHOIR
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
#: How long the service may take to come up or to go, in seconds.
_PATIENCE_SECONDS = 60.0
#: How long a write of the service may be waited for, in milliseconds.
_BUSY_MS = 30_000


@dataclass
class ServedService:
    """``booking-service serve`` on one port and one database, over as many lives as it takes."""

    folder: Path
    port: int
    _process: subprocess.Popen[str] | None = field(default=None)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        return self.folder / "served.sqlite"

    def start(self) -> None:
        """Start it; returns once it answers."""
        command = ["serve", "--city", "shiroi", "--database", str(self.database)]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "booking_service", *command, "--port", str(self.port)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline().strip() == self.url

    def kill(self) -> None:
        """``kill -9``: nothing of the process gets to tidy up."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        if self._process is not None:
            self._end(signal.SIGTERM)

    def staff(self, *words: str, said: str = "") -> dict[str, str]:
        """``booking-service staff …``"""
        return self._say(self._token_file, *words, said=said)

    def _say(self, token_file: Path, *words: str, said: str) -> dict[str, str]:
        """In this process: five programs that start take longer than the service they speak to."""
        where = ["--url", self.url, "--token-file", str(token_file)]
        printed = io.StringIO()
        with patch("sys.stdin", io.StringIO(said)), redirect_stdout(printed):
            assert cli.main(["staff", *where, *words]) == 0
        answer: dict[str, str] = json.loads(printed.getvalue() or "{}")
        return answer

    @cached_property
    def _token_file(self) -> Path:
        """The token of somebody who may do everything, made with that of the service."""
        first, own = "saisho-no-aikotoba", "jibun-no-aikotoba"
        path = self.database.with_name("somebody.staff-token")
        roles = [word for role in Role for word in ("--role", role)]
        who = ("--user", "somebody")
        self._say(
            self.database.with_name(f"{self.database.name}.staff-token"),
            *("add-account", *who, "--name", "誰か", *roles),
            said=f"{first}\n",
        )
        self._say(path, "sign-in", *who, said=f"{first}\n")
        self._say(path, "choose-secret", said=f"{first}\n{own}\n")
        return path

    def enrol_kiosk(self, kiosk_id: str, place: str) -> str:
        code = self.staff("enrol-kiosk", "--id", kiosk_id, "--place", place)["code"]
        asked = urllib.request.Request(  # noqa: S310 - to this machine
            f"{self.url}/v1/kiosk/enrolments",
            data=json.dumps({"id": kiosk_id, "code": code}).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(asked, timeout=_PATIENCE_SECONDS) as answer:  # noqa: S310
            credential: str = json.load(answer)["credential"]
        return credential

    def staff_token(self) -> str:
        return self._token_file.read_text(encoding="utf-8").strip()

    @contextmanager
    def held_up_when_asked(self) -> Iterator[Callable[[], None]]:
        """Yields what holds the service up: from then on none of its writes comes to an end."""
        connection = apsw.Connection(str(self.database))
        try:
            yield lambda: _take_the_file(connection)
        finally:
            connection.close()

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        assert process is not None, "it does not run"
        os.kill(process.pid, how)
        process.wait(_PATIENCE_SECONDS)
        if process.stdout is not None:
            process.stdout.close()


def _take_the_file(connection: apsw.Connection) -> None:
    connection.set_busy_timeout(_BUSY_MS)
    connection.execute("BEGIN IMMEDIATE")


@contextmanager
def served_lobby(folder: Path) -> Iterator[tuple[DemoLobby, ServedService]]:
    """A lobby whose service is a process of its own. One resident is registered."""
    folder.mkdir(parents=True, exist_ok=True)
    service = ServedService(folder, free_port())
    service.start()
    line = CuttableLine(service.port)
    line.start()
    try:
        kind = ("--kind", "kominkan")
        number = ("--registration-number", CHOIR.number)
        service.staff("register", *number, "--name", CHOIR.name, *kind, said=CHOIR.secret)
        with simulator.start() as printer:
            running = cast("embedded.Running", service)  # what a lobby asks of it, it can do
            clock = MovableClock(SystemClock().now())
            yield DemoLobby(folder, running, clock, line, printer), service
    finally:
        line.stop()
        service.stop()
