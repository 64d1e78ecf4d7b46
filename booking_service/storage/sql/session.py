"""What a statement is carried out by: the one seam between this service's SQL and a database.

Statements are written once, in the SQL that SQLite and PostgreSQL share (``ON CONFLICT``,
``RETURNING``, ``IS DISTINCT FROM``), with ``?`` or ``:name`` where a value goes. What differs is
said by a word that each dialect puts its own for: ``EACH(?)`` stands for the elements of a JSON
array given as text, a row each, in a column ``value``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

Row = Sequence[Any]
#: What is put for ``?``, in order, or for ``:name``.
Bound = Sequence[Any] | Mapping[str, Any]
V = TypeVar("V")


class SqlSession(Protocol):
    """One connection, as the statements see it; not to be shared between threads at one time."""

    def rows(self, statement: str, bound: Bound = ()) -> Sequence[Row]:
        """Carries a statement out and returns its rows."""
        ...

    def do(self, statement: str, bound: Bound = ()) -> None:
        """Carries out a statement whose rows nobody wants. It may travel with the next one: what
        is wrong with it is raised there, or when its command ends."""
        ...


class Part:
    """One subject's questions and changes, on a session."""

    def __init__(self, sql: SqlSession) -> None:
        self.sql = sql

    def _one(self, make: Callable[[Row], V], statement: str, bound: Bound = ()) -> V | None:
        rows = self.sql.rows(statement, bound)
        return make(rows[0]) if rows else None

    def _all(self, make: Callable[[Row], V], statement: str, bound: Bound = ()) -> list[V]:
        return [make(row) for row in self.sql.rows(statement, bound)]


def only_int(row: Row) -> int:
    """A row of one number."""
    return int(row[0])


def only_text(row: Row) -> str:
    """A row of one text."""
    return str(row[0])
