"""NW-7, elsewhere called Codabar: its characters, its start and stop, and its check digits.

The symbol itself is JIS X 0506. It prescribes no check digit; the rules here are those that AIM
Japan describes for it. A start or stop character is one of A to D; readers write them large or
small as they like.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

#: What each character counts in modulus 16, in the order of the standard.
_VALUES: Final = {character: value for value, character in enumerate("0123456789-$:/.+ABCD")}
_ENDS: Final = "ABCD"
_MOST_IN_ONE_NUMBER: Final = 4096


class CheckRule(Enum):
    """How a check digit, the last character before the stop, follows from those before it."""

    SEVEN_DR = "7DR"  # the remainder of a division by seven
    SEVEN_DSR = "7DSR"  # seven less that remainder
    M10W21 = "M10W21"  # weights 2, 1 from the right, products split into digits: Luhn
    M10W21_WHOLE = "M10W21-whole"  # the same with the products as they are
    M10W3 = "M10W3"  # weights 3, 1 from the right
    M11W = "M11W"  # weights 2 to 7 from the right; for the remainders 0 and 1 the digit is 0
    M16 = "M16"  # all characters with start and stop


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol as read: ``start`` and ``stop`` as capitals, and what stands between them."""

    start: str
    body: str
    stop: str


def symbol(text: str) -> Symbol | None:
    """The parts of a symbol that was sent with start and stop; None if it was not one."""
    if len(text) < len("A0A"):
        return None
    start, body, stop = text[0].upper(), text[1:-1], text[-1].upper()
    if start not in _ENDS or stop not in _ENDS:
        return None
    if any(character not in _VALUES or character in _ENDS for character in body):
        return None
    return Symbol(start, body, stop)


def check_character(rule: CheckRule, body: str, ends: str = "") -> str | None:
    """What must follow ``body``; ``ends`` are start and stop. None if the rule knows no answer."""
    if rule is CheckRule.M16:
        return _modulus_16(body, ends)
    if not (body.isascii() and body.isdigit()) or len(body) > _MOST_IN_ONE_NUMBER:
        return None
    match rule:
        case CheckRule.SEVEN_DR:
            return str(int(body) % 7)
        case CheckRule.SEVEN_DSR:
            return str(-int(body) % 7)
        case CheckRule.M10W21:
            return str(-sum(sum(divmod(product, 10)) for product in _products(body, (2, 1))) % 10)
        case CheckRule.M10W21_WHOLE:
            return str(-sum(_products(body, (2, 1))) % 10)
        case CheckRule.M10W3:
            return str(-sum(_products(body, (3, 1))) % 10)
        case CheckRule.M11W:
            digit = -sum(_products(body, (2, 3, 4, 5, 6, 7))) % 11
            return str(digit % 10)


def holds(rule: CheckRule, text: str, ends: str = "") -> bool:
    """Whether the last character of ``text`` follows from those before it."""
    body, given = text[:-1], text[-1:]
    if rule is CheckRule.SEVEN_DSR and given == "7":
        given = "0"  # for the remainder 0 some print seven, some nothing left over
    return given != "" and given == check_character(rule, body, ends)


def _products(body: str, weights: tuple[int, ...]) -> list[int]:
    """Each digit times its weight; the weights run from the right and begin again."""
    return [
        int(digit) * weights[place % len(weights)] for place, digit in enumerate(reversed(body))
    ]


def _modulus_16(body: str, ends: str) -> str | None:
    """``16 - r`` alone would ask for a sixteen where the remainder is nothing."""
    every = body + ends
    if not body or len(ends) != len("AA") or any(one not in _VALUES for one in every):
        return None
    return "0123456789-$:/.+"[-sum(_VALUES[one] for one in every) % 16]
