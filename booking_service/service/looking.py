"""What anybody may look at: the city, its facilities and notices, and how many have applied."""

from __future__ import annotations

from datetime import date

from booking_service.policy.facts import pattern_of
from booking_service.policy.guide import GuideSection
from booking_service.policy.model import (
    City,
    Credential,
    Facility,
    FacilityClass,
    Room,
    clock_text,
)
from booking_service.policy.rules import MonthDayOfYear, Text
from booking_service.service import city_shapes, shapes
from booking_service.service.feeds.kiosk_feed import units_of
from booking_service.service.views import text
from booking_service.storage.ports import Reader
from booking_service.storage.records import RoomDayRecord


def city(known: City) -> city_shapes.City:
    """Who the city is and how its numbers look."""
    return {
        "id": known.id,
        "name": text(known.name),
        "system_name": text(known.system_name),
        "languages": list(known.languages),
        "features": list(known.features),
        "contact": {
            "name": text(known.contact.name),
            "tel": known.contact.tel,
            "fax": known.contact.fax,
            "hours": _maybe(known.contact.hours),
        },
        "registration_number": _credential(known.registration_number),
        "secret": _credential(known.secret),
        "terms": _terms(known),
        "ask_secret_before_commit": known.ask_secret_before_commit,
        "classes": [_facility_class(known, klass) for klass in known.classes],
        "slot_patterns": [
            {
                "id": pattern.id,
                "slots": [
                    {
                        "id": slot.id,
                        "from": slot.from_,
                        "until": slot.until,
                        "name": _maybe(slot.name),
                        "needs": slot.needs,
                    }
                    for slot in pattern.slots
                ],
                "combined": [
                    {"id": one.id, "name": text(one.name), "slots": list(one.slots)}
                    for one in pattern.combined
                ],
            }
            for pattern in known.patterns
        ],
        "service_hours": _service_hours(known),
        "registration": _registration(known),
        "history_months": known.history_months,
        "areas": [
            {"name": text(area.name), "column": area.column, "row": area.row}
            for area in known.areas
        ],
    }


def _terms(known: City) -> dict[str, shapes.Text]:
    """What this city calls things, with the names of the three that a resident holds in hand."""
    held = {
        "number_name": known.registration_number.name,
        "secret": known.secret.name,
        "card": known.registration.card_name,
    }
    return {name: text(own) for name, own in {**held, **known.terms}.items()}


def _service_hours(known: City) -> city_shapes.ServiceHours | None:
    hours = known.service_hours
    if hours is None:
        return None
    return {
        "opens": clock_text(hours.opens),
        "closes": clock_text(hours.closes),
        "closed": [
            {"first": _day_text(one.first), "last": _day_text(one.last), "reason": text(one.reason)}
            for one in hours.closed
        ],
    }


def _day_text(day: MonthDayOfYear) -> str:
    return f"{day[0]:02}-{day[1]:02}"


def _registration(known: City) -> city_shapes.Registration:
    rule = known.registration
    return {
        "kinds": [
            {
                "id": kind.id,
                "name": text(kind.name),
                "holders": [holder.value for holder in sorted(kind.holders)],
            }
            for kind in rule.kinds
        ],
        "valid_years": rule.valid_years,
        "renewable_months_before": rule.renewable_months_before,
        "at_kiosk": rule.at_kiosk.value,
        "email_required": rule.email_required,
        "change_online": rule.change_online,
        "delete_online": rule.delete_online,
        "reset_by_mail": rule.reset_by_mail,
        "card_name": text(rule.card_name),
        "min_members": rule.min_members,
    }


def facilities(known: City, today: date) -> city_shapes.Facilities:
    """Every facility with its rooms, at the prices of today."""
    return {"facilities": [_facility(known, facility, today) for facility in known.facilities]}


def counters(known: City) -> city_shapes.Counters:
    """Where residents register, for which kinds, and where terminals stand."""
    return {
        "counters": [
            {
                "id": counter.id,
                "name": text(counter.name),
                "address": text(counter.address),
                "tel": counter.tel,
                "fax": counter.fax,
                "kinds": list(counter.kinds),
                "note": _maybe(counter.note),
            }
            for counter in known.counters
        ],
        "terminals": [
            {
                "id": terminal.id,
                "name": text(terminal.name),
                "address": text(terminal.address),
                "area": text(terminal.area),
            }
            for terminal in known.terminals
        ],
    }


def guide(known: City) -> city_shapes.Guide:
    """How to register, apply, pay and cancel, topic by topic."""
    return {
        "topics": [
            {
                "id": topic.id,
                "title": text(topic.title),
                "icon": topic.icon,
                "sections": [_section(section) for section in topic.sections],
            }
            for topic in known.guide()
        ]
    }


def _section(section: GuideSection) -> city_shapes.GuideSection:
    return {
        "id": section.id,
        "title": text(section.title),
        "paragraphs": [text(told) for told in section.paragraphs],
        "steps": [text(step) for step in section.steps],
        "facts": [{"label": text(fact.label), "value": text(fact.value)} for fact in section.facts],
        "bring": [text(thing) for thing in section.bring],
        "where": _maybe(section.where),
        "until": _maybe(section.until),
        "tel": section.tel,
        "url": section.url,
    }


def links(known: City) -> city_shapes.Links:
    """Other services, to be taken along as an address."""
    return {
        "links": [
            {"id": one.id, "name": text(one.name), "about": text(one.about), "url": one.url}
            for one in known.links
        ]
    }


def room_day(known: City, found: RoomDayRecord) -> shapes.RoomDay:
    """One room on one day, as the feed has it."""
    return {
        "room_id": found.room_id,
        "date": found.date,
        "pattern": found.pattern,
        "slots": found.slots,
        "units": units_of(known, found.room_id, found.units),
    }


def notices(known: City, today: date) -> city_shapes.Notices:
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


def _credential(credential: Credential) -> city_shapes.Credential:
    return {
        "name": text(credential.name),
        "pattern": credential.pattern,
        "min_length": credential.min_length,
        "max_length": credential.max_length,
        "alphabet": credential.alphabet.value,
    }


def _facility_class(known: City, klass: FacilityClass) -> city_shapes.FacilityClass:
    return {
        "id": klass.id,
        "name": text(klass.name),
        "purposes": [{"id": one.id, "name": text(one.name)} for one in klass.purposes],
        "max_slots_per_use": _most_slots(known, klass),
    }


def _most_slots(known: City, klass: FacilityClass) -> int:
    """What the class allows, else the longest day of any of its rooms."""
    if klass.max_slots_per_use is not None:
        return klass.max_slots_per_use
    return max(
        (
            len(known.pattern(when.pattern_id).slots)
            for room in known.rooms
            if room.class_id == klass.id
            for when in room.patterns
        ),
        default=1,
    )


def _facility(known: City, facility: Facility, today: date) -> city_shapes.Facility:
    return {
        "id": facility.id,
        "name": text(facility.name),
        "area": _maybe(facility.area),
        "address": text(facility.address),
        "tel": facility.tel,
        "fax": facility.fax,
        "url": facility.url,
        "opening": text(facility.opening),
        "closed": text(facility.closed),
        "rooms": [_room(known, room, today) for room in facility.rooms],
    }


def _room(known: City, room: Room, today: date) -> city_shapes.Room:
    several = len(room.units) > 1
    return {
        "id": room.id,
        "name": text(room.name),
        "class_id": room.class_id,
        "capacity": room.capacity,
        "fee": _room_fee(known, room, today),
        "units": [{"id": one.id, "name": text(one.name)} for one in room.units if several],
        "takes": room.takes.value,
        "note": _maybe(room.note),
        "equipment": [text(one) for one in room.equipment],
        "area_m2": room.area_m2,
    }


def _room_fee(known: City, room: Room, today: date) -> city_shapes.RoomFee:
    price = room.price.on(today)
    if price.per_hour_yen is not None:
        return {"per_hour_yen": price.per_hour_yen, "by_slot": None}
    parts: dict[str, city_shapes.PartFee] = {}
    for when in room.patterns:
        pattern = known.pattern(when.pattern_id)
        for slot in pattern.slots:
            yen = price.by_slot[slot.id]
            parts[slot.id] = {"slots": [slot.id], "name": _maybe(slot.name), "yen": yen}
        for one in pattern.combined:
            if (whole := price.by_slot.get(one.id)) is not None:
                parts[one.id] = {"slots": list(one.slots), "name": text(one.name), "yen": whole}
    return {"per_hour_yen": None, "by_slot": list(parts.values())}
