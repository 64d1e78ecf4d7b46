"""Statements on a PostgreSQL connection, prepared once and sent in libpq's pipeline.

A statement whose rows nobody wants is sent along with the next one that is waited for: the round
trips of a command are those of its questions. libpq is used through psycopg, but past its cursors,
which take as long as the server does for statements as small as ours.
"""

from __future__ import annotations

import itertools
import re
import select
from collections.abc import Sequence
from functools import cache
from typing import Any

import psycopg
from psycopg import errors, pq
from psycopg.adapt import Transformer

from booking_service.storage.sql.session import Bound, Row

#: Statements under way before their results are read: more could fill the buffers of both sides.
MOST_UNDER_WAY = 200
_MS = 1000
_PLACE = re.compile(r"\?|(?<!:):([a-z_]+)")
_AMONG = re.compile(
    r"(NOT )?IN\s*\(SELECT (value|CAST\(value AS INTEGER\)) FROM EACH\(([?:a-z_]+)\)\)"
)
_BAD = (pq.ExecStatus.FATAL_ERROR, pq.ExecStatus.BAD_RESPONSE)


@cache
def in_postgres(statement: str) -> tuple[str, tuple[str, ...]]:
    """A statement as PostgreSQL is told it, and the names that go for ``$1`` and so on."""
    names: list[str] = []
    counted = itertools.count(1)

    def place(match: re.Match[str]) -> str:
        name = match[1]
        if name is None:
            return f"${next(counted)}"
        if name not in names:
            names.append(name)
        return f"${names.index(name) + 1}"

    # A list that is made once before the search, so that the search can go by an index.
    searched = _AMONG.sub(_among, statement)
    told = _PLACE.sub(place, searched.replace("EACH(", "json_array_elements_text("))
    return told, tuple(names)


def _among(match: re.Match[str]) -> str:
    compared = "<> ALL" if match[1] else "= ANY"
    rows = f"SELECT {match[2]} FROM EACH({match[3]})"  # noqa: S608 - our own statement's words
    return f"{compared} (ARRAY({rows}))"


def _as_text(value: object) -> bytes | None:
    match value:
        case None:
            return None
        case bool():
            return b"t" if value else b"f"
        case bytes():
            return b"\\x" + value.hex().encode()
        case str() if "\0" in value:
            raise psycopg.DataError("a text with a NUL character cannot be kept")
        case str():
            return value.encode()
        case int():
            return b"%d" % value
    raise psycopg.ProgrammingError(f"{type(value).__name__} is not kept in a column")


class PostgresSession:
    """See ``booking_service.storage.sql.session.SqlSession``."""

    def __init__(self, connection: psycopg.Connection[Any], patience: float) -> None:
        """``patience``: seconds that the server may take for one answer before it is given up."""
        self._connection = connection
        self._link = connection.pgconn
        self._link.nonblocking = 1
        self._link.enter_pipeline_mode()
        self._loader = Transformer(connection)
        self._socket = select.poll()
        self._patience = patience
        self._names: dict[str, bytes] = {}
        self._counted = itertools.count()
        self._unproven: list[str] = []  # prepared, and not known yet whether rightly
        self._under_way = 0

    def rows(self, statement: str, bound: Bound = ()) -> Sequence[Row]:
        self._send(statement, bound)
        self._loader.set_pgresult(self._arrived())
        found = self._loader.pgresult
        return self._loader.load_rows(0, found.ntuples if found else 0, tuple)

    def do(self, statement: str, bound: Bound = ()) -> None:
        self._send(statement, bound)
        if self._under_way >= MOST_UNDER_WAY:
            self.settle()

    def settle(self) -> None:
        """Waits for what is under way; raises what was wrong with it."""
        if self._under_way:
            self._arrived()

    def close(self) -> None:
        """Ends the connection."""
        self._connection.close()

    @property
    def broken(self) -> bool:
        """Whether the connection is lost."""
        return self._link.status != pq.ConnStatus.OK

    @property
    def usable(self) -> bool:
        """The same, for a connection on which nothing is under way: it has nothing to say but that
        the server has ended it."""
        self._socket.register(self._link.socket, select.POLLIN)
        return not self.broken and not self._socket.poll(0)

    def _send(self, statement: str, bound: Bound) -> None:
        told, names = in_postgres(statement)
        values = [bound[name] for name in names] if isinstance(bound, dict) else bound
        texts = [_as_text(value) for value in values]
        name = self._names.get(told)
        if name is None:
            name = self._names[told] = b"s%d" % next(self._counted)
            self._unproven.append(told)
            self._link.send_prepare(name, told.encode())
        self._link.send_query_prepared(name, texts)
        self._under_way += 1

    def _arrived(self) -> pq.abc.PGresult:
        """Waits for all that is under way; the result of the last statement."""
        self._link.pipeline_sync()
        self._under_way = 0
        while self._link.flush():
            self._wait(select.POLLIN | select.POLLOUT)
            self._link.consume_input()
        last: pq.abc.PGresult | None = None
        wrong: pq.abc.PGresult | None = None
        while True:
            while self._link.is_busy():
                self._wait(select.POLLIN)
                self._link.consume_input()
            result = self._link.get_result()
            if result is None:
                if self.broken:
                    raise psycopg.OperationalError("the connection to PostgreSQL was lost")
                continue
            if result.status == pq.ExecStatus.PIPELINE_SYNC:
                break
            if result.status in _BAD and wrong is None:
                wrong = result
            last = result
        unproven, self._unproven = self._unproven, []
        if wrong is not None:
            for told in unproven:
                self._names.pop(told)
            raise errors.error_from_result(wrong)
        if last is None:
            raise psycopg.InternalError("a statement was answered by nothing")
        return last

    def _wait(self, for_what: int) -> None:
        self._socket.register(self._link.socket, for_what)
        if not self._socket.poll(self._patience * _MS):
            self.close()
            raise psycopg.OperationalError("PostgreSQL did not answer in time")
