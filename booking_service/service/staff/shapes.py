"""What calls of the counter answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from typing_extensions import TypedDict

from booking_service.service.shapes import Reservation, Text


class StaffAccount(TypedDict):
    """A named person of the staff."""

    user: str
    name: str
    roles: list[str]
    made_at: datetime
    ended_at: datetime | None
    must_change_secret: bool


class StaffAccounts(TypedDict):
    """All of them."""

    items: list[StaffAccount]


class StaffSession(TypedDict):
    """A token of somebody who has signed in."""

    token: str
    expires_at: datetime
    account: StaffAccount


class AuditLine(TypedDict):
    """Who did what, on what, when, why."""

    id: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: str
    reason: str
    chain: str


class AuditPage(TypedDict):
    """Lines in order; ``next`` is None at the end. ``broken_at``: the first line that does not fit
    what was written before it, None while the log is whole."""

    items: list[AuditLine]
    next: int | None
    head: str
    broken_at: int | None


class StaffChange(TypedDict):
    """What a booking was before it was moved."""

    at: datetime
    room_id: str
    date: date
    first_slot: int
    slot_count: int
    fee_yen: int
    reason: str


class Settlement(TypedDict):
    """What cancelling cost: by the rules, and what was asked for."""

    at: datetime
    percent: int
    fee_yen: int
    asked_yen: int
    reason: str


class StaffReservation(Reservation):
    """A booking as the counter sees it. ``to_pay_yen`` and ``refund_yen``: what changes hands for
    the work just done. ``cancel_now``: what cancelling today would cost."""

    registrant_id: int
    paid_at: datetime | None
    to_pay_yen: int
    refund_yen: int
    cancel_percent: int
    cancel_yen: int
    changes: list[StaffChange]
    settlement: Settlement | None


class StaffApplication(TypedDict):
    """A lottery application as the counter lists it."""

    number: str
    room_id: str
    date: date
    first_slot: int
    slot_count: int
    state: str


class StaffBookings(TypedDict):
    """What a registrant holds."""

    registrant_id: int
    reservations: list[StaffReservation]
    applications: list[StaffApplication]


class Closing(TypedDict):
    """Days on which a room, a facility or the whole city is closed. ``hit``: the numbers of what is
    booked or applied for on them."""

    id: str
    facility_id: str | None
    room_id: str | None
    first: date
    last: date
    reason: Text
    made_at: datetime
    ended_at: datetime | None
    hit: list[str]


class Closings(TypedDict):
    """Those in force."""

    items: list[Closing]


class StaffNotice(TypedDict):
    """A notice, shown or withdrawn."""

    id: str
    date: date
    title: Text
    body: Text
    withdrawn_at: datetime | None


class StaffNotices(TypedDict):
    """All of them, newest first."""

    items: list[StaffNotice]


class ActionItem(TypedDict):
    """One thing that waits for somebody."""

    id: str
    kind: Literal[
        "booking-hit", "application-hit", "mail-given-up", "kiosk-silent", "kiosk-trouble"
    ]
    about: str
    since: datetime | None
    detail: str
    closing_id: str | None
    room_id: str | None
    date: date | None
    first_slot: int | None
    slot_count: int | None
    contacted_at: datetime | None


class Actions(TypedDict):
    """Everything that waits."""

    items: list[ActionItem]


class KioskCode(TypedDict):
    """A code with which one terminal fetches its credential, once."""

    code: str
    expires_at: datetime


class DrawDigitsTaken(TypedDict):
    """How many officers have given digits for a draw, and how many it takes."""

    draw_id: str
    given: int
    needed: int


class HeldReduction(TypedDict):
    """A reduction or exemption, and its last day."""

    id: str
    valid_until: date


class RegistrantState(TypedDict):
    """How a registration stands; nothing about who it is."""

    registrant_id: int
    holder: Literal["person", "group", "visitor"]
    state: Literal["active", "begun", "lapsed", "deleted"]
    standing: Literal["active", "suspended", "expired", "unfinished"]
    standing_since: date | None
    kinds: list[str]
    reductions: list[HeldReduction]
    registered_on: date | None
    valid_until: date | None


class StaffCard(TypedDict):
    """A card of a registrant."""

    registrant_id: int
    issue: int
    issued_on: date
    state: Literal["valid", "lost", "replaced", "returned"]
    ended_on: date | None


class StaffRegistrant(RegistrantState):
    """Somebody's data, shown to staff; that it was is noted. ``card_code`` is what is written on
    the card that is valid now."""

    registration_number: str
    name: str
    kana: str
    representative: str
    birth_date: date | None
    address: str
    tel: str
    email: str
    members: int | None
    language: str
    cards: list[StaffCard]
    card_code: str | None
    card_is_valid: bool


class NewSecret(RegistrantState):
    """``temporary_secret`` is shown only here; None where the resident has chosen one."""

    temporary_secret: str | None
    temporary_until: datetime | None


class Access(TypedDict):
    """Somebody has looked at a registrant's data."""

    id: int
    at: datetime
    actor: str
    registrant_id: int
    why: str


class Accesses(TypedDict):
    """The newest first."""

    items: list[Access]


class StaffMail(TypedDict):
    """A letter that has not gone; to whom stands in nobody's list."""

    id: str
    registrant_id: int
    letter: str
    state: str
    attempts: int
    queued_at: datetime
    trouble: str | None


class StaffMails(TypedDict):
    """Letters that were given up, and those that wait."""

    items: list[StaffMail]
