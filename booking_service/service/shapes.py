"""The shapes of the answers (docs/architecture.md, seam 1), as typed dictionaries.

They are what handlers build, what is kept with a write, and what docs/openapi.json is made from:
one description for all three.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

#: A text by language; ``ja`` is always there.
Text = dict[str, str]


Offer = TypedDict(
    "Offer",
    {"kind": Literal["lottery", "first_come", "counter"], "from": datetime, "until": datetime},
)


class RoomDay(TypedDict):
    room_id: str
    date: date
    pattern: str
    slots: str
    units: dict[str, str] | None  # by unit, for a room of several


class OfferDay(TypedDict):
    facility_id: str
    class_id: str
    date: date
    offers: list[Offer]


class RoomDayItem(TypedDict):
    id: str
    kind: Literal["room-day"]
    state: Literal["updated", "deleted"]
    modified: int
    data: RoomDay | None


class OfferDayItem(TypedDict):
    id: str
    kind: Literal["offer-day"]
    state: Literal["updated", "deleted"]
    modified: int
    data: OfferDay | None


class FeedPage(TypedDict):
    next: str
    generation: str
    items: list[RoomDayItem | OfferDayItem]
    license: str


class OpenActiveItem(TypedDict):
    id: str
    kind: Literal["FacilityUse", "Slot"]
    state: Literal["updated", "deleted"]
    modified: int
    data: NotRequired[dict[str, Any]]


class OpenActivePage(TypedDict):
    next: str
    items: list[OpenActiveItem]
    license: str


class Competition(TypedDict):
    counts: list[int]


class Registrant(TypedDict):
    name: str
    number_tail: str
    standing: Literal["active", "suspended", "expired"]
    standing_since: date | None
    valid_until: date | None


class Session(TypedDict):
    token: str
    expires_at: datetime
    must_change_secret: bool
    registrant: Registrant


class NamedId(TypedDict):
    id: str
    name: Text


class HeldReduction(NamedId):
    percent: int
    valid_until: date


CardState = Literal["valid", "lost", "replaced", "returned"]


class Card(TypedDict):
    issue: int
    issued_on: date
    state: CardState
    ended_on: date | None


AccountAction = Literal["change", "change_secret", "report_card_lost", "delete"]


class Account(TypedDict):
    holder: Literal["person", "group"]
    number_tail: str
    name: str
    kana: str
    representative: str
    birth_date: date | None
    address: str
    tel: str
    email: str
    members: int | None
    language: str
    kinds: list[NamedId]
    standing: Literal["active", "suspended", "expired"]
    standing_since: date | None
    registered_on: date | None
    valid_until: date | None
    renewable_from: date | None
    reductions: list[HeldReduction]
    cards: list[Card]
    can: list[AccountAction]


class AccountDeleted(TypedDict):
    state: Literal["deleted"]


class Registered(TypedDict):
    registration_number: str
    name: str
    state: Literal["complete", "begun"]
    valid_until: date | None
    finish_by: date | None
    tel: str


class Confirmation(TypedDict):
    confirmation: str
    expires_at: datetime


class FeeLine(TypedDict):
    name: Text
    yen: int


class QuotaUse(TypedDict):
    limit: int
    used: int
    scope: Text
    unit: Literal["uses", "slots"]


class DrawTimes(TypedDict):
    draw_at: datetime
    result_from: datetime
    claim_from: datetime | None
    claim_until: datetime | None


class FollowUp(TypedDict):
    text: Text
    to: Text | None
    until: datetime


class FeeStep(TypedDict):
    from_day: date | None
    percent: int


#: Pay until it is due, pay when coming to use the room, or have it taken from the account.
PaidBy = Literal["deadline", "on_the_day", "debit"]


class IfClaimed(TypedDict):
    """What becomes of a win once it is claimed: what it costs, and until when and where to pay."""

    state: Literal["provisional", "confirmed"]
    fee_yen: int
    payment_due: datetime | None
    pay_at: Text
    paid_by: PaidBy
    lapses_unpaid: bool


class Quote(TypedDict):
    fee_lines: list[FeeLine]
    fee_yen: int
    payment_due: datetime | None
    pay_at: Text
    paid_by: PaidBy
    lapses_unpaid: bool
    quota: QuotaUse | None
    cancel_until: datetime | None
    draw: DrawTimes | None
    if_claimed: IfClaimed | None
    follow_ups: list[FollowUp]
    fee_steps: list[FeeStep]


_Span = TypedDict("_Span", {"from": datetime, "until": datetime})


class Use(_Span):
    id: str
    number: str
    room_id: str
    facility_id: str
    date: date
    first_slot: int
    slot_count: int
    purpose_id: str
    people: int
    unit_id: str | None
    fee_yen: int
    made_at: datetime
    status_url: str


class LostBecause(TypedDict):
    code: Literal["slot_taken", "quota_full", "clash", "not_free"]
    witness: str | None
    slot: int | None


class Waiting(TypedDict):
    """The place of a loser among those to whom a win goes that nobody claims: 1 is the next."""

    place: int
    of: int


class Application(Use):
    state: Literal["applied", "won", "lost", "claimed", "waived", "lapsed", "cancelled"]
    token: str
    #: The commitment of its draw, as published before anybody could apply.
    commitment: str | None
    draw: DrawTimes
    if_claimed: IfClaimed | None
    lost_because: LostBecause | None
    waiting: Waiting | None
    cancel_until: datetime | None
    can: list[Literal["cancel", "claim", "waive"]]
    reservation_id: str | None


class Applications(TypedDict):
    items: list[Application]


class CounterChange(TypedDict):
    """Changing a booking at the counter: before ``until``, so often and ``left`` times more, to no
    day after ``latest``."""

    until: datetime
    times: int
    left: int
    latest: date | None


class Reservation(Use):
    fee_lines: list[FeeLine]
    state: Literal["provisional", "confirmed", "cancelled", "expired", "used"]
    origin: Literal["first_come", "lottery", "counter"]
    payment_due: datetime | None
    pay_at: Text
    paid_by: PaidBy
    lapses_unpaid: bool
    paid: bool
    cancel_from: datetime | None
    cancel_until: datetime | None
    cancel_by: Literal["online", "counter", "telephone"]
    tel: str
    cancellation_fee_yen: int
    refunded: bool  # whether what was paid comes back when it is cancelled
    change_at_counter: CounterChange | None
    fee_steps: list[FeeStep]
    follow_ups: list[FollowUp]
    can: list[Literal["cancel", "change"]]


class Reservations(TypedDict):
    items: list[Reservation]


class DoneWrite(TypedDict):
    state: Literal["done"]
    status: int
    body: Reservation | Application | Problem


class OpenWrite(TypedDict):
    state: Literal["in_progress"]


class ClosedWrite(TypedDict):
    state: Literal["closed"]


class ServiceTime(TypedDict):
    time: datetime


class Fault(TypedDict):
    place: str
    message: str


class _ProblemBase(TypedDict):
    type: str
    code: str
    title: str
    status: int
    detail: str


class Problem(_ProblemBase, total=False):
    """RFC 9457 problem+json; which details there are depends on the code."""

    errors: list[Fault]
    retry_after: int
    opens_at: datetime
    closed_at: datetime
    until: datetime
    tel: str
    capacity: int
    limit: int
    used: int
    scope: Text
    number: str
    since: date | None
    needed: list[Text]
    numbers: list[str]
    counter: Text
    reason: str
    because: str
    renewable_from: date | None
    state: str
    generation: str
    fee_yen: int
    percent: int


class Health(TypedDict):
    state: str


class NamedPlace(TypedDict):
    id: str
    name: Text


class CityOfTerminals(TypedDict):
    """What a terminal is told before it has a credential."""

    city: NamedPlace
    facilities: list[NamedPlace]


class Credentials(TypedDict):
    credential: str
