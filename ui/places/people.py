"""Who is it: number, card and secret."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from kiosk.terminal import CardShown, CardUnreadable
from ui.places.place import Place


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
