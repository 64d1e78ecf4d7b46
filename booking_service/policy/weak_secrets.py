"""Which secrets are too easy to guess to be taken.

A card that is found shows its number, and birthdays are no secret: what follows from either, and
what people try first, would open an account within the few attempts that ``throttle`` allows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise

_STEPS = (1, -1)
_DIGITS = 10  # 0 comes after 9
#: Shorter parts of a number are in many secrets by chance.
_SHORTEST_PART = 4
#: The first years of the eras in which people live: 大正, 昭和, 平成, 令和.
_FIRST_YEARS = (1912, 1926, 1989, 2019)
_CENTURY = 100


class Weakness(StrEnum):
    """Why a secret is refused."""

    REPEATED = "repeated"  # 0000, 1212
    RUNNING = "running"  # 1234, 9876
    NUMBER = "number"  # a part of the registration number
    BIRTH_DATE = "birth_date"
    UNCHANGED = "unchanged"  # the secret there was before


@dataclass(frozen=True, slots=True)
class Known:
    """What others may know of whoever chooses a secret."""

    number: str
    birth_date: date | None = None
    before: str | None = field(default=None, repr=False)


def weakness_of(secret: str, known: Known) -> Weakness | None:
    """Why a secret is too weak; None where it is not."""
    checks = (
        (secret == known.before, Weakness.UNCHANGED),
        (_is_repeated(secret), Weakness.REPEATED),
        (_is_running(secret), Weakness.RUNNING),
        (_is_part_of(known.number, secret), Weakness.NUMBER),
        (_is_birthday(known.birth_date, secret), Weakness.BIRTH_DATE),
    )
    return next((weakness for true, weakness in checks if true), None)


def _is_repeated(secret: str) -> bool:
    """One or two characters over and over."""
    return any(
        len(secret) % width == 0 and secret == secret[:width] * (len(secret) // width)
        for width in (1, 2)
        if len(secret) > width
    )


def _is_running(secret: str) -> bool:
    """Each character the next, or the one before: 1234, 4321, 7890, abcd."""
    values = [ord(character) for character in secret.lower()]
    pairs = list(pairwise(values))
    if not pairs:
        return False
    if secret.isdigit():
        return any(
            all((after - before - step) % _DIGITS == 0 for before, after in pairs)
            for step in _STEPS
        )
    return any(all(after - before == step for before, after in pairs) for step in _STEPS)


def _is_part_of(number: str, secret: str) -> bool:
    """The number itself, its beginning or its end; anything else is in many by chance."""
    if len(secret) < _SHORTEST_PART:
        return False
    return number.startswith(secret) or number.endswith(secret)


def _is_birthday(birth: date | None, secret: str) -> bool:
    return birth is not None and secret in _writings(birth)


def _writings(birth: date) -> frozenset[str]:
    """How people write a birthday in digits, in the western year and in the era's."""
    year, short, month, day = f"{birth:%Y}", f"{birth:%y}", f"{birth:%m}", f"{birth:%d}"
    eras = (birth.year - first + 1 for first in _FIRST_YEARS)
    years = (year, short, *(f"{era:02}" for era in eras if 0 < era < _CENTURY))
    with_year = {f"{one}{rest}" for one in years for rest in (month, f"{month}{day}")}
    return frozenset({year, f"{month}{day}"} | with_year)
