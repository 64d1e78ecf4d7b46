"""A PostgreSQL server of the tests' own: its own data, a socket in its own folder, no port.

Debian's server programs run it; as another user where the tests run as root, since it refuses to be
root. It does not wait for the disk: what happens when the power is cut is not asked here.
"""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from booking_service.storage.place import PostgresPlace

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
USERS = ("postgres", "nobody")  # whoever of them there is, where the tests run as root
START_SECONDS = 60.0
STOP_SECONDS = 30.0
TICK_SECONDS = 0.02
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "200",
    "jit": "off",
}


@dataclass
class Server:
    """A running server. Databases are made from nothing or as a copy of another one."""

    folder: Path
    _process: subprocess.Popen[bytes]
    _settings: dict[str, str]
    _counted: Iterator[int] = field(default_factory=itertools.count)

    def url(self, database: str) -> str:
        """The address of a database, as ``--database`` takes it."""
        return f"postgresql://booking@/{database}?host={self.folder}"

    def place(self, database: str, folder: Path) -> PostgresPlace:
        """A database, with the seal in a folder of the test."""
        return PostgresPlace(self.url(database), folder / f"{database}.seal")

    def new_name(self) -> str:
        """A name no database has."""
        return f"test_{next(self._counted)}"

    def create(self, name: str, template: str = "template0") -> None:
        """Makes a database; nobody may be connected to its template."""
        # Copied as files it stands in half the time.
        self.tell(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')

    def drop(self, name: str) -> None:
        """Takes a database away, whoever is connected to it."""
        self.tell(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def tell(self, statement: str) -> None:
        """Something for the server as a whole."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stops at once and in order, or in whichever way the server knows a signal."""
        self._process.send_signal(how)
        self._process.wait(STOP_SECONDS)

    def start(self) -> None:
        """Starts again after a stop."""
        self._process = _started(self.folder, self._settings)


@contextmanager
def server(**settings: str) -> Iterator[Server]:
    """Makes and starts a server; it is gone with all it held when the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # short, as the address of a socket must be
    try:
        if _user() is not None:
            shutil.chown(folder, _user())
        who = ("-U", "booking", "--auth=trust")
        _run("initdb", "-D", str(folder / "data"), *who, "-E", "UTF8", "--locale=C.UTF-8", "-N")
        known = SETTINGS | settings
        running = Server(folder, _started(folder, known), known)
        try:
            yield running
        finally:
            running.stop()
    finally:
        shutil.rmtree(folder)


def _user() -> str | None:
    """As whom the server runs; None: as we do."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in USERS if name in known)


def _run(program: str, *words: str) -> None:
    subprocess.run(
        [PROGRAMS / program, *words], user=_user(), cwd="/", check=True, capture_output=True
    )


def _started(folder: Path, settings: dict[str, str]) -> subprocess.Popen[bytes]:
    words = [f"-c{name}={value}" for name, value in settings.items()]
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            [PROGRAMS / "postgres", "-D", folder / "data", "-k", folder, *words],
            user=_user(),
            cwd="/",
            stdout=log,
            stderr=log,
        )
    tick = threading.Event()
    for _ in range(int(START_SECONDS / TICK_SECONDS)):
        try:
            psycopg.connect(f"postgresql://booking@/postgres?host={folder}").close()
            return process
        except psycopg.OperationalError:
            tick.wait(TICK_SECONDS)
    raise AssertionError(f"PostgreSQL did not start: {(folder / 'log').read_text()}")
