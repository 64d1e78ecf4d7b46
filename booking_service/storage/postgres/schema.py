"""Brings a PostgreSQL database up to the schema this program knows."""

from __future__ import annotations

from typing import Any

import psycopg

from booking_service.storage import migrations

#: Held by whoever changes the schema: several processes may start at the same time.
_LOCK = 4_731_001


def version(connection: psycopg.Connection[Any]) -> str | None:
    """The number of a database's schema; None for a new one."""
    kept = connection.execute("SELECT to_regclass('alembic_version')").fetchone()
    if kept is None or kept[0] is None:
        return None
    row = connection.execute(migrations.GET_VERSION).fetchone()
    return None if row is None else str(row[0])


def bring_up_to_date(connection: psycopg.Connection[Any]) -> None:
    """Runs what is missing. Raises ``SchemaTooNewError`` for a database of a newer program."""
    if version(connection) != migrations.newest():
        change(connection, migrations.newest())


def change(connection: psycopg.Connection[Any], wanted: str) -> None:
    """Brings a database to a number, up or down, in one transaction."""
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        found = version(connection)
        if found is None:
            _run(connection, migrations.whole("postgresql"))
            found = migrations.newest()
        if found != wanted:
            _run(connection, migrations.change("postgresql", found, wanted))


def _run(connection: psycopg.Connection[Any], script: str) -> None:
    # Without parameters a script may hold many statements.
    connection.execute(script.encode())
