"""A real booking service with a large city, in a process of its own, filled for a measurement.

``central()`` starts it, waits for its address and ends it. What runs in the process is what
``booking-service serve`` runs: the same application, writer, database and garbage collection. Only
the filling is put in straight away: enrolled kiosks, registrants who are logged in, confirmations
in advance, so that what is measured is the service and not its own preparation.
"""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import msgspec

from bench.slow_disk import wait_in_every_sync
from booking_service.address import Address, url_of
from booking_service.api.app import build_app
from booking_service.cities.loader import load_city
from booking_service.clock import TOKYO, MovableClock
from booking_service.demo_data import with_more_rooms
from booking_service.policy.model import City
from booking_service.running import Server, calm_garbage_collection
from booking_service.service import kiosks
from booking_service.service.office import Limits, Office
from booking_service.service.opening import open_service
from booking_service.service.people.registering import by_number
from booking_service.service.secrets import hash_secret, new_token, proof_of, token_hash
from booking_service.service.staff import desk as staff
from booking_service.several import serve_several
from booking_service.storage.place import Place, PostgresPlace
from booking_service.storage.ports import Store
from booking_service.storage.records import SessionRecord

CITY = "shiroi"
ROOM_DAYS = 80_000
#: A day on which first-come reservations of this month and the next are open (rules of Shiroi).
NOW = datetime(2026, 11, 2, 10, 0, tzinfo=TOKYO)
#: The secret of every resident here; one hash for all, since hashing is slow on purpose.
SECRET = "4321"
_STOP_SECONDS = 20
_VALID = timedelta(days=1)
_FIRST_NUMBER = 3_000_000
_TOGETHER = 200


class Wanted(msgspec.Struct, frozen=True):
    """How large a service to start: residents are logged in, each at one of the kiosks."""

    room_days: int = ROOM_DAYS
    kiosks: int = 1
    residents: int = 0
    confirmations: int = 0  # for each resident, in advance
    begins: datetime = NOW  # what the service's clock says at first
    database: str | None = None  # an empty one of PostgreSQL; None: a file of SQLite
    processes: int = 1
    sync_ms: int = 0  # added to every sync of SQLite's


class Resident(msgspec.Struct, frozen=True):
    """A resident who is logged in at ``kiosk``, a place in ``Central.credentials``."""

    number: str
    kiosk: int
    session: str
    confirmations: tuple[str, ...]


class Central(msgspec.Struct, frozen=True):
    """The running service. ``credentials`` are ``KIOSK_ID.SECRET``."""

    url: str
    port: int
    credentials: tuple[str, ...]
    residents: tuple[Resident, ...]


@contextmanager
def central(wanted: Wanted) -> Iterator[Central]:
    """Start the service in a process of its own; it is ended with its files at the end."""
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder:
        asked = msgspec.json.encode(wanted).decode()
        process = subprocess.Popen(
            [sys.executable, "-m", "bench.central", folder, asked], stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            if not line:
                raise RuntimeError("the service to be measured did not start")
            yield msgspec.json.decode(line, type=Central)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(_STOP_SECONDS)
            process.stdout.close()


# -- in the process of its own --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Filling:
    credentials: tuple[str, ...]
    residents: tuple[Resident, ...]


def large_city(room_days: int) -> City:
    """Shiroi with so many more rooms that ``room_days`` are in sight."""
    return with_more_rooms(load_city(CITY), NOW.date(), room_days)


def _serve(folder: Path, wanted: Wanted) -> None:
    city, clock = large_city(wanted.room_days), MovableClock(wanted.begins)
    place: Place = folder / "bookings.sqlite"
    if wanted.database is not None:
        place = PostgresPlace(wanted.database, folder / "bookings.seal")
    if wanted.sync_ms:
        wait_in_every_sync(wanted.sync_ms)
    service = open_service(city, place, clock, Limits())
    try:
        filling = asyncio.run(_fill(service.office, wanted))
    finally:
        service.close()

    def serve(address: Address, ready: Callable[[str], None]) -> int:
        running = open_service(city, place, clock, Limits())
        with address.listen() as listening:
            url = running.office.public_url = url_of(listening)

            def answers() -> None:
                calm_garbage_collection()
                ready(url)

            signal.signal(signal.SIGTERM, lambda *_: None)  # uvicorn stops, then sends it again
            try:
                Server(build_app(running, clock), answers).run(sockets=[listening])
            finally:
                running.close()
        return 0

    def tell(url: str) -> None:
        port = int(url.rpartition(":")[2])
        told = Central(url, port, filling.credentials, filling.residents)
        sys.stdout.write(msgspec.json.encode(told).decode() + "\n")
        sys.stdout.flush()

    here = Address("127.0.0.1", 0)
    if wanted.processes > 1:
        serve_several(wanted.processes, here, serve, tell)
    else:
        serve(here, tell)


async def _fill(office: Office, wanted: Wanted) -> _Filling:
    secret_hash = hash_secret(SECRET)
    ids = [f"lobby-{place}" for place in range(wanted.kiosks)]

    def enrol(store: Store) -> tuple[str, ...]:
        return tuple(kiosks.enrol(store, each, "bench", office.now()) for each in ids)

    def log_in(place: int, store: Store) -> Resident:
        at = place % wanted.kiosks
        number = f"{_FIRST_NUMBER + place}"
        resident = _log_in(office, store, Resident(number, at, new_token(), ()), secret_hash)
        return _confirm(store, resident, wanted.confirmations, office.now() + _VALID)

    credentials = await office.write(enrol)
    residents: list[Resident] = []
    for first in range(0, wanted.residents, _TOGETHER):  # many share a commit
        places = range(first, min(first + _TOGETHER, wanted.residents))
        residents += await asyncio.gather(*(office.write(partial(log_in, one)) for one in places))
    return _Filling(credentials, tuple(residents))


def _log_in(office: Office, store: Store, resident: Resident, secret_hash: str) -> Resident:
    everything = frozenset(kind.id for kind in office.city.registration.kinds)
    registration = staff.Registration(
        resident.number, f"見本の団体{resident.number}", "", everything
    )
    staff.add_registrant(office, store, registration, secret_hash)
    known = by_number(office, store, resident.number)
    assert known is not None
    ends = office.now() + _VALID
    proof = proof_of(SECRET, resident.session)
    session = token_hash(resident.session)
    store.open_session(SessionRecord(session, f"lobby-{resident.kiosk}", ends, proof, known))
    return resident


def _confirm(store: Store, resident: Resident, count: int, until: datetime) -> Resident:
    tokens = tuple(new_token() for _ in range(count))
    for token in tokens:
        store.keep_confirmation(token_hash(token), token_hash(resident.session), until)
    return msgspec.structs.replace(resident, confirmations=tokens)


if __name__ == "__main__":
    _serve(Path(sys.argv[1]), msgspec.json.decode(sys.argv[2], type=Wanted))
