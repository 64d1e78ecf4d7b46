"""What a reader says of a card that was held to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class CardShown:
    """A card was read; ``number`` is the registration number found by the city's card profile."""

    number: str


UnreadableBecause = Literal[
    "not_a_card_of_this_city", "another_card", "no_number", "incomplete", "too_long", "misread"
]


@dataclass(frozen=True, slots=True)
class CardUnreadable:
    """Something was read that is no card of this city. ``why`` is a code for the wording.

    ``another_card``: a kind of card that the city knows as another's; ``no_number``: a chip that
    only says which chip it is; ``misread``: a check digit, a block check or the characters
    themselves are wrong, so that a second try may succeed.
    """

    why: UnreadableBecause


@dataclass(frozen=True, slots=True)
class StaffCardShown:
    """A card of staff was read: it asks for maintenance mode, and says nothing about whose it is.

    What stands on it goes no further than the card profile; the PIN alone opens anything.
    """
