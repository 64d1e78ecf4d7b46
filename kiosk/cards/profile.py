"""Where the registration number stands on a city's cards, and what is no card of this city.

A city hands out several kinds of cards over the years. Each kind says from which readers it comes
and how the number is found in what they send. They are tried in the order in which they stand in
the city's file (``profile_file.py``); the first that fits decides.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import Enum
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from kiosk.cards.codabar import CheckRule, holds, symbol
from kiosk.cards.shown import CardShown, CardUnreadable, StaffCardShown

#: Full-width letters, digits and signs, which some readers send while an input method is on.
_NARROW: Final = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


class Source(Enum):
    """What a content comes from: by which reader, and by what of the card."""

    WEDGE = "wedge"
    SERIAL = "serial"
    FELICA_IDM = "felica_idm"
    FELICA_BLOCK = "felica_block"
    MIFARE_UID = "mifare_uid"
    ISO_FILE = "iso_file"


#: What has to be told what to read, and what any reader of chips is told unasked: neither is ever
#: taken for a number unless the city says so.
TYPED_OR_SENT: Final = frozenset({Source.WEDGE, Source.SERIAL})
CHIPS: Final = frozenset(Source) - TYPED_OR_SENT


class ReaderCommands(Enum):
    """Whose commands a reader has for the blocks of FeliCa."""

    SONY = "sony"  # and readers that follow it
    ACS = "acs"


class Encoding(Enum):
    """How bytes of a chip or a line stand for characters. Padding (NUL, FF) is left out."""

    ASCII = "ascii"
    SHIFT_JIS = "shift_jis"
    BCD = "bcd"  # two digits a byte
    HEX = "hex"  # the bytes themselves, written as capitals


class StartStop(Enum):
    """What is done with the start and stop characters of NW-7."""

    NONE = "none"  # the card has none, or the reader does not send them
    REMOVE = "remove"
    KEEP = "keep"  # they stay, as capitals, and count as columns


class Alphabet(Enum):
    DIGITS = "digits"
    ALPHANUMERIC = "alphanumeric"


@dataclass(frozen=True, slots=True)
class Rest:
    """The number is all that is left between what the card begins and ends with."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The number stands from column ``first``, counted from 1, on ``count`` columns.

    The beginning of a card counts, start and stop of NW-7 only if they are kept.
    """

    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Part:
    """The number is the ``nth`` part, counted from 1, of what ``separator`` divides."""

    separator: str
    nth: int


@dataclass(frozen=True, slots=True)
class Parameter:
    """The number is a named value: of ``key=value`` pairs, or of the query of a web address."""

    key: str


Place = Rest | Columns | Part | Parameter


@dataclass(frozen=True, slots=True)
class FelicaPlace:
    """Which blocks (16 bytes each) of which service are read, without a key."""

    service: int
    blocks: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class IsoPlace:
    """Which bytes of which file of an ISO 7816-4 card are read.

    ``application`` is its identifier (DF name); ``file`` the two bytes of the elementary file.
    ``record``, counted from 1, is the record that is read of a file of records; 0 for other files.
    """

    application: bytes
    file: int
    offset: int = 0
    length: int = 16
    record: int = 0


@dataclass(frozen=True, slots=True)
class CardKind:
    """One kind of card.

    ``other``: not one of this city; it is known so that it can be told from a bad reading.
    ``staff``: shown by staff who want to open maintenance mode.
    ``length``: characters of the whole card, 0 if that differs. The check digit is the last
    character of the card before ``ends_with``, or, with ``check_number``, of the number, of which
    it then is a part. ``chip``: what to read, for the sources ``FELICA_BLOCK`` and ``ISO_FILE``.
    """

    name: str = "card"
    other: bool = False
    staff: bool = False
    sources: frozenset[Source] = TYPED_OR_SENT
    encoding: Encoding = Encoding.ASCII
    start_stop: StartStop = StartStop.NONE
    starts_with: str = ""
    ends_with: str = ""
    length: int = 0
    check: CheckRule | None = None
    check_number: bool = False
    place: Place = field(default_factory=Rest)
    shortest: int = 7
    longest: int = 7
    alphabet: Alphabet = Alphabet.DIGITS
    chip: FelicaPlace | IsoPlace | None = None

    def read(self, content: str | bytes) -> CardShown | CardUnreadable:
        """The number on a card that says ``content``; bytes are read in the card's encoding."""
        text = content if isinstance(content, str) else self._text(content)
        if text is None:
            return CardUnreadable("misread")
        text = text.translate(_NARROW)
        if not text.isprintable():
            return CardUnreadable("misread")
        return self._find(text)

    @property
    def fewest(self) -> int:
        """How many characters such a card has at the least."""
        ends = len("AA") if self.start_stop is not StartStop.NONE else 0
        body = len(self.starts_with) + self._of_the_place() + len(self.ends_with)
        check = 1 if self.check is not None and not self.check_number else 0
        return max(self.length, body + ends + check)

    def _of_the_place(self) -> int:
        match self.place:
            case Rest():
                return self.shortest
            case Columns(first=first, count=count):
                return max(0, first - 1 - len(self.starts_with)) + count
            case Part(separator=separator, nth=nth):
                return (nth - 1) * len(separator) + self.shortest
            case Parameter(key=key):
                return len(key) + len("=") + self.shortest

    def _text(self, data: bytes) -> str | None:
        match self.encoding:
            case Encoding.HEX:
                return data.hex().upper()
            case Encoding.BCD:
                return data.hex().rstrip("f")
            case Encoding.ASCII | Encoding.SHIFT_JIS:
                try:
                    return data.strip(b"\x00\xff").decode(self.encoding.value)
                except UnicodeDecodeError:
                    return None

    def _find(self, text: str) -> CardShown | CardUnreadable:
        if self.length and len(text) != self.length:
            return CardUnreadable("incomplete" if len(text) < self.length else "too_long")
        start = stop = ""
        if self.start_stop is not StartStop.NONE:
            framed = symbol(text)
            if framed is None:
                broken = text == "" or symbol(f"{text}0A") is not None
                return CardUnreadable("incomplete" if broken else "not_a_card_of_this_city")
            start, text, stop = framed.start, framed.body, framed.stop
        body = text.removesuffix(self.ends_with)
        if self.ends_with and body == text:
            return _not_ours(text, self.starts_with)
        if self.check is not None and not self.check_number:
            if len(body) > 1 and not holds(self.check, body, start + stop):
                return CardUnreadable("misread")
            body = body[:-1]
        if self.start_stop is StartStop.KEEP:
            body = start + body + stop
        if not body.startswith(self.starts_with):
            return _not_ours(body, self.starts_with)
        return self._number(self._at_its_place(body))

    def _at_its_place(self, body: str) -> str | CardUnreadable:
        inner = body.removeprefix(self.starts_with)
        match self.place:
            case Rest():
                return inner
            case Columns(first=first, count=count):
                found = body[first - 1 :][:count]
                return found if len(found) == count else CardUnreadable("incomplete")
            case Part(separator=separator, nth=nth):
                parts = inner.split(separator)
                return parts[nth - 1] if nth <= len(parts) else CardUnreadable("incomplete")
            case Parameter(key=key):
                found_at = _parameters(inner).get(key)
                return CardUnreadable("not_a_card_of_this_city") if found_at is None else found_at

    def _number(self, found: str | CardUnreadable) -> CardShown | CardUnreadable:
        if isinstance(found, CardUnreadable):
            return found
        number = found.strip(" ")  # fields of fixed width are filled up with blanks
        if len(number) < self.shortest:
            return CardUnreadable("incomplete")
        if len(number) > self.longest:
            return CardUnreadable("too_long")
        fits = number.isdigit() if self.alphabet is Alphabet.DIGITS else number.isalnum()
        if not (number.isascii() and fits):
            return CardUnreadable("not_a_card_of_this_city")
        if self.check is not None and self.check_number and not holds(self.check, number):
            return CardUnreadable("misread")
        return CardShown(number)


_NEAREST: Final = ("misread", "incomplete", "too_long", "not_a_card_of_this_city")


@dataclass(frozen=True, slots=True)
class CardProfile:
    """All kinds of cards that a city knows. Without any said, a card is seven digits.

    A length that is not exact would take the half of a number that broke off for a whole one.
    """

    kinds: tuple[CardKind, ...] = (CardKind("plain"),)

    def of(self, source: Source) -> tuple[CardKind, ...]:
        """The kinds that such a reader can meet, in their order."""
        return tuple(kind for kind in self.kinds if source in kind.sources)

    def read(
        self, content: str | bytes, source: Source | None = None
    ) -> CardShown | CardUnreadable | StaffCardShown:
        """The number on a card; ``source`` None is a reader that stands in for all of them."""
        why: set[str] = set()
        for kind in self.kinds if source is None else self.of(source):
            match kind.read(content):
                case CardShown() as shown:
                    if kind.staff:
                        return StaffCardShown()
                    return CardUnreadable("another_card") if kind.other else shown
                case CardUnreadable(why=problem) if not (kind.other or kind.staff):
                    why.add(problem)
        return nearest(why)


def nearest(why: Collection[str]) -> CardUnreadable:
    """Of several kinds that all failed, the one that came nearest says why."""
    for problem in _NEAREST:
        if problem in why:
            return CardUnreadable(problem)
    return CardUnreadable("not_a_card_of_this_city")


def _not_ours(text: str, beginning: str) -> CardUnreadable:
    """A card that does not begin as it should: perhaps it only broke off."""
    broken = len(text) < len(beginning) and beginning.startswith(text)
    return CardUnreadable("incomplete" if broken else "not_a_card_of_this_city")


def _parameters(text: str) -> dict[str, str]:
    """The named values of a web address or of pairs; of a name given twice, the first counts."""
    try:
        pairs = urlsplit(text).query if "://" in text else text
    except ValueError:
        return {}
    found: dict[str, str] = {}
    for separator in ("&", ";", ","):
        if separator in pairs:
            break
    for key, value in parse_qsl(pairs, keep_blank_values=True, separator=separator):
        found.setdefault(key, value)
    return found
