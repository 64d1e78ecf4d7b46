"""The city's master data out of the cache, decoded once a version."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from kiosk.booking_client import Facilities, Notices
from kiosk.guide import Counters, Guide, Link, Links
from kiosk.model import City, Facility, FacilityClass, Notice, Purpose, Room, SlotPattern, Text
from kiosk.outcome import Refused
from offline_cache.availability import AvailabilityCache, Document
from offline_cache.database import StorageTrouble

Typed = TypeVar("Typed")

NEVER_SYNCED = Refused("never_synced")


def trouble(trouble: StorageTrouble) -> Refused:
    """A trouble of the kiosk's disk as a refusal."""
    return Refused(trouble.value)


@dataclass(frozen=True, slots=True)
class Place:
    """A room with the facility it is in."""

    facility: Facility
    room: Room


class _Kept(Generic[Typed]):
    """A document decoded; decoded again only when its version changes."""

    def __init__(
        self, cache: AvailabilityCache, document: Document, decode: Callable[[bytes], Typed]
    ) -> None:
        self._cache = cache
        self._document = document
        self._decode = decode
        self._lock = threading.Lock()
        self._decoded: tuple[int, Typed] | None = None

    def get(self) -> Typed | Refused:
        with self._lock:
            version = self._cache.version(self._document)
            if isinstance(version, StorageTrouble):
                return trouble(version)
            if self._decoded is not None and self._decoded[0] == version:
                return self._decoded[1]
            content = self._cache.document(self._document)
            if isinstance(content, StorageTrouble):
                return trouble(content)
            if content is None:
                return NEVER_SYNCED
            try:
                value = self._decode(content)
            except msgspec.MsgspecError:  # kept by another version of this program
                return NEVER_SYNCED
            self._decoded = (version, value)
            return value


class MasterData:
    """City, facilities and notices as they were last heard. Any thread may ask."""

    def __init__(self, cache: AvailabilityCache) -> None:
        self._city = _Kept(cache, Document.CITY, msgspec.json.Decoder(City).decode)
        self._places = _Kept(cache, Document.FACILITIES, _facilities_by_room)
        self._notices = _Kept(cache, Document.NOTICES, msgspec.json.Decoder(Notices).decode)
        self._guide = _Kept(cache, Document.GUIDE, msgspec.json.Decoder(Guide).decode)
        self._counters = _Kept(cache, Document.COUNTERS, msgspec.json.Decoder(Counters).decode)
        self._links = _Kept(cache, Document.LINKS, msgspec.json.Decoder(Links).decode)

    def city(self) -> City | Refused:
        return self._city.get()

    def facilities(self) -> tuple[Facility, ...] | Refused:
        found = self._places.get()
        return found if isinstance(found, Refused) else found.facilities

    def telephone_numbers(self) -> tuple[str, ...]:
        """Telephone and telefax of the city and its facilities, as far as they are known."""
        found = self.facilities()
        places = [] if isinstance(found, Refused) else [(one.tel, one.fax) for one in found]
        city = self.city()
        if not isinstance(city, Refused):
            places.append((city.contact.tel, city.contact.fax))
        return tuple(number for place in places for number in place if number)

    def notices(self) -> tuple[Notice, ...] | Refused:
        found = self._notices.get()
        return found if isinstance(found, Refused) else found.notices

    def guide(self) -> Guide | Refused:
        return self._guide.get()

    def counters(self) -> Counters | Refused:
        return self._counters.get()

    def links(self) -> tuple[Link, ...] | Refused:
        found = self._links.get()
        return found if isinstance(found, Refused) else found.links

    def place(self, room_id: str) -> Place | Refused:
        """The room of that id; a room the city does not have (any more) is ``not_found``."""
        found = self._places.get()
        if isinstance(found, Refused):
            return found
        return found.by_room.get(room_id) or Refused("not_found")

    def patterns(self) -> dict[str, SlotPattern] | Refused:
        city = self.city()
        if isinstance(city, Refused):
            return city
        return {pattern.id: pattern for pattern in city.slot_patterns}

    def purpose_name(self, purpose_id: str, room_id: str) -> Text | Refused:
        """What the class of a room calls a purpose; its id if the city has it no more."""
        city, place = self.city(), self.place(room_id)
        if isinstance(city, Refused):
            return city
        known = None if isinstance(place, Refused) else place.room.class_id
        classes = tuple(one for one in city.classes if known in (None, one.id))
        return _purpose(classes, purpose_id)


@dataclass(frozen=True, slots=True)
class _Places:
    facilities: tuple[Facility, ...]
    by_room: dict[str, Place]


def _facilities_by_room(content: bytes) -> _Places:
    facilities = msgspec.json.decode(content, type=Facilities).facilities
    by_room = {room.id: Place(facility, room) for facility in facilities for room in facility.rooms}
    return _Places(facilities, by_room)


def _purpose(classes: tuple[FacilityClass, ...], purpose_id: str) -> Text:
    purposes: list[Purpose] = [purpose for klass in classes for purpose in klass.purposes]
    return next(
        (purpose.name for purpose in purposes if purpose.id == purpose_id), {"ja": purpose_id}
    )
