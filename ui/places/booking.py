"""From the slots to the receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from kiosk.model import Choice
from kiosk.terminal import Kind, ReceiptView
from ui.deeds import Deed
from ui.places.place import Place


@dataclass(frozen=True, slots=True)
class Day(Place):
    name: ClassVar[str] = "day"
    room_id: str
    day: date


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
