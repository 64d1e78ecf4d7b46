"""Which PINs are too easily guessed, and why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import Enum

SHORTEST, LONGEST = 6, 12
_DIGITS = "0123456789"
_UP = _DIGITS * 3
_DOWN = _UP[::-1]
#: Years that somebody was born in, or that stand on a calendar.
_YEARS = range(1900, 2100)
_CENTURIES = (19, 20)
#: A number of the house with fewer digits stands in many good PINs by chance.
_TELLING = 4


class Weakness(Enum):
    """Why a PIN is refused; the value is the code in the wording and on the console."""

    NOT_DIGITS = "not_digits"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    EQUAL = "equal"  # 777777
    RUN = "run"  # 345678, 987654, also from 9 on to 0
    REPEATED = "repeated"  # 121212, 123123, 112233
    DATE = "date"  # 19850412, 850412, 041285, and what a year is in the middle of
    KNOWN_NUMBER = "known_number"  # the terminal's or the city's, which stand on the wall
    OTHER_ROLE = "other_role"


@dataclass(frozen=True, slots=True)
class KnownNumbers:
    """Digits that anybody in the lobby can read: telephone numbers, the terminal's own name."""

    numbers: Collection[str] = ()

    def digits(self) -> tuple[str, ...]:
        found = ("".join(c for c in one if c in _DIGITS) for one in self.numbers)
        return tuple(one for one in found if len(one) >= _TELLING)


def weakness(pin: str, known: KnownNumbers) -> Weakness | None:
    """Why this PIN is too weak; None if it will do. The other role's PIN is not known here."""
    if not pin or any(c not in _DIGITS for c in pin):
        return Weakness.NOT_DIGITS
    if len(pin) < SHORTEST:
        return Weakness.TOO_SHORT
    if len(pin) > LONGEST:
        return Weakness.TOO_LONG
    if len(set(pin)) == 1:
        return Weakness.EQUAL
    if pin in _UP or pin in _DOWN:
        return Weakness.RUN
    if _is_repeated(pin):
        return Weakness.REPEATED
    if _is_date(pin):
        return Weakness.DATE
    if any(pin in number or number in pin for number in known.digits()):
        return Weakness.KNOWN_NUMBER
    return None


def _is_repeated(pin: str) -> bool:
    """A part over and over, pairs of one digit, or the first half backwards."""
    parts = range(1, len(pin) // 2 + 1)
    over_and_over = any((pin[:n] * len(pin))[: len(pin)] == pin for n in parts)
    pairs = len(pin) % 2 == 0 and all(pin[n] == pin[n + 1] for n in range(0, len(pin), 2))
    return over_and_over or pairs or len(set(pin)) == 2 or pin == pin[::-1]  # noqa: PLR2004


def _is_date(pin: str) -> bool:
    """A day written as it is written anywhere, or a year at the beginning or at the end."""
    if len(pin) == 8:  # noqa: PLR2004
        orders = (pin, pin[4:] + pin[2:4] + pin[:2], pin[4:] + pin[:4])
        return any(_day(int(one[:4]), one[4:6], one[6:]) for one in orders)
    if len(pin) == 6:  # noqa: PLR2004
        orders = (pin, pin[4:] + pin[2:4] + pin[:2], pin[4:] + pin[:4])
        short = any(
            _day(century * 100 + int(one[:2]), one[2:4], one[4:])
            for one in orders
            for century in _CENTURIES
        )
        return short or int(pin[:4]) in _YEARS or int(pin[2:]) in _YEARS
    return False


def _day(year: int, month: str, day: str) -> bool:
    if year not in _YEARS:
        return False
    try:
        date(year, int(month), int(day))
    except ValueError:
        return False
    return True
