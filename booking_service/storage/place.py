"""Where a database is, and opening it. What its kind needs is loaded only then."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from booking_service.storage.ports import Database


@dataclass(frozen=True, slots=True)
class PostgresPlace:
    """A database of a PostgreSQL server, by its address as libpq takes it (``postgresql://…``).

    No password stands in it: that is in libpq's password file. ``seal`` is a file on the host of
    this service (``storage/seal.py``).
    """

    url: str
    seal: Path


#: A file of SQLite, or a database of a PostgreSQL server.
Place = Path | PostgresPlace


def file_beside(place: Place, what: str) -> Path:
    """A file that belongs to a database, beside it or beside the seal that stands for it."""
    name = place if isinstance(place, Path) else place.seal.with_suffix("")
    return name.with_name(f"{name.name}.{what}")


def open_database(place: Place) -> Database:
    """Opens or makes the database at a place and brings its schema up to date.

    Raises ``UnusableDatabaseError``, ``DatabaseInUseError``, ``SchemaTooNewError``,
    ``OldSqliteError``.
    """
    match place:
        case Path():
            from booking_service.storage.sqlite.database import SqliteDatabase

            return SqliteDatabase(place)
        case PostgresPlace():
            from booking_service.storage.postgres.database import PostgresDatabase

            return PostgresDatabase(place)
