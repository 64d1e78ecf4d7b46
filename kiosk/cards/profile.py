"""Where the registration number stands on a city's card, and what is no card of this city."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.terminal import CardShown, CardUnreadable

#: Some readers send digits as full-width characters when an input method is on.
_TO_ASCII_DIGITS = {ord("０") + digit: ord("0") + digit for digit in range(10)}


@dataclass(frozen=True, slots=True)
class CardProfile:
    """What a card of the city says.

    ``starts_with`` comes first and is no part of the number; then ``characters`` digits of the
    number; then ``characters_after`` that mean nothing here. There is no check digit.
    """

    starts_with: str = ""
    characters: int = 7
    characters_after: int = 0

    def read(self, text: str) -> CardShown | CardUnreadable:
        """The number on a card whose whole content is ``text``."""
        content = text.translate(_TO_ASCII_DIGITS)
        whole = len(self.starts_with) + self.characters + self.characters_after
        if not content.startswith(self.starts_with):
            return CardUnreadable("not_a_card_of_this_city")
        if len(content) < whole:
            return CardUnreadable("incomplete")
        if len(content) > whole:
            return CardUnreadable("too_long")
        number = content[len(self.starts_with) :][: self.characters]
        if not (number.isascii() and number.isdigit()):
            return CardUnreadable("not_a_card_of_this_city")
        return CardShown(number)
