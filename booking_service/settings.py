"""What ``booking-service serve`` is told: on the command line, checked before anything starts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from booking_service.address import Address
from booking_service.kept_secrets import DataKey
from booking_service.storage.place import Place, PostgresPlace

LARGEST_PORT = 65_535
POSTGRES = ("postgresql://", "postgres://")
EXAMPLE_URL = "such as postgresql://booking@database.example.jp/booking"


class SettingsError(Exception):
    """A setting is wrong: which one, what is wrong with it, what would be right."""

    def __init__(self, key: str, problem: str, remedy: str) -> None:
        super().__init__(f"{key}: {problem}; {remedy}")
        self.key = key


@dataclass(frozen=True, slots=True)
class ServeSettings:
    """One service: one city, one database, one address.

    ``public_url`` is where residents' telephones reach it; without one the address it listens on.
    ``staff_token_file`` is made, readable by its owner only, for a database that has no token yet,
    or to ``renew_staff_token``; ``monitor_token_file`` when it is not there, without which nobody
    reads the metrics. ``beacon_url`` is where a city's draws get their entropy, in the manner of
    drand. ``releases``: the folder of the kiosk's packages, if not beside the database.
    ``data_key``: where the key of personal data is, if not beside the database.
    """

    city: str
    database: Place
    address: Address
    staff_token_file: Path
    public_url: str | None
    demo: bool
    monitor_token_file: Path | None = None
    beacon_url: str | None = None
    processes: int = 1
    data_key: DataKey | None = None
    renew_staff_token: bool = False
    releases: Path | None = None

    def checked(self) -> ServeSettings:
        """These settings; raises ``SettingsError`` for the first wrong one."""
        port = self.address.port
        if not 0 <= port <= LARGEST_PORT:
            raise SettingsError(
                "--port", f"{port} is no port", f"0 (any free one) to {LARGEST_PORT}"
            )
        self._check_processes()
        match self.database:
            case Path() as file:
                _check_file("--database", file)
            case PostgresPlace(url, seal):
                _check_url(url)
                _check_file("--staff-token-file", seal)
        _check_file("--staff-token-file", self.staff_token_file)
        if self.monitor_token_file is not None:
            _check_file("--monitor-token-file", self.monitor_token_file)
        if self.public_url is not None and not is_site(self.public_url):
            raise SettingsError(
                "--public-url",
                f"{self.public_url!r} is no address of a site",
                "such as https://yoyaku.example.jp",
            )
        if self.beacon_url is not None and not is_site(self.beacon_url):
            raise SettingsError(
                "--beacon-url",
                f"{self.beacon_url!r} is no address of a beacon",
                "such as https://api.drand.sh/CHAIN",
            )
        return self

    def _check_processes(self) -> None:
        if self.processes < 1:
            raise SettingsError("--processes", f"{self.processes} is none", "1 or more")
        if self.processes > 1 and isinstance(self.database, Path):
            problem = "one process works on a database file"
            raise SettingsError("--processes", problem, "1, or a database of PostgreSQL")
        if self.processes > 1 and self.demo:
            problem = "a demonstration has one clock that is moved, and so one process"
            raise SettingsError("--processes", problem, "1")


def place_of(database: str, kept_in: Path | None) -> Place:
    """Where a database is, as it stands on the command line. What else a service on PostgreSQL
    keeps lies in the folder ``kept_in``, without one in the folder it is started in."""
    if not database.startswith(POSTGRES):
        return Path(database)
    return PostgresPlace(database, (kept_in or Path()) / f"{_name_of(database)}.seal")


def _name_of(url: str) -> str:
    return urlsplit(url).path.removeprefix("/")


def _check_url(url: str) -> None:
    """A database of PostgreSQL, named without its password."""
    try:
        password = urlsplit(url).password or dict(parse_qsl(urlsplit(url).query)).get("password")
    except ValueError as error:
        raise SettingsError("--database", f"{url}: {error}", EXAMPLE_URL) from None
    if password is not None:
        raise SettingsError(
            "--database",
            "a password stands in the address, where everybody on this machine can read it",
            "put it into the password file of PostgreSQL (~/.pgpass, or PGPASSFILE names it)",
        )
    if not re.fullmatch(r"[A-Za-z0-9_-]+", _name_of(url)):
        raise SettingsError("--database", f"{url} names no database", EXAMPLE_URL)


def is_site(url: str) -> bool:
    """Whether an address is one a service can have: http(s), a host, a port if need be, a path."""
    if not url.isascii() or any(character <= " " for character in url):
        return False
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    named = parts.scheme in ("http", "https") and bool(parts.hostname) and port != 0
    return named and not parts.query and not parts.fragment


def _check_file(key: str, path: Path) -> None:
    checks: tuple[tuple[Callable[[], bool], str, str], ...] = (
        (path.is_dir, f"{path} is a folder", "name a file"),
        (lambda: not path.parent.is_dir(), f"{path.parent} is not there", "make that folder first"),
    )
    for wrong, problem, remedy in checks:
        if wrong():
            raise SettingsError(key, problem, remedy)
