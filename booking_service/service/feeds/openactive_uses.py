"""The public feed of what is let: a room, or courts that stand in for each other, as a FacilityUse.

Rooms stand in the city's files, not in a table. What each looked like when it was last published,
and the change number that this got, is kept as one value, brought up to date when a day begins.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

import msgspec

from booking_service.policy.checks import Refusal
from booking_service.policy.model import City, Facility, FacilityClass, Room
from booking_service.service.feeds import openactive, paging
from booking_service.service.feeds.municipality import full_address
from booking_service.service.feeds.openactive import CONTEXT, ROOT, Asked
from booking_service.service.feeds.paging import LICENSE, FeedAnswer
from booking_service.service.office import Office
from booking_service.service.shapes import OpenActiveItem
from booking_service.storage.ports import Reader, Store
from booking_service.wording.words import text

PATH = f"{ROOT}/facility-uses"
TYPES = f"{ROOT}/facility-types"
KEPT = "openactive-facility-uses"  # the service value
PAGE = 200
_CHANGE = "change"  # the counter that room-days take their numbers from too


class Published(msgspec.Struct, frozen=True):
    """A room as it was last published; ``deleted_at`` in Unix seconds, None while it is let."""

    digest: str
    change: int
    deleted_at: int | None = None


_decoder = msgspec.json.Decoder(dict[str, Published])
_encoder = msgspec.json.Encoder()


def address_of(base: str, room_id: str) -> str:
    """What a room is called in the feeds of the world."""
    return f"{base}{PATH}/{room_id}"


def page(office: Office, asked: Asked) -> FeedAnswer | Refusal:
    """One page of the feed."""
    if asked.generation not in (None, office.generation):
        return paging.begin_anew(office)
    after = asked.after or 0
    with office.database.reading() as reader:
        published = _published(reader)
        ahead = after > reader.last_change()
    if ahead and asked.generation is not None:
        return paging.begin_anew(office)
    news = sorted((one.change, room_id) for room_id, one in published.items() if one.change > after)
    items = [_item(office, room_id, published[room_id]) for _, room_id in news[:PAGE]]
    return openactive.page(office, PATH, asked, items)


def one(office: Office, room_id: str) -> dict[str, Any] | None:
    """A single room, for whoever follows its address; None if it is not let."""
    try:
        room = office.city.room(room_id)
    except KeyError:
        return None
    return facility_use(office.city, office.public_url, room)


def renew(office: Office, store: Store, at: datetime) -> None:
    """Gives a change number to every room that is new, looks different or is let no longer, and
    forgets rooms that have been gone for long enough."""
    before = _published(store)
    now: dict[str, Published] = {}
    for room in office.city.rooms:
        # Without an address: a service that moves has not changed its rooms.
        shown = facility_use(office.city, "", room)
        digest = sha256(_encoder.encode(shown)).hexdigest()
        known = before.get(room.id)
        if known is not None and known.digest == digest and known.deleted_at is None:
            now[room.id] = known
        else:
            now[room.id] = Published(digest, store.next_number(_CHANGE))
    forgotten = int((at - office.limits.deletions_kept).timestamp())
    for room_id, gone in before.items():
        if room_id in now:
            continue
        if gone.deleted_at is None:
            now[room_id] = Published("", store.next_number(_CHANGE), int(at.timestamp()))
        elif gone.deleted_at >= forgotten:
            now[room_id] = gone
    if now != before:
        store.keep_service_value(KEPT, _encoder.encode(now).decode())


def facility_use(city: City, base: str, room: Room) -> dict[str, Any]:
    """A room in the words of OpenActive."""
    facility, klass = city.facility(room.facility_id), city.klass(room.class_id)
    about = text("open_data.room", "ja", rooms=klass.name["ja"], capacity=str(room.capacity))
    note = "" if room.note is None else f" {room.note['ja']}"
    return {
        "@context": CONTEXT,
        "@type": "FacilityUse",
        "@id": address_of(base, room.id),
        "identifier": room.id,
        "name": f"{facility.name['ja']} {room.name['ja']}",
        "description": f"{about}{note}",
        "url": address_of(base, room.id),
        "facilityType": [_type(base, klass)],
        "location": _place(city, base, facility),
        "provider": provider(city, base),
    }


def types(city: City, base: str) -> dict[str, Any]:
    """The scheme that the types of all rooms stand in: the city's facility classes.

    The list of the world knows sports halls and pitches, not the rooms of a community centre.
    """
    return {
        "@context": CONTEXT,
        "@type": "ConceptScheme",
        "@id": f"{base}{TYPES}",
        "url": f"{base}{TYPES}",
        "title": text("open_data.classes", "ja", system=city.system_name["ja"]),
        "license": LICENSE,
        "concept": [_type(base, klass) for klass in city.classes],
    }


def _type(base: str, klass: FacilityClass) -> dict[str, Any]:
    return {
        "@type": "Concept",
        "@id": f"{base}{TYPES}#{klass.id}",
        "prefLabel": klass.name["ja"],
        "inScheme": f"{base}{TYPES}",
    }


def provider(city: City, base: str) -> dict[str, Any]:
    """Who lets the rooms."""
    return {
        "@type": "Organization",
        "@id": f"{base}{ROOT}#provider",
        "name": city.contact.name["ja"],
        "telephone": city.contact.tel,
    }


def _place(city: City, base: str, facility: Facility) -> dict[str, Any]:
    return {
        "@type": "Place",
        "@id": f"{base}{ROOT}/places/{facility.id}",
        "identifier": facility.id,
        "name": facility.name["ja"],
        "description": facility.opening["ja"],
        # As one line: the standard's structured address asks for a postal code, and the sources
        # have none.
        "address": full_address(city, facility.address["ja"]),
        "telephone": facility.tel,
    }


def _item(office: Office, room_id: str, published: Published) -> OpenActiveItem:
    data = None if published.deleted_at is not None else one(office, room_id)
    return openactive.item("FacilityUse", room_id, published.change, data)


def _published(reader: Reader) -> Mapping[str, Published]:
    kept = reader.service_value(KEPT)
    return {} if kept is None else _decoder.decode(kept)
