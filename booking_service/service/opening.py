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
from booking_service.service import mine
from booking_service.service.due_jobs import DueJobs
from booking_service.service.mail.carrier import MailCarrier
from booking_service.service.office import Limits, Office
from booking_service.service.overlay import Overlay
from booking_service.service.people import sealing
from booking_service.service.people.people import People
from booking_service.service.secrets import new_token, token_hash
from booking_service.service.sessions import Sessions
from booking_service.service.staff.accounts import StaffDesk
from booking_service.service.staff.kiosks import Enrolments
from booking_service.service.writes import Writes
from booking_service.storage.place import Place, file_beside, open_database
from booking_service.storage.ports import Database, Reader, Store
from booking_service.storage.records import RoomUnitsRecord

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
    carrier: MailCarrier | None = None  # without one mails wait, and staff see them

    def close(self) -> None:
        """Lets the writer finish, closes the database and seals it."""
        self.sessions.close()
        self.staff.close()
        self.office.database.close(self.office.generation)

    async def renew_staff_token(self) -> str:
        """Makes a new token for the first administrator, shown once; forgets the one before."""
        token = new_token()
        digest = token_hash(token).hex()
        await self.office.write(lambda store: store.keep_service_value(STAFF_TOKEN, digest))
        return token

    def has_staff_token(self) -> bool:
        """Whether a token was made for this database, on whichever host."""
        with self.office.database.reading() as reader:
            return reader.service_value(STAFF_TOKEN) is not None

    def is_staff(self, token: str) -> bool:
        """Whether a token is the one that the service wrote into its own file."""
        with self.office.database.reading() as reader:
            kept = reader.service_value(STAFF_TOKEN)
        return kept is not None and secrets.compare_digest(kept, token_hash(token).hex())


def open_service(
    city: City, place: Place, clock: Clock, limits: Limits, data_key: DataKey | None = None
) -> BookingService:
    """Opens the database of a city, making it if it is not there. Without a ``data_key`` the key of
    personal data lies beside it (``key_path``).

    Raises ``OtherCityError`` where it belongs to another city, ``OrphanedBookingsError`` where it
    holds bookings of rooms or slots that the city does not have, and what ``open_database`` and
    ``sealing.cipher_of`` raise.
    """
    database = open_database(place)
    try:
        generation, link_key = _come_in(database, city)
        with database.reading() as reader:
            _check_places(reader, city, clock.now().date())
        cipher = sealing.cipher_of(database, data_key or DataKey(key_path(place)))
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
        generation=generation,
        link_key=link_key,
        releases=file_beside(place, "releases"),
    )
    overlay = Overlay(office)
    overlay.look()
    sessions = Sessions(office)

    def came_back() -> None:
        office.generation, _ = _come_in(database, city)

    database.keep(came_back)
    return BookingService(
        office=office,
        sessions=sessions,
        writes=Writes(office),
        due_jobs=DueJobs(office),
        staff=StaffDesk(office),
        enrolments=Enrolments(office),
        overlay=overlay,
        people=People(office, sessions),
    )


def key_path(place: Place) -> Path:
    """Where the key of a database's personal data lies, if nobody says otherwise."""
    return file_beside(place, "key")


def _come_in(database: Database, city: City) -> tuple[str, bytes]:
    """The generation of the feed, and the key that signs links."""
    with database.coming_in() as unbroken:
        with database.reading() as reader:
            kept = reader.service_value(CITY)
            if kept not in (None, city.id):
                raise OtherCityError(f"the database belongs to another city, {kept}")
            generation = reader.service_value(GENERATION) or ""
            goes_on = unbroken(generation, reader.last_change())
        return database.submit(lambda store: _own_values(store, city, goes_on=goes_on)).result()


def _own_values(store: Store, city: City, *, goes_on: bool) -> tuple[str, bytes]:
    if store.service_value(CITY) is None:
        store.keep_service_value(CITY, city.id)
        store.keep_service_value(LINK_KEY, secrets.token_hex(LINK_KEY_BYTES))
    if not goes_on:
        store.keep_service_value(GENERATION, uuid.uuid4().hex)
    store.keep_rooms(_rooms(city))
    return store.service_value(GENERATION) or "", bytes.fromhex(store.service_value(LINK_KEY) or "")


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
