"""From the slots to the receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from kiosk.journeys.outcomes import ReceiptView
from kiosk.model import Choice, Kind, Reservation
from ui.deeds import Deed
from ui.places.place import Place


@dataclass(frozen=True, slots=True)
class Kept:
    """What need not be asked again, because an earlier booking says it.

    ``first_slot`` and ``slot_count`` are chosen beforehand where they are free; ``changes`` is the
    reservation that is moved, if this is not a new one.
    """

    purpose_id: str
    people: int
    first_slot: int
    slot_count: int
    unit_id: str | None = None
    changes: Reservation | None = None

    @classmethod
    def of(cls, booked: Reservation, *, changes: bool = False) -> Kept:
        """What ``booked`` says; with ``changes`` it is the one to be moved."""
        return cls(
            booked.purpose_id,
            booked.people,
            booked.first_slot,
            booked.slot_count,
            booked.unit_id,
            booked if changes else None,
        )


@dataclass(frozen=True, slots=True)
class SameAgain(Place):
    """The next days on which an earlier booking can be made again as it was."""

    name: ClassVar[str] = "same_again"
    booked: Reservation


@dataclass(frozen=True, slots=True)
class Day(Place):
    """The hours of a day. ``chosen``: the first slot and how many, as they were chosen before."""

    name: ClassVar[str] = "day"
    room_id: str
    day: date
    kept: Kept | None = None
    chosen: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A choice in the making: the slots are chosen, the rest is asked as far as it is not known.

    ``unit_id`` counts once ``unit_asked``; None is any unit then.
    """

    kind: Kind
    room_id: str
    date: date
    first_slot: int
    slot_count: int
    unit_asked: bool = False
    unit_id: str | None = None
    purpose_id: str | None = None
    people: int | None = None
    changes: Reservation | None = None


@dataclass(frozen=True, slots=True)
class Unit(Place):
    """Which of several alike parts of a room (面), or any."""

    name: ClassVar[str] = "unit"
    draft: Draft


@dataclass(frozen=True, slots=True)
class Purpose(Place):
    name: ClassVar[str] = "purpose"
    draft: Draft


@dataclass(frozen=True, slots=True)
class People(Place):
    name: ClassVar[str] = "people"
    draft: Draft


@dataclass(frozen=True, slots=True)
class Confirm(Place):
    """Everything once more, with the fee, before anything is sent.

    ``changes``: the reservation that is moved by it, if any.
    """

    name: ClassVar[str] = "confirm"
    choice: Choice
    kind: Kind
    changes: Reservation | None = None


@dataclass(frozen=True, slots=True)
class SecretAgain(Place):
    """The secret before a commitment, where the city wants it."""

    name: ClassVar[str] = "secret_again"
    deed: Deed


@dataclass(frozen=True, slots=True)
class ReceiptLarger(Place):
    """A receipt of this visit, to be read on the glass."""

    name: ClassVar[str] = "receipt_larger"
    receipt: ReceiptView


@dataclass(frozen=True, slots=True)
class ReceiptTaken(Place):
    """It is done (or a list was asked for): the receipt on screen and on its way to paper."""

    name: ClassVar[str] = "receipt_taken"
    receipt: ReceiptView
    #: Which headline: a deed's name, ``list_applications`` / ``list_reservations``, or
    #: ``reprint_application`` / ``reprint_reservation``.
    what: str
    #: The application's or reservation's number, in full.
    number: str | None = None
    #: Whether what was reserved or claimed is not for good yet.
    provisional: bool = False
    #: The reservation that was made, for what is still to be paid.
    made: Reservation | None = None
