"""What anybody may look at: the city, its facilities and notices, and how many have applied."""

from __future__ import annotations

from datetime import date

from booking_service.policy.facts import pattern_of
from booking_service.policy.model import City, Credential, Facility, FacilityClass, Room
from booking_service.policy.rules import Text
from booking_service.service import shapes
from booking_service.service.views import text
from booking_service.storage.ports import Reader


def city(known: City) -> shapes.City:
    """Who the city is and how its numbers look."""
    return {
        "id": known.id,
        "name": text(known.name),
        "system_name": text(known.system_name),
        "languages": list(known.languages),
        "features": list(known.features),
        "contact": {"name": text(known.contact.name), "tel": known.contact.tel},
        "registration_number": _credential(known.registration_number),
        "secret": _credential(known.secret),
        "ask_secret_before_commit": known.ask_secret_before_commit,
        "classes": [_facility_class(klass) for klass in known.classes],
        "slot_patterns": [
            {
                "id": pattern.id,
                "slots": [
                    {"from": slot.from_, "until": slot.until, "name": _maybe(slot.name)}
                    for slot in pattern.slots
                ],
            }
            for pattern in known.patterns
        ],
    }


def facilities(known: City) -> shapes.Facilities:
    """Every facility with its rooms."""
    return {"facilities": [_facility(facility) for facility in known.facilities]}


def notices(known: City, today: date) -> shapes.Notices:
    """The announcements up to today, newest first."""
    shown = sorted(known.notices, key=lambda notice: (notice.date, notice.id), reverse=True)
    return {
        "notices": [
            {
                "id": notice.id,
                "date": notice.date,
                "title": text(notice.title),
                "body": text(notice.body),
            }
            for notice in shown
            if notice.date <= today
        ]
    }


def competition(known: City, reader: Reader, room: Room, day: date) -> shapes.Competition:
    """How many applications wait for each slot of a room's day (抽選申込み状況)."""
    counts = [0] * len(pattern_of(known, room, day).slots)
    for first, count in reader.competing(room.id, day):
        for slot in range(first, first + count):
            counts[slot] += 1
    return {"counts": counts}


def _maybe(value: Text | None) -> shapes.Text | None:
    return None if value is None else text(value)


def _credential(credential: Credential) -> shapes.Credential:
    return {
        "name": text(credential.name),
        "pattern": credential.pattern,
        "min_length": credential.min_length,
        "max_length": credential.max_length,
        "alphabet": "digits",
    }


def _facility_class(klass: FacilityClass) -> shapes.FacilityClass:
    return {
        "id": klass.id,
        "name": text(klass.name),
        "purposes": [{"id": one.id, "name": text(one.name)} for one in klass.purposes],
        "max_slots_per_use": klass.max_slots_per_use,
    }


def _facility(facility: Facility) -> shapes.Facility:
    return {
        "id": facility.id,
        "name": text(facility.name),
        "address": text(facility.address),
        "tel": facility.tel,
        "fax": facility.fax,
        "opening": text(facility.opening),
        "closed": text(facility.closed),
        "rooms": [
            {
                "id": room.id,
                "name": text(room.name),
                "class_id": room.class_id,
                "capacity": room.capacity,
                "fee": {"per_hour_yen": room.price_per_hour_yen},
                "note": _maybe(room.note),
            }
            for room in facility.rooms
        ],
    }
