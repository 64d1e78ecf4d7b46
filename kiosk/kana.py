"""Kana as one looks names up by them: in hiragana, by the ten rows, wherever a name has them."""

from __future__ import annotations

import unicodedata
from typing import Final

#: The rows of the fifty sounds by their heads; what is no kana is filed under the empty text.
ROWS: Final = ("あ", "か", "さ", "た", "な", "は", "ま", "や", "ら", "わ")
_MEMBERS: Final = (
    "あいうえおゔ",
    "かきくけこ",
    "さしすせそ",
    "たちつてと",
    "なにぬねの",
    "はひふへほ",
    "まみむめも",
    "やゆよ",
    "らりるれろ",
    "わゐゑをん",
)
_SMALL: Final = str.maketrans("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ")
_KATAKANA: Final = range(ord("ァ"), ord("ヶ") + 1)
_TO_HIRAGANA: Final = ord("ァ") - ord("ぁ")


def hiragana(text: str) -> str:
    """``text`` with katakana as hiragana, of one width, in small letters, without spaces."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    letters = (chr(ord(c) - _TO_HIRAGANA) if ord(c) in _KATAKANA else c for c in plain)
    return "".join(letter for letter in letters if not letter.isspace())


def row_of(kana: str) -> str:
    """The row that a reading begins in, ``か`` for ``がくえん``; empty for digits and letters."""
    first = unicodedata.normalize("NFD", hiragana(kana)[:1])[:1].translate(_SMALL)
    rows = (row for row, members in zip(ROWS, _MEMBERS, strict=True) if first and first in members)
    return next(rows, "")


def how_well(typed: str, *names: str) -> int | None:
    """How a name fits what was typed: 0 begins with it, 1 has it inside, None not at all."""
    wanted = hiragana(typed)
    plain = [hiragana(name) for name in names]
    if any(name.startswith(wanted) for name in plain):
        return 0
    return 1 if any(wanted in name for name in plain) else None
