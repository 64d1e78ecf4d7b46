"""What may be typed into a field, and why something is not taken. Plain Python.

Keys on the glass type nothing that is refused here; what readers, key boards of staff and pasted
texts bring may be anything.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from ui.entry.kana import to_katakana

#: The service takes lines of a hundred characters (``Line`` in docs/openapi.json).
LINE: Final = 100


class Kind(Enum):
    """What is asked; each kind has its screen."""

    TEXT = "text"  # names and addresses, in any writing
    KANA = "kana"  # a reading, in katakana
    DIGITS = "digits"  # a number, digits only
    TEL = "tel"
    POSTCODE = "postcode"  # seven digits
    EMAIL = "email"
    DATE = "date"  # YYYY-MM-DD
    NETWORK_ADDRESS = "network_address"  # four numbers with dots
    ASCII = "ascii"  # what machines are called, and passphrases
    SECRET = "secret"  # noqa: S105 (a kind of question, no password)
    CHOICE = "choice"  # ids of what was chosen, joined by commas


class Problem(Enum):
    """Why an answer is not taken; the wording is ``entry.problem.VALUE``."""

    EMPTY = "empty"
    TOO_SHORT = "too_short"  # {least}
    TOO_LONG = "too_long"  # {most}
    NOT_ALLOWED = "not_allowed"  # a character that cannot be typed here: emoji, control characters
    NOT_KANA = "not_kana"
    NOT_DIGITS = "not_digits"
    NOT_A_TELEPHONE = "not_a_telephone"
    NOT_A_POSTCODE = "not_a_postcode"
    NOT_AN_ADDRESS = "not_an_address"
    NO_SUCH_DAY = "no_such_day"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    NOT_OFFERED = "not_offered"


@dataclass(frozen=True, slots=True)
class Option:
    """One of several answers. ``name`` and ``about`` are texts by language."""

    id: str
    name: dict[str, str]
    about: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """``least`` and ``most`` count characters; of a choice with ``several`` the chosen.

    ``first`` and ``last`` bound a date. ``letters``: a secret may hold letters too. ``hidden``:
    what is typed is masked until somebody wants to see it.
    """

    kind: Kind
    least: int = 1
    most: int = LINE
    first: date | None = None
    last: date | None = None
    letters: bool = False
    hidden: bool = False
    options: tuple[Option, ...] = ()

    @property
    def several(self) -> bool:
        return self.kind is Kind.CHOICE and self.most > 1


def written(most: int = LINE) -> Rules:
    """A name, an address: kana, kanji, letters, digits."""
    return Rules(Kind.TEXT, most=most)


def kana(most: int = LINE) -> Rules:
    """How a name is read."""
    return Rules(Kind.KANA, most=most)


def digits(least: int, most: int) -> Rules:
    """A number."""
    return Rules(Kind.DIGITS, least, most)


def telephone() -> Rules:
    """A telephone number, with or without hyphens."""
    return Rules(Kind.TEL, 6, 20)


def postcode() -> Rules:
    """Seven digits."""
    return Rules(Kind.POSTCODE, 7, 7)


def email() -> Rules:
    """An e-mail address (RFC 5321, 4.5.3.1: at most 254 characters in a path)."""
    return Rules(Kind.EMAIL, 5, 254)


def day(first: date, last: date) -> Rules:
    """A date between two others, both included."""
    return Rules(Kind.DATE, 10, 10, first, last)


def new_secret(least: int, most: int, *, letters: bool) -> Rules:
    """A secret to be chosen, typed twice."""
    return Rules(Kind.SECRET, least, most, letters=letters, hidden=True)


def network_address() -> Rules:
    """An address of a network, such as 192.0.2.7."""
    return Rules(Kind.NETWORK_ADDRESS, 7, 15)


def ascii_signs(least: int, most: int, *, hidden: bool = False) -> Rules:
    """Letters, digits and all signs of a key board."""
    return Rules(Kind.ASCII, least, most, hidden=hidden)


def choice(*options: Option, most: int = 1) -> Rules:
    """One of these, or up to ``most`` of them."""
    return Rules(Kind.CHOICE, 1, most, options=options)


_WIDE_FORMS: Final = re.compile("[\uff00-\uffef]+")
_LOOSE_KANA: Final = re.compile("[\u3040-\u30ff]*[\u3099\u309a][\u3040-\u30ff\u3099\u309a]*")
_HYPHENS: Final = str.maketrans(dict.fromkeys("‐‑‒–—−ーｰ─", "-"))
_KANA: Final = re.compile("[ァ-ヺー・　 ]+")
_TEL: Final = re.compile(r"[0-9+][0-9-]{5,19}")
_POSTCODE: Final = re.compile(r"[0-9]{7}")
_EMAIL: Final = re.compile(
    r"[0-9A-Za-z.!#$%&'*+/=?^_`{|}~-]{1,64}@[0-9A-Za-z](?:[0-9A-Za-z-]*[0-9A-Za-z])?"
    r"(?:\.[0-9A-Za-z](?:[0-9A-Za-z-]*[0-9A-Za-z])?)+"
)
_SECRET: Final = {False: re.compile("[0-9]+"), True: re.compile("[0-9A-Za-z]+")}
#: Kinds whose characters are plain ones, however wide they came.
_PLAIN: Final = (Kind.DIGITS, Kind.TEL, Kind.POSTCODE, Kind.EMAIL, Kind.SECRET, Kind.DATE)
#: Letters, digits and the marks of names and addresses (Unicode general categories).
_WRITTEN: Final = ("Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "Pd", "Ps", "Pe", "Pi", "Pf", "Po")
_READINGS: Final = frozenset("｜《》")
_SIGNS: Final = frozenset(" 　+＋~〜=´`^№")


def cleaned(text: str, rules: Rules) -> str:
    """``text`` as it is kept: one width, kana composed, no space around it, readings in katakana.

    Kanji stay as they were typed: NFKC would write some names with other characters.
    """
    before = None
    while text != before:
        before, text = text, _cleaned_once(text, rules)
    return text


def _cleaned_once(text: str, rules: Rules) -> str:
    if rules.kind in _PLAIN:
        plain = unicodedata.normalize("NFKC", text).strip()
        if rules.kind in (Kind.TEL, Kind.POSTCODE):
            plain = plain.translate(_HYPHENS).replace(" ", "")
        return plain.replace("-", "").removeprefix("〒") if rules.kind is Kind.POSTCODE else plain
    text = _WIDE_FORMS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = _LOOSE_KANA.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
    return (to_katakana(text) if rules.kind is Kind.KANA else text).strip()


def problem_of(text: str, rules: Rules) -> Problem | None:
    """Why an answer is not taken; None where it is. ``text`` is ``cleaned``."""
    if not text:
        return Problem.EMPTY
    if rules.kind is Kind.CHOICE:
        return _problem_of_choice(text, rules)
    if not all(may_be_typed(character) for character in text):
        return Problem.NOT_ALLOWED
    if len(text) > rules.most:
        return Problem.TOO_LONG
    if wrong := _problem_of_form(text, rules):
        return wrong
    return Problem.TOO_SHORT if len(text) < rules.least else None


def may_be_typed(character: str) -> bool:
    """Whether a character can stand in any answer: no control character, no picture, and none of
    the marks that set readings in the wording."""
    if character in _READINGS:
        return False
    return character in _SIGNS or unicodedata.category(character) in _WRITTEN


def _problem_of_form(text: str, rules: Rules) -> Problem | None:
    match rules.kind:
        case Kind.KANA:
            return None if _KANA.fullmatch(text) else Problem.NOT_KANA
        case Kind.DIGITS:
            return None if _SECRET[False].fullmatch(text) else Problem.NOT_DIGITS
        case Kind.TEL:
            return None if _TEL.fullmatch(text) else Problem.NOT_A_TELEPHONE
        case Kind.POSTCODE:
            return None if _POSTCODE.fullmatch(text) else Problem.NOT_A_POSTCODE
        case Kind.EMAIL:
            right = _EMAIL.fullmatch(text) and ".." not in text and ".@" not in text
            return None if right else Problem.NOT_AN_ADDRESS
        case Kind.SECRET:
            return None if _SECRET[rules.letters].fullmatch(text) else Problem.NOT_ALLOWED
        case Kind.DATE:
            return _problem_of_day(text, rules)
        case _:
            return None


def _problem_of_day(text: str, rules: Rules) -> Problem | None:
    try:
        chosen = date.fromisoformat(text)
    except ValueError:
        return Problem.NO_SUCH_DAY
    if rules.first is not None and chosen < rules.first:
        return Problem.TOO_EARLY
    if rules.last is not None and chosen > rules.last:
        return Problem.TOO_LATE
    return None


def _problem_of_choice(text: str, rules: Rules) -> Problem | None:
    chosen = text.split(",")
    known = {option.id for option in rules.options}
    if not set(chosen) <= known or len(set(chosen)) != len(chosen):
        return Problem.NOT_OFFERED
    if len(chosen) > rules.most:
        return Problem.TOO_LONG
    return Problem.TOO_SHORT if len(chosen) < rules.least else None


def takes(character: str, rules: Rules) -> bool:
    """Whether a character may be typed into such a field at all."""
    match rules.kind:
        case Kind.TEXT:
            return may_be_typed(character)
        case Kind.KANA:
            return _KANA.fullmatch(to_katakana(character)) is not None
        case Kind.SECRET:
            return _SECRET[rules.letters].fullmatch(character) is not None
        case Kind.EMAIL:
            return character.isascii() and character.isprintable() and character != " "
        case Kind.ASCII:
            return character.isascii() and character.isprintable()
        case Kind.NETWORK_ADDRESS:
            return character == "." or _SECRET[False].fullmatch(character) is not None
        case Kind.TEL:
            return character == "-" or _SECRET[False].fullmatch(character) is not None
        case _:
            return _SECRET[False].fullmatch(character) is not None
