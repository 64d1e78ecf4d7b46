"""The shapes of what a kiosk is told about the city: who runs it, what is let, the announcements.

As in ``shapes``, they are what handlers build and what docs/openapi.json is made from.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from typing_extensions import TypedDict

from booking_service.service.shapes import Text


class Contact(TypedDict):
    name: Text
    tel: str
    fax: str | None
    hours: Text | None


class Credential(TypedDict):
    name: Text
    pattern: str
    min_length: int
    max_length: int
    alphabet: Literal["digits", "alphanumeric"]


class Purpose(TypedDict):
    id: str
    name: Text


class FacilityClass(TypedDict):
    id: str
    name: Text
    purposes: list[Purpose]
    max_slots_per_use: int


SlotTime = TypedDict(
    "SlotTime",
    {"id": str, "from": str, "until": str, "name": Text | None, "needs": str | None},
)


class Combined(TypedDict):
    id: str
    name: Text
    slots: list[str]


class SlotPattern(TypedDict):
    id: str
    slots: list[SlotTime]
    combined: list[Combined]


class YearlyStop(TypedDict):
    first: str
    last: str
    reason: Text


class ServiceHours(TypedDict):
    opens: str
    closes: str
    closed: list[YearlyStop]


class RegistrationKind(TypedDict):
    id: str
    name: Text
    holders: list[Literal["person", "group"]]


class Registration(TypedDict):
    kinds: list[RegistrationKind]
    valid_years: int | None
    renewable_months_before: int
    at_kiosk: Literal["complete", "counter", "none"]
    email_required: bool
    change_online: bool
    delete_online: bool
    reset_by_mail: bool
    card_name: Text
    min_members: int | None


class Area(TypedDict):
    name: Text
    column: int
    row: int


class City(TypedDict):
    id: str
    name: Text
    system_name: Text
    languages: list[str]
    features: list[str]
    contact: Contact
    registration_number: Credential
    secret: Credential
    terms: dict[str, Text]
    ask_secret_before_commit: bool
    classes: list[FacilityClass]
    slot_patterns: list[SlotPattern]
    service_hours: ServiceHours | None
    registration: Registration
    history_months: int
    areas: list[Area]


class PartFee(TypedDict):
    slots: list[str]
    name: Text | None
    yen: int


class RoomFee(TypedDict):
    per_hour_yen: int | None
    by_slot: list[PartFee] | None


class Unit(TypedDict):
    id: str
    name: Text


class Room(TypedDict):
    id: str
    name: Text
    class_id: str
    capacity: int
    fee: RoomFee
    units: list[Unit]
    takes: Literal["all", "one"]
    note: Text | None
    equipment: list[Text]
    area_m2: int | None


class Facility(TypedDict):
    id: str
    name: Text
    area: Text | None
    address: Text
    tel: str
    fax: str | None
    url: str | None
    opening: Text
    closed: Text
    rooms: list[Room]


class Facilities(TypedDict):
    facilities: list[Facility]


class Counter(TypedDict):
    id: str
    name: Text
    address: Text
    tel: str
    fax: str | None
    kinds: list[str]
    note: Text | None


class Terminal(TypedDict):
    id: str
    name: Text
    address: Text
    area: Text


class Counters(TypedDict):
    counters: list[Counter]
    terminals: list[Terminal]


class Link(TypedDict):
    id: str
    name: Text
    about: Text
    url: str


class Links(TypedDict):
    links: list[Link]


class Notice(TypedDict):
    id: str
    date: date
    title: Text
    body: Text


class Notices(TypedDict):
    notices: list[Notice]


class GuideFact(TypedDict):
    label: Text
    value: Text


class GuideSection(TypedDict):
    id: str
    title: Text
    paragraphs: list[Text]
    steps: list[Text]
    facts: list[GuideFact]
    bring: list[Text]
    where: Text | None
    until: Text | None
    tel: str | None
    url: str | None


class GuideTopic(TypedDict):
    id: str
    title: Text
    icon: str
    sections: list[GuideSection]


class Guide(TypedDict):
    topics: list[GuideTopic]
