"""The port to a card reader: what every driver offers, and the one status they all speak."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Protocol

from kiosk import events
from kiosk.cards.shown import CardShown, CardUnreadable, StaffCardShown
from kiosk.cards.trouble import Trouble

CardRead = CardShown | CardUnreadable | StaffCardShown


class ReaderStatus(Enum):
    """What a reader can be in. ``READY``: it said so itself, or its line stands open."""

    READY = "ready"
    CANNOT_TELL = "cannot_tell"  # of a kind that cannot be asked, such as a keyboard wedge
    NOT_THERE = "not_there"
    NO_ANSWER = "no_answer"
    NOT_ALLOWED = "not_allowed"  # it is there, and this program may not use it
    IN_USE = "in_use"  # another program keeps it for itself
    FAULT = "fault"


class CardReader(Protocol):
    """A card reader. It never raises for what a reader or a card does."""

    def status(self) -> ReaderStatus: ...

    def trouble(self) -> Trouble | None:
        """Why it cannot be used now, for technicians; None where there is no more than the status
        to say."""

    def start(self, on_read: Callable[[CardRead], None]) -> None:
        """Begin to report each card shown, once, on whichever thread the driver runs."""

    def stop(self) -> None:
        """Report nothing any more; harmless if never started."""


def takes_cards(reader: CardReader) -> bool:
    """Whether it makes sense to ask somebody to hold a card to it."""
    return reader.status() in (ReaderStatus.READY, ReaderStatus.CANNOT_TELL)


def hand_over(read: CardRead, to: Callable[[CardRead], None] | None) -> None:
    """What every driver does with what it read: note that there was a card, and pass it on."""
    if to is None:
        return
    match read:
        case CardShown() | StaffCardShown():
            events.say(events.CARD_READ)
        case CardUnreadable(why=why):
            events.say(events.CARD_READ, events.Outcome.REFUSED, why)
    to(read)
