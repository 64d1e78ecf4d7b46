"""The schema, step by step, up and down, for every database: one list, in order.

A start looks at the number the database bears. A new database runs every step up at once; one that
is up to date runs nothing. Only for an older one is Alembic loaded, which takes longer than all the
rest of a start: it writes the script from that number to the newest (``script.py``), and the
database's own connection runs it in one transaction.
"""

from __future__ import annotations

import logging
from functools import cache
from importlib import resources
from typing import Literal

from booking_service.storage.errors import SchemaTooNewError

log = logging.getLogger(__name__)

Dialect = Literal["sqlite", "postgresql"]
Direction = Literal["up", "down"]

#: Where Alembic keeps the number of a database.
VERSION_TABLE = "CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) PRIMARY KEY)"
GET_VERSION = "SELECT version_num FROM alembic_version"
SET_VERSION = "INSERT INTO alembic_version (version_num) VALUES ('{}')"


def sql_of(revision: str, direction: Direction, dialect: Dialect) -> str:
    """What a step does in a database: its own file, or the one that serves all of them."""
    folder = resources.files(__package__) / "sql"
    own = folder / f"{revision}_{direction}.{dialect}.sql"
    return (own if own.is_file() else folder / f"{revision}_{direction}.sql").read_text("utf-8")


@cache
def revisions() -> tuple[str, ...]:
    """The numbers of all steps, in order."""
    folder = resources.files(__package__) / "sql"
    return tuple(sorted({file.name[:4] for file in folder.iterdir() if "_up." in file.name}))


def newest() -> str:
    """The number of a database that is up to date."""
    return revisions()[-1]


def whole(dialect: Dialect) -> str:
    """The script that makes a new database."""
    steps = [sql_of(revision, "up", dialect) for revision in revisions()]
    return "\n".join([*steps, VERSION_TABLE + ";", SET_VERSION.format(newest()) + ";"])


def change(dialect: Dialect, found: str, wanted: str) -> str:
    """The script that brings a database from one number to another, either way.

    Raises ``SchemaTooNewError`` for a number this program does not know.
    """
    if found not in revisions():
        raise SchemaTooNewError(f"schema {found}, this program knows {newest()}")
    log.info("the schema goes from %s to %s", found, wanted)
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it tells of every plugin it has
    from booking_service.storage.migrations.script import written

    return written(dialect, found, wanted)
