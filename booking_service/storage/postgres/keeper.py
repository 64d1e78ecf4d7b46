"""What a process on a shared database keeps up besides its writing: being there, and the lease.

Being there is a lock on a connection of its own, which ends with the process, however it ends: by
it the first one to start and the last one to stop know that they are alone, and only they have to
do with the seal. The lease says which process takes the steps that are due; one that does not renew
it loses it, so a process that is dead, cut off or stuck is replaced. The clock is the database's.
"""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import psycopg

from booking_service.storage.place import PostgresPlace
from booking_service.storage.postgres.connecting import connect
from booking_service.storage.seal import Seal, Unbroken, fits, leave

log = logging.getLogger(__name__)

#: Held while a process comes in, so that they come in one after the other.
_DOOR = 4_731_002
#: Held by all that are there, together.
_INSIDE = 4_731_003
_LEASE = "due jobs"
_TAKE_LEASE = """
INSERT INTO lease (name, holder, until)
VALUES (%s, %s, clock_timestamp() + make_interval(secs => %s))
ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
 WHERE lease.holder = excluded.holder OR lease.until < clock_timestamp()
RETURNING holder
"""
_GIVE_LEASE = "DELETE FROM lease WHERE name = %s AND holder = %s"
# A copy of a database is another one: on another server, under another name, or after a recovery.
_IDENTITY = """
SELECT concat_ws('/', (SELECT system_identifier FROM pg_control_system()),
                 (SELECT timeline_id FROM pg_control_checkpoint()),
                 (SELECT oid FROM pg_database WHERE datname = current_database()))
"""
_LAST_CHANGE = "SELECT value FROM counter WHERE name = 'change'"
_SECONDS = 3.0
#: Coming in waits for others who come in.
_DOOR_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class LeaseLimits:
    """Seconds a lease lasts, and seconds between two renewals."""

    lasts: float = 15.0
    renewed: float = 5.0


class Keeper:
    """Keeps presence and lease up from a thread of its own."""

    def __init__(self, place: PostgresPlace, limits: LeaseLimits) -> None:
        self._place = place
        self._limits = limits
        self._me = uuid.uuid4().hex
        self._connection = self._connect()
        self._leads_until = 0.0
        self._came_back: Callable[[], None] = lambda: None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="keeper", daemon=True)
        self._renew()

    def start(self, came_back: Callable[[], None]) -> None:
        """Starts the thread; ``came_back`` is called after the database was out of reach."""
        self._came_back = came_back
        self._thread.start()

    def leads(self) -> bool:
        """Whether this process holds the lease."""
        return time.monotonic() < self._leads_until

    @contextmanager
    def coming_in(self) -> Iterator[Unbroken]:
        """While the block runs no other process comes in or begins to be there."""
        execute = self._connection.execute
        execute(f"SET lock_timeout = '{_DOOR_SECONDS}s'")
        execute("SELECT pg_advisory_lock(%s)", (_DOOR,))
        try:
            alone = self._is_alone()
            execute("SELECT pg_advisory_lock_shared(%s)", (_INSIDE,))
            identity = self._ask(_IDENTITY)

            def unbroken(generation: str, last_change: int) -> bool:
                seal = Seal(generation, last_change, identity)
                return not alone or fits(self._place.seal, seal)

            yield unbroken
        finally:
            with suppress(psycopg.Error):
                execute("SELECT pg_advisory_unlock(%s)", (_DOOR,))

    def stop(self, generation: str | None) -> None:
        """Gives the lease back; the last one to go leaves the seal of its generation."""
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join()
        try:
            self._connection.execute(_GIVE_LEASE, (_LEASE, self._me))
            self._connection.execute("SELECT pg_advisory_unlock_all()")
            if generation is not None and self._is_alone():
                last = int(self._ask(_LAST_CHANGE))
                leave(self._place.seal, Seal(generation, last, self._ask(_IDENTITY)))
        except psycopg.Error as error:
            log.warning("the database was left without a seal: %s", error)
        self._connection.close()

    def _connect(self) -> psycopg.Connection[Any]:
        return connect(self._place.url, _SECONDS)

    def _ask(self, statement: str) -> str:
        row = self._connection.execute(statement.encode()).fetchone()
        return "" if row is None else str(row[0])

    def _is_alone(self) -> bool:
        """Whether no other process is there."""
        found = self._connection.execute("SELECT pg_try_advisory_lock(%s)", (_INSIDE,)).fetchone()
        alone = found is not None and bool(found[0])
        if alone:
            self._connection.execute("SELECT pg_advisory_unlock(%s)", (_INSIDE,))
        return alone

    def _renew(self) -> None:
        asked = time.monotonic()
        bound = (_LEASE, self._me, self._limits.lasts)
        taken = self._connection.execute(_TAKE_LEASE, bound).fetchone()
        self._leads_until = asked + self._limits.lasts if taken is not None else 0.0

    def _keep(self) -> None:
        while not self._stopping.wait(self._limits.renewed):
            try:
                if self._connection.closed:
                    self._connection = self._connect()
                    self._came_back()
                self._renew()
            except psycopg.Error as error:
                log.warning("the database is out of reach: %s", error)
                self._connection.close()
            except Exception:
                log.exception("keeping the lease failed")
                self._connection.close()
