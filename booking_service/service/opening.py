"""Opens the service: the database, and what the service made for itself once."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from booking_service.clock import Clock
from booking_service.kept_secrets import DataKey
from booking_service.policy.facts import pattern_of
from booking_service.policy.model import City, Takes
from booking_service.service import mine, seal, sealing
from booking_service.service.due_jobs import DueJobs
from booking_service.service.mail_carrier import MailCarrier
from booking_service.service.office import Limits, Office
from booking_service.service.overlay import Overlay
from booking_service.service.people import People
from booking_service.service.seal import Seal
from booking_service.service.secrets import new_token, token_hash
from booking_service.service.sessions import Sessions
from booking_service.service.staff_accounts import StaffDesk
from booking_service.service.staff_kiosks import Enrolments
from booking_service.service.writes import Writes
from booking_service.storage.ports import Reader, StorageTroubleError, Store, WriterBusyError
from booking_service.storage.records import RoomUnitsRecord
from booking_service.storage.sqlite.database import SqliteDatabase

CITY = "city"
GENERATION = "generation"
LINK_KEY = "link-key"
STAFF_TOKEN = "staff-token-hash"  # noqa: S105 - the name of a value, not the value
LINK_KEY_BYTES = 32


class OtherCityError(Exception):
    """The database belongs to another city."""


class OrphanedBookingsError(Exception):
    """The city's files no longer have a place that residents still hold."""


@dataclass(frozen=True, slots=True)
class BookingService:
    """Everything that handlers need."""

    office: Office
    sessions: Sessions
    writes: Writes
    due_jobs: DueJobs
    staff: StaffDesk
    enrolments: Enrolments
    overlay: Overlay
    people: People
    path: Path
    carrier: MailCarrier | None = None  # without one mails wait, and staff see them

    def close(self) -> None:
        """Lets the writer finish, closes the database and seals it."""
        self.sessions.close()
        self.staff.close()
        database = self.office.database
        try:
            last = database.submit(lambda store: store.last_change()).result()
        except (WriterBusyError, StorageTroubleError):
            last = None
        database.close()
        if last is not None:
            seal.leave(self.path, Seal.of(self.path, self.office.generation, last))

    async def renew_staff_token(self) -> str:
        """Makes a new token for the first administrator, shown once; forgets the one before."""
        token = new_token()
        digest = token_hash(token).hex()
        await self.office.write(lambda store: store.keep_service_value(STAFF_TOKEN, digest))
        return token

    def is_staff(self, token: str) -> bool:
        """Whether a token is the one that the service wrote into its own file."""
        with self.office.database.reading() as reader:
            kept = reader.service_value(STAFF_TOKEN)
        return kept is not None and secrets.compare_digest(kept, token_hash(token).hex())


def open_service(
    city: City, path: Path, clock: Clock, limits: Limits, data_key: DataKey | None = None
) -> BookingService:
    """Opens the database of a city, making it if it is not there. Without a ``data_key`` the key of
    personal data lies beside it (``key_path``).

    Raises ``OtherCityError`` where the file belongs to another city, ``OrphanedBookingsError``
    where it holds bookings of rooms or slots that the city does not have, and what
    ``SqliteDatabase`` and ``sealing.cipher_of`` raise.
    """
    database = SqliteDatabase(path)
    try:
        own = database.submit(lambda store: _own_values(store, city, path)).result()
        with database.reading() as reader:
            _check_places(reader, city, clock.now().date())
        cipher = sealing.cipher_of(database, data_key or DataKey(key_path(path)))
    except Exception:
        database.close()
        raise
    office = Office(
        city=city,
        clock=clock,
        database=database,
        cipher=cipher,
        public_url="",
        limits=limits,
        generation=own[0],
        link_key=own[1],
    )
    overlay = Overlay(office)
    overlay.look()
    sessions = Sessions(office)
    return BookingService(
        office=office,
        sessions=sessions,
        writes=Writes(office),
        due_jobs=DueJobs(office),
        staff=StaffDesk(office),
        enrolments=Enrolments(office),
        overlay=overlay,
        people=People(office, sessions),
        path=path,
    )


def key_path(database: Path) -> Path:
    """Where the key of a database's personal data lies, if nobody says otherwise."""
    return database.with_name(f"{database.name}.key")


def _own_values(store: Store, city: City, path: Path) -> tuple[str, bytes]:
    """The generation of the feed, and the key that signs links."""
    kept_city = store.service_value(CITY)
    if kept_city is None:
        store.keep_service_value(CITY, city.id)
        store.keep_service_value(LINK_KEY, secrets.token_hex(LINK_KEY_BYTES))
    elif kept_city != city.id:
        raise OtherCityError(f"{path} belongs to another city than {city.id}")
    store.keep_rooms(_rooms(city))
    generation = store.service_value(GENERATION) or ""
    if not seal.fits(path, Seal.of(path, generation, store.last_change())):
        generation = uuid.uuid4().hex
        store.keep_service_value(GENERATION, generation)
    return generation, bytes.fromhex(store.service_value(LINK_KEY) or "")


def _check_places(reader: Reader, city: City, today: date) -> None:
    """Every booking that its resident can still see has its room and its slots."""
    rooms = {room.id: room for room in city.rooms}
    since = mine.listed_since(city, today)
    for place in reader.booked_places(since):
        room = rooms.get(place.room_id)
        if room is None:
            raise OrphanedBookingsError(f"{place.room_id} is booked on {place.date}, and not there")
        slots = len(pattern_of(city, room, place.date).slots)
        if place.slots_needed > slots:
            raise OrphanedBookingsError(
                f"{place.room_id} is booked on {place.date} up to slot {place.slots_needed},"
                f" and its day has {slots}"
            )
    units = {unit for room in _rooms(city) for unit in room.units}
    for unit in sorted(reader.units_booked(since) - units):
        raise OrphanedBookingsError(f"{unit} is booked, and no room is made of it")


def _rooms(city: City) -> list[RoomUnitsRecord]:
    """What every room is made of."""
    return [
        RoomUnitsRecord(
            room.id, tuple(unit.id for unit in room.units), takes_one=room.takes is Takes.ONE
        )
        for room in city.rooms
    ]
