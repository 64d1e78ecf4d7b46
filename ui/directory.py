"""The city's facilities and rooms, looked up by id. Read once, then at hand for every screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.model import City, Facility, FacilityClass, Purpose, Room, Text
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.wording.words import Words


@dataclass(frozen=True, slots=True)
class Directory:
    city: City
    facilities: tuple[Facility, ...]

    def facility(self, facility_id: str) -> Facility | None:
        return next((f for f in self.facilities if f.id == facility_id), None)

    def room(self, room_id: str) -> tuple[Facility, Room] | None:
        """A room with its facility; None if the city no longer lets it."""
        for facility in self.facilities:
            for room in facility.rooms:
                if room.id == room_id:
                    return facility, room
        return None

    def class_of(self, room: Room) -> FacilityClass:
        """The rules a room falls under. The service sends no room without its class."""
        return next(c for c in self.city.classes if c.id == room.class_id)

    def names(self, room_id: str, facility_id: str, words: Words) -> tuple[str, str]:
        """Names of facility and room; in words of their own if the city no longer lets them."""
        return self._names(room_id, facility_id, words, words.of)

    def names_with_signs(self, room_id: str, facility_id: str, words: Words) -> tuple[str, str]:
        """As ``names``, with what stands on the doors where that is another language."""
        return self._names(room_id, facility_id, words, words.with_sign)

    def _names(
        self, room_id: str, facility_id: str, words: Words, say: Callable[[Text], str]
    ) -> tuple[str, str]:
        found = self.room(room_id)
        if found is not None:
            return say(found[0].name), say(found[1].name)
        facility = self.facility(facility_id)
        former = words.text("former.facility") if facility is None else say(facility.name)
        return former, words.text("former.room")

    def purpose(self, purpose_id: str, room_id: str | None = None) -> Purpose | None:
        """A purpose as the class of a room calls it: two classes may use an id for two things.
        Without a room, or for one no longer let, as the first class that knows it."""
        found = None if room_id is None else self.room(room_id)
        classes = self.city.classes if found is None else (self.class_of(found[1]),)
        return next((p for c in classes for p in c.purposes if p.id == purpose_id), None)

    @classmethod
    def read(cls, terminal: Terminal) -> Directory | Refused:
        """Reads the directory from the offline cache; refused as the cache refuses."""
        city = terminal.looking.city()
        if isinstance(city, Refused):
            return city
        facilities = terminal.looking.facilities()
        if isinstance(facilities, Refused):
            return facilities
        return cls(city, facilities)
