"""What a resident can commit to, as values: which journey's method to call, with what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from kiosk.journeys.deed_kind import DeedKind
from kiosk.journeys.outcomes import Applied, Reserved
from kiosk.model import Choice, Reservation
from kiosk.terminal import Terminal
from ui.request import Request


@dataclass(frozen=True, slots=True)
class Change:
    """A reservation, by its id, and what it is to be from now on."""

    reservation_id: str
    choice: Choice


@dataclass(frozen=True, slots=True)
class Deed:
    """``subject``: what is chosen, or what it is about: the id of an application or reservation,
    the issue of a card, nothing for the account itself."""

    kind: DeedKind
    subject: Choice | Change | str | int | None


def request(deed: Deed, terminal: Terminal, secret: str) -> Request:
    """The one call that does the deed. ``secret`` is empty where the city does not ask again."""
    args: tuple[object, ...] = (deed.subject, secret)
    if isinstance(deed.subject, Change):
        args = (deed.subject.reservation_id, deed.subject.choice, secret)
    match deed.kind:
        case DeedKind.APPLY:
            return Request(terminal.applying, "apply", args)
        case DeedKind.RESERVE:
            return Request(terminal.reserving, "reserve", args)
        case DeedKind.CANCEL_APPLICATION:
            return Request(terminal.my_bookings, "cancel_application", args)
        case DeedKind.CLAIM:
            return Request(terminal.my_bookings, "claim", args)
        case DeedKind.WAIVE:
            return Request(terminal.my_bookings, "waive", args)
        case DeedKind.CANCEL_RESERVATION:
            return Request(terminal.my_bookings, "cancel_reservation", args)
        case DeedKind.CHANGE_RESERVATION:
            return Request(terminal.my_bookings, "change_reservation", args)
        case DeedKind.REPORT_CARD_LOST:
            return Request(terminal.account, "report_card_lost", args)
        case DeedKind.DELETE_ACCOUNT:
            return Request(terminal.account, "delete", (secret,))
        case _:
            assert_never(deed.kind)


def number_of(outcome: Applied | Reserved) -> str:
    """The number the resident goes by from now on."""
    match outcome:
        case Applied(application=application):
            return application.number
        case Reserved(reservation=reservation):
            return reservation.number


def reservation_of(outcome: Applied | Reserved) -> Reservation | None:
    """The reservation that a deed made or changed."""
    return outcome.reservation if isinstance(outcome, Reserved) else None


def is_provisional(outcome: Applied | Reserved, kind: DeedKind) -> bool:
    """Whether the deed made a booking that is not for good yet, as the service answered."""
    makes = kind in (DeedKind.RESERVE, DeedKind.CLAIM)
    return makes and isinstance(outcome, Reserved) and outcome.reservation.state == "provisional"
