"""Opens the service: the database, and what the service made for itself once."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from pathlib import Path

from booking_service.clock import Clock
from booking_service.policy.model import City
from booking_service.service.due_jobs import DueJobs
from booking_service.service.office import Limits, Office
from booking_service.service.secrets import new_token, token_hash
from booking_service.service.sessions import Sessions
from booking_service.service.writes import Writes
from booking_service.storage.ports import Store
from booking_service.storage.sqlite_database import SqliteDatabase

CITY = "city"
GENERATION = "generation"
LINK_KEY = "link-key"
STAFF_TOKEN = "staff-token-hash"  # noqa: S105 - the name of a value, not the value
LINK_KEY_BYTES = 32


class OtherCityError(Exception):
    """The database belongs to another city."""


@dataclass(frozen=True, slots=True)
class BookingService:
    """Everything that handlers need."""

    office: Office
    sessions: Sessions
    writes: Writes
    due_jobs: DueJobs

    def close(self) -> None:
        """Lets the writer finish and closes the database."""
        self.sessions.close()
        self.office.database.close()

    async def renew_staff_token(self) -> str:
        """Makes a new token for staff and forgets the one before; it is shown only once."""
        token = new_token()
        digest = token_hash(token).hex()
        await self.office.write(lambda store: store.keep_service_value(STAFF_TOKEN, digest))
        return token

    def is_staff(self, token: str) -> bool:
        """Whether a token is the staff's."""
        with self.office.database.reading() as reader:
            kept = reader.service_value(STAFF_TOKEN)
        return kept is not None and secrets.compare_digest(kept, token_hash(token).hex())


def open_service(city: City, path: Path, clock: Clock, limits: Limits) -> BookingService:
    """Opens the database of a city, making it if it is not there.

    Raises ``OtherCityError`` where the file belongs to another city.
    """
    database = SqliteDatabase(path)

    def own_values(store: Store) -> tuple[str, bytes] | None:
        kept_city = store.service_value(CITY)
        if kept_city is None:
            store.keep_service_value(CITY, city.id)
            store.keep_service_value(GENERATION, uuid.uuid4().hex)
            store.keep_service_value(LINK_KEY, secrets.token_hex(LINK_KEY_BYTES))
        elif kept_city != city.id:
            return None
        generation, key = store.service_value(GENERATION), store.service_value(LINK_KEY)
        return (generation or "", bytes.fromhex(key or ""))

    own = database.submit(own_values).result()
    if own is None:
        database.close()
        raise OtherCityError(f"{path} belongs to another city than {city.id}")
    office = Office(
        city=city,
        clock=clock,
        database=database,
        public_url="",
        limits=limits,
        generation=own[0],
        link_key=own[1],
    )
    return BookingService(office, Sessions(office), Writes(office), DueJobs(office))
