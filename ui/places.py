"""Where a resident can be: one value a screen, with what the screen is about.

The way back is a list of places, so a screen is always made anew from its place: with the
language of the moment, the state of the moment, and nothing left over when the list is emptied.
``name`` is the screen's name: its module in ``ui/screens`` and what tests and events call it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal

from kiosk.model import Application, Choice, Reservation
from kiosk.outcome import Refused
from kiosk.terminal import CardShown, CardUnreadable, Kind, ReceiptView
from ui.deeds import Deed, DeedKind


@dataclass(frozen=True, slots=True)
class Place:
    """The base of all places."""

    name: ClassVar[str] = ""


@dataclass(frozen=True, slots=True)
class Start(Place):
    name: ClassVar[str] = "start"


@dataclass(frozen=True, slots=True)
class OutOfService(Place):
    """Nothing can be shown yet, because the cache was never filled."""

    name: ClassVar[str] = "out_of_service"


@dataclass(frozen=True, slots=True)
class Notices(Place):
    name: ClassVar[str] = "notices"


@dataclass(frozen=True, slots=True)
class Help(Place):
    name: ClassVar[str] = "help"


@dataclass(frozen=True, slots=True)
class Facilities(Place):
    name: ClassVar[str] = "facilities"


@dataclass(frozen=True, slots=True)
class Rooms(Place):
    name: ClassVar[str] = "rooms"
    facility_id: str


@dataclass(frozen=True, slots=True)
class Month(Place):
    """A room's calendar. ``month`` is any day of it."""

    name: ClassVar[str] = "month"
    room_id: str
    month: date


@dataclass(frozen=True, slots=True)
class Day(Place):
    name: ClassVar[str] = "day"
    room_id: str
    day: date


@dataclass(frozen=True, slots=True)
class LogInNumber(Place):
    """Card or number; after the log-in the resident goes on to ``then``."""

    name: ClassVar[str] = "log_in_number"
    then: Place
    #: Why the last card was no good, as a code for the wording.
    card_problem: str | None = None


@dataclass(frozen=True, slots=True)
class LogInSecret(Place):
    name: ClassVar[str] = "log_in_secret"
    number: str = field(repr=False)
    then: Place


def log_in_with(card: CardShown | CardUnreadable, then: Place) -> Place:
    """Where a card leads: on to the secret, or to typing the number if it could not be read."""
    match card:
        case CardShown(number=number):
            return LogInSecret(number, then)
        case CardUnreadable(why=why):
            return LogInNumber(then, card_problem=why)


@dataclass(frozen=True, slots=True)
class Menu(Place):
    name: ClassVar[str] = "menu"


@dataclass(frozen=True, slots=True)
class Draft:
    """A choice in the making: the slots are chosen, the rest is still to be asked."""

    kind: Kind
    room_id: str
    date: date
    first_slot: int
    slot_count: int


@dataclass(frozen=True, slots=True)
class Purpose(Place):
    name: ClassVar[str] = "purpose"
    draft: Draft


@dataclass(frozen=True, slots=True)
class People(Place):
    name: ClassVar[str] = "people"
    draft: Draft
    purpose_id: str


@dataclass(frozen=True, slots=True)
class Confirm(Place):
    """Everything once more, with the fee, before anything is sent."""

    name: ClassVar[str] = "confirm"
    choice: Choice
    kind: Kind


@dataclass(frozen=True, slots=True)
class Sure(Place):
    """Asked once more before something is given up."""

    name: ClassVar[str] = "sure"
    deed: Deed
    item: Application | Reservation


@dataclass(frozen=True, slots=True)
class SecretAgain(Place):
    """The secret before a commitment, where the city wants it."""

    name: ClassVar[str] = "secret_again"
    deed: Deed


@dataclass(frozen=True, slots=True)
class ReceiptTaken(Place):
    """It is done (or a list was asked for): the receipt on screen and on its way to paper."""

    name: ClassVar[str] = "receipt_taken"
    receipt: ReceiptView
    #: Which headline: a deed's name, or ``list_applications`` / ``list_reservations``.
    what: str
    #: The application's or reservation's number, in full.
    number: str | None = None


@dataclass(frozen=True, slots=True)
class MyApplications(Place):
    name: ClassVar[str] = "my_applications"


@dataclass(frozen=True, slots=True)
class MyReservations(Place):
    name: ClassVar[str] = "my_reservations"


@dataclass(frozen=True, slots=True)
class ApplicationDetail(Place):
    name: ClassVar[str] = "application"
    application: Application


@dataclass(frozen=True, slots=True)
class ReservationDetail(Place):
    name: ClassVar[str] = "reservation"
    reservation: Reservation


@dataclass(frozen=True, slots=True)
class WhyNot(Place):
    """Why a door is closed: the rule, the day, and what to do instead."""

    name: ClassVar[str] = "refused"
    refused: Refused
    #: What the resident was about to commit to, if anything.
    deed: DeedKind | None = None


@dataclass(frozen=True, slots=True)
class LineDown(Place):
    """What was asked for needs the service. ``wanted`` is tried again on request."""

    name: ClassVar[str] = "line_down"
    wanted: Place
    #: Whether nobody answers, or somebody who has no time.
    why: Literal["line_down", "service_busy"] = "line_down"
    #: What the resident was about to commit to, if anything: it was not done.
    deed: DeedKind | None = None


@dataclass(frozen=True, slots=True)
class AnswerUnclear(Place):
    """A write was sent and no answer came; it is asked about until the truth is known."""

    name: ClassVar[str] = "answer_unclear"
    key: str
    deed: Deed


@dataclass(frozen=True, slots=True)
class Ended(Place):
    name: ClassVar[str] = "ended"


@dataclass(frozen=True, slots=True)
class Crashed(Place):
    name: ClassVar[str] = "crashed"
