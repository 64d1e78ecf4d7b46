"""What the booking service says, as typed values. The shapes are those of docs/openapi.json.

Decoded with msgspec, so that a wrong answer is refused with the place that is wrong, not found out
on a screen. Unknown keys are ignored, so that a kiosk may be one version older than its service.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

import msgspec

from kiosk import values
from kiosk.registration_rules import RegistrationRules

Text = values.Text
Number = values.Number
#: How something is booked: drawn for, or had at once.
Kind = Literal["lottery", "reservation"]


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    name: Text
    tel: str
    fax: str | None = None
    hours: Text | None = None


class YearlyStop(msgspec.Struct, frozen=True, kw_only=True):
    """Days of every year, both included and written ``12-29``, on which nobody can book."""

    first: str
    last: str
    reason: Text


class ServiceHours(msgspec.Struct, frozen=True, kw_only=True):
    """When residents may book, local times ``HH:MM``. Looking is always possible."""

    opens: str
    closes: str
    closed: tuple[YearlyStop, ...] = ()


class Credential(msgspec.Struct, frozen=True, kw_only=True):
    """How a registration number or a secret looks in this city."""

    name: Text
    pattern: str
    min_length: Number
    max_length: Number
    alphabet: Literal["digits", "alphanumeric"] = "digits"


class Purpose(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    name: Text


class FacilityClass(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    name: Text
    purposes: tuple[Purpose, ...]
    max_slots_per_use: Number


class SlotTime(msgspec.Struct, frozen=True, kw_only=True, rename={"from_": "from"}):
    """One slot of a pattern; local times ``HH:MM``, ``until`` may be ``24:00``.

    ``needs``: the slot without which this one is not let.
    """

    from_: str
    until: str
    name: Text | None = None
    id: str = ""
    #: The slot without which this one is not let (夜間延長).
    needs: str | None = None


class CombinedSlots(msgspec.Struct, frozen=True, kw_only=True):
    """Several slots bought as one (全日); ids are those of the pattern."""

    id: str
    name: Text
    slots: tuple[str, ...]


class SlotPattern(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    slots: tuple[SlotTime, ...]
    combined: tuple[CombinedSlots, ...] = ()


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the city (区) and where it lies on a simple map, counted from the north-west."""

    name: Text
    column: Number
    row: Number


class City(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    name: Text
    system_name: Text
    languages: tuple[str, ...]
    features: tuple[str, ...]
    contact: Contact
    registration_number: Credential
    secret: Credential
    #: What this city calls things, by the names of ``ui/wording/glossary.py``.
    terms: dict[str, Text] = {}
    ask_secret_before_commit: bool
    classes: tuple[FacilityClass, ...]
    slot_patterns: tuple[SlotPattern, ...]
    service_hours: ServiceHours | None = None
    areas: tuple[Area, ...] = ()
    #: How many months back a resident sees what they had.
    history_months: Number = 0
    registration: RegistrationRules


class SlotFee(msgspec.Struct, frozen=True, kw_only=True):
    """The price of one slot, or of several bought as one (全日); ids are those of the pattern."""

    slots: tuple[str, ...]
    name: Text | None
    yen: Number


class RoomFee(msgspec.Struct, frozen=True, kw_only=True):
    """By the hour or by the slot; exactly one of both."""

    per_hour_yen: Number | None = None
    by_slot: tuple[SlotFee, ...] | None = None


class RoomUnit(msgspec.Struct, frozen=True, kw_only=True):
    """One of several interchangeable parts of a room (面)."""

    id: str
    name: Text


class Room(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    name: Text
    class_id: str
    capacity: Number
    fee: RoomFee
    units: tuple[RoomUnit, ...] = ()
    note: Text | None = None
    #: Whether a booking takes the whole room or one of its units.
    takes: Literal["all", "one"] = "all"
    equipment: tuple[Text, ...] = ()
    area_m2: Number | None = None


class Facility(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    name: Text
    address: Text
    tel: str
    fax: str | None = None
    opening: Text
    closed: Text
    rooms: tuple[Room, ...]
    area: Text | None = None
    url: str | None = None


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    date: date
    title: Text
    body: Text


class RoomDay(msgspec.Struct, frozen=True, kw_only=True):
    """One room on one day: a letter a slot, ``f`` free, ``t`` taken, ``c`` closed.

    ``units`` has the same letters for each unit of a room that has several.
    """

    room_id: str
    date: date
    pattern: str
    slots: str
    units: dict[str, str] | None = None


class Offer(msgspec.Struct, frozen=True, kw_only=True, rename={"from_": "from"}):
    """What can be done with a slot in [from, until), through which channel."""

    kind: Literal["lottery", "first_come", "counter"]
    from_: datetime
    until: datetime


class OfferDay(msgspec.Struct, frozen=True, kw_only=True):
    facility_id: str
    class_id: str
    date: date
    offers: tuple[Offer, ...]


class Registrant(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    number_tail: str
    standing: Literal["active", "suspended", "expired"]
    standing_since: date | None
    valid_until: date | None


class Session(msgspec.Struct, frozen=True, kw_only=True):
    token: str
    expires_at: datetime
    registrant: Registrant
    must_change_secret: bool = False


class Choice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a resident wants: a run of adjoining slots of one room on one day.

    ``unit_id``: one of the room's units, None for whichever is free.
    """

    room_id: str
    date: date
    first_slot: Number
    slot_count: Number
    purpose_id: str
    people: Number
    unit_id: str | None = None


class FeeLine(msgspec.Struct, frozen=True, kw_only=True):
    name: Text
    yen: Number


class Quota(msgspec.Struct, frozen=True, kw_only=True):
    """``unit``: whether bookings are counted or the slots of all of them (コマ)."""

    limit: Number
    used: Number
    scope: Text
    unit: Literal["uses", "slots"] = "uses"


class DrawTimes(msgspec.Struct, frozen=True, kw_only=True):
    """Where a win needs no claim it becomes a reservation by itself, and both claims are None."""

    draw_at: datetime
    result_from: datetime
    claim_from: datetime | None
    claim_until: datetime | None


class FollowUp(msgspec.Struct, frozen=True, kw_only=True):
    """What is still to be done after a booking, where and until when."""

    text: Text
    to: Text | None
    until: datetime


class FeeStep(msgspec.Struct, frozen=True, kw_only=True):
    """What cancelling costs from a day on, in per cent of the fee; the first step has no day."""

    from_day: date | None
    percent: Number


#: Pay until it is due, pay when coming to use the room, or have it taken from the account.
PaidBy = Literal["deadline", "on_the_day", "debit"]


class IfClaimed(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of a win once it is claimed, and how it is paid then."""

    state: Literal["provisional", "confirmed"]
    fee_yen: Number
    payment_due: datetime | None
    pay_at: Text
    paid_by: PaidBy = "deadline"
    lapses_unpaid: bool = False


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    fee_lines: tuple[FeeLine, ...]
    fee_yen: Number
    payment_due: datetime | None
    pay_at: Text
    paid_by: PaidBy = "deadline"
    lapses_unpaid: bool = False
    quota: Quota | None
    cancel_until: datetime | None
    draw: DrawTimes | None
    if_claimed: IfClaimed | None = None
    follow_ups: tuple[FollowUp, ...] = ()
    fee_steps: tuple[FeeStep, ...] = ()


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """The place of a lost application in the row for its slots; 1 is the next."""

    place: Number
    of: Number


class Application(msgspec.Struct, frozen=True, kw_only=True, rename={"from_": "from"}):
    id: str
    number: str
    room_id: str
    facility_id: str
    date: date
    first_slot: Number
    slot_count: Number
    from_: datetime
    until: datetime
    purpose_id: str
    people: Number
    fee_yen: Number
    state: Literal["applied", "won", "lost", "claimed", "waived", "lapsed", "cancelled"]
    made_at: datetime
    token: str
    draw: DrawTimes
    lost_because: dict[str, object] | None
    can: tuple[Literal["cancel", "claim", "waive"], ...]
    reservation_id: str | None
    status_url: str
    unit_id: str | None = None
    waiting: Waiting | None = None
    #: Of its draw; None from a service that does not tell it yet, and so the next.
    commitment: str | None = None
    cancel_until: datetime | None = None
    if_claimed: IfClaimed | None = None


class CounterChange(msgspec.Struct, frozen=True, kw_only=True):
    """Changing a booking at the counter: before ``until``, ``left`` times more, to no day after
    ``latest``."""

    until: datetime
    times: Number
    left: Number
    latest: date | None = None


class Reservation(msgspec.Struct, frozen=True, kw_only=True, rename={"from_": "from"}):
    id: str
    number: str
    room_id: str
    facility_id: str
    date: date
    first_slot: Number
    slot_count: Number
    from_: datetime
    until: datetime
    purpose_id: str
    people: Number
    fee_lines: tuple[FeeLine, ...]
    fee_yen: Number
    state: Literal["provisional", "confirmed", "cancelled", "expired", "used"]
    origin: Literal["first_come", "lottery", "counter"]
    made_at: datetime
    payment_due: datetime | None
    pay_at: Text
    paid_by: PaidBy = "deadline"
    #: Whether it is given up where it is not paid in time.
    lapses_unpaid: bool = False
    paid: bool = False
    cancel_until: datetime | None
    cancellation_fee_yen: Number
    can: tuple[Literal["cancel", "change"], ...]
    status_url: str
    unit_id: str | None = None
    cancel_from: datetime | None = None
    fee_steps: tuple[FeeStep, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    cancel_by: Literal["online", "counter", "telephone"] = "online"
    tel: str = ""
    #: Whether what was paid comes back when it is cancelled.
    refunded: bool = True
    change_at_counter: CounterChange | None = None
