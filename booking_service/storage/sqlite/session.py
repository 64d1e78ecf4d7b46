"""Statements on an SQLite connection."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import apsw

from booking_service.storage.sql.session import Bound, Row


@cache
def in_sqlite(statement: str) -> str:
    """A statement as SQLite is told it; see ``sql.session``."""
    return statement.replace("EACH(", "json_each(")


class SqliteSession:
    """See ``booking_service.storage.sql.session.SqlSession``."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._execute = connection.execute

    def rows(self, statement: str, bound: Bound = ()) -> Sequence[Row]:
        return self._execute(in_sqlite(statement), bound).fetchall()

    def do(self, statement: str, bound: Bound = ()) -> None:
        self._execute(in_sqlite(statement), bound)
