"""Brings a database file up to the schema this program knows.

Numbered SQL files, each run once in one transaction, the number kept in ``user_version``. A runner
of thirty lines is enough while there is one embedded database; Alembic comes together with
PostgreSQL, where two dialects and down-migrations have to be kept.
"""

from __future__ import annotations

from importlib import resources

import apsw


class SchemaTooNewError(Exception):
    """The file was made by a newer program; this one must not touch it."""


def steps() -> list[tuple[int, str]]:
    """Every migration as (number, SQL), in order."""
    folder = resources.files("booking_service.storage") / "schema"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return [(int(f.name[:4]), f.read_text("utf-8")) for f in files]


def migrate(connection: apsw.Connection) -> int:
    """Runs what is missing and returns the schema's number.

    Raises ``SchemaTooNewError`` for a file of a newer program.
    """
    known = steps()
    version = int(connection.pragma("user_version"))
    newest = known[-1][0]
    if version > newest:
        raise SchemaTooNewError(f"schema {version}, this program knows {newest}")
    for number, sql in known:
        if number > version:
            with connection:
                connection.execute(sql)
                connection.pragma("user_version", number)
    return newest
