"""Which characters a printer has, and how many columns each takes.

The grid is that of a 24-dot kanji: 24 dots for a full-width character, 12 for a half-width one.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from printing.models import Kanji

#: Dots of a column: of a half-width character.
COLUMN_DOTS = 12
#: The geta mark, which stands in Japanese print for a character that could not be set.
GETA = "〓"

#: Unicode has two characters for the dash of JIS, and the codec knows the other one.
_TWINS = str.maketrans("—", "―")
#: What looks the same, or nearly, in half width, where Latin letters stand.
_STAND_INS = str.maketrans({
    "’": "'", "‘": "'", "–": "-", "‐": "-", "‑": "-", "•": "・", "·": "・",
     "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " ", "\t": " ",
    "\\": "＼",
})  # fmt: skip
#: In the Japanese set (ESC R 8) the yen sign has the place of the backslash. A space at which no
#: line may be broken is printed like any other.
_ONE_BYTE = {"¥": b"\x5c", "\u00a0": b" "}

#: First bytes of what CP932 has beyond JIS X 0208: NEC's row 13 (①, ㈱), and the characters that
#: IBM added (髙, 﨑), which stand in two places.
_EXTENSIONS = frozenset(b"\x87\xed\xee\xfa\xfb\xfc")
#: Characters of a user's own: nobody has drawn any on this printer.
_USERS_OWN = range(0xF0, 0xFA)
#: The codec takes the former of IBM's two places; printers are drawn for what Windows sends them.
_LESS_USED, _MORE_USED = b"\xed\xee", range(0xFA40, 0xFC4C)
_HALF_WIDTH = frozenset((*range(0x20, 0x7F), *range(0xA1, 0xE0)))


def code(sign: str, kanji: Kanji) -> bytes | None:
    """The bytes of one character in Shift_JIS, None if the printer does not have it."""
    if sign in _ONE_BYTE:
        return _ONE_BYTE[sign]
    try:
        data = sign.translate(_TWINS).encode("cp932")
    except UnicodeEncodeError:
        return None
    first = data[0]
    if first in _LESS_USED:
        return _as_windows_does().get(sign) if kanji is Kanji.CP932 else None
    if len(data) == 1:
        return data if first in _HALF_WIDTH else None
    if first in _USERS_OWN or (first in _EXTENSIONS and kanji is not Kanji.CP932):
        return None
    return data


@cache
def _as_windows_does() -> dict[str, bytes]:
    """IBM's characters with the code at which they stand at the end of CP932."""
    codes = (place.to_bytes(2, "big") for place in _MORE_USED)
    return {data.decode("cp932", "ignore")[:1]: data for data in codes}


def columns(text: str) -> int:
    """How many columns a text takes; every character of it must be one that printers have."""
    return sum(map(_columns, text))


@lru_cache(maxsize=1024)
def _columns(sign: str) -> int:
    return 1 if sign in _ONE_BYTE else len(sign.translate(_TWINS).encode("cp932"))


class Characters:
    """The characters of one printer. ``missing``: the code points that it was asked for in vain."""

    def __init__(self, kanji: Kanji) -> None:
        self._kanji = kanji
        self.missing: dict[int, None] = {}

    def printable(self, text: str) -> str:
        """``text`` in characters that the printer has; line feeds stay.

        Letters lose marks that the printer has not (``ō``); an ideograph is never taken for
        another one, because a name with another character is another name: it becomes 〓.
        """
        return "".join(
            sign if sign == "\n" else self._printable(sign) for sign in text.translate(_STAND_INS)
        )

    def encode(self, text: str) -> bytes:
        """What ``printable`` gave, as bytes."""
        return b"".join(code(sign, self._kanji) or b"" for sign in text)

    def _printable(self, sign: str) -> str:
        if code(sign, self._kanji) is not None:
            return sign
        if unicodedata.combining(sign) or unicodedata.category(sign) == "Cf":
            return ""  # a mark on the letter before, or how to join letters
        letter = unicodedata.normalize("NFD", sign)[0]
        if letter.isascii() and letter.isalpha():
            return letter
        self.missing[ord(sign)] = None
        return GETA
