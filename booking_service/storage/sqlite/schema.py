"""Brings a database file up to the schema this program knows."""

from __future__ import annotations

import apsw

from booking_service.storage import migrations

#: Files made before there was Alembic bear their number here.
_OLD_NUMBER = "user_version"


def version(connection: apsw.Connection) -> str | None:
    """The number of a file's schema; None for a new one."""
    kept = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
    ).fetchone()
    if kept is not None:
        row = connection.execute(migrations.GET_VERSION).fetchone()
        return None if row is None else str(row[0])
    number = int(connection.pragma(_OLD_NUMBER))
    return f"{number:04}" if number else None


def bring_up_to_date(connection: apsw.Connection) -> None:
    """Runs what is missing. Raises ``SchemaTooNewError`` for a file of a newer program."""
    change(connection, migrations.newest())


def change(connection: apsw.Connection, wanted: str) -> None:
    """Brings a file to a number, up or down, in one transaction."""
    found = version(connection)
    if found == wanted:
        return
    connection.pragma("foreign_keys", False)  # a table that is made anew is dropped in between
    try:
        with connection:
            if found is None:
                connection.execute(migrations.whole("sqlite"))
                found = migrations.newest()
            _take_over(connection, found)
            if found != wanted:
                connection.execute(migrations.change("sqlite", found, wanted))
    finally:
        connection.pragma("foreign_keys", True)


def _take_over(connection: apsw.Connection, found: str) -> None:
    """A file from before there was Alembic is numbered its way."""
    connection.execute(migrations.VERSION_TABLE)
    if connection.execute(migrations.GET_VERSION).fetchone() is None:
        connection.execute(migrations.SET_VERSION.format(found))
        connection.pragma(_OLD_NUMBER, 0)
