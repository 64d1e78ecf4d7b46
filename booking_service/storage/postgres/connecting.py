"""How this service connects to PostgreSQL."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import conninfo

from booking_service.storage.postgres.session import PostgresSession

_CONNECT_SECONDS = 5
#: Seconds beyond the server's own limits after which an answer is given up.
_GRACE = 5.0
_MS = 1000


#: Every statement of ours finds its rows by an index. A plan that was made while a table was empty
#: is kept, and must still be right when the opening minute has filled it.
_PLANS = {
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "jit": "off",
    "plan_cache_mode": "force_generic_plan",
}


def named(url: str) -> str:
    """Database and host of an address, for people."""
    known = conninfo.conninfo_to_dict(url)
    return f"{known.get('dbname') or 'the database'} at {known.get('host') or 'this machine'}"


def connect(url: str, seconds: float, **settings: str) -> psycopg.Connection[Any]:
    """A connection on which no statement may take longer than ``seconds``, with more settings of
    the session. What is committed on it is on disk."""
    limit = str(int(seconds * _MS))
    told = {
        "statement_timeout": limit,
        "lock_timeout": limit,
        "idle_in_transaction_session_timeout": str(int((seconds + _GRACE) * _MS)),
        "synchronous_commit": "on",
        **settings,
    }
    return psycopg.connect(
        url,
        autocommit=True,
        connect_timeout=_CONNECT_SECONDS,
        tcp_user_timeout=int((seconds + _GRACE) * _MS),
        application_name="booking-service",
        client_encoding="UTF8",
        options=" ".join(f"-c {name}={value}" for name, value in told.items()),
    )


def connect_session(url: str, seconds: float, **settings: str) -> PostgresSession:
    """The same for statements of ours."""
    return PostgresSession(connect(url, seconds, **_PLANS, **settings), seconds + _GRACE)
