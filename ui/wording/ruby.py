"""Kana above kanji, written as 青空文庫 does: ``｜予約《よやく》する``.

The full-width bar opens the base, the double brackets hold its reading. Only texts in easy
Japanese have it. What draws text sets the reading above the base; who listens gets ``plain`` or
``reading``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_RUBY: Final = re.compile("｜([^｜《》]+)《([^｜《》]+)》")
#: A run of what is its own reading: kana, figures, Latin letters, marks. Everything else is kanji.
_KANJI_RUN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff々〆ヶヵ]+")
_KATAKANA: Final = str.maketrans(
    {chr(code): chr(code - 0x60) for code in range(ord("ァ"), ord("ヶ") + 1)}
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, with its reading if it has one of its own."""

    base: str
    reading: str = ""


def pieces(text: str) -> tuple[Piece, ...]:
    """The text in order, cut where readings begin and end. Not kept: it may be a name."""
    if "｜" not in text:
        return (Piece(text),)
    parts: list[Piece] = []
    done = 0
    for found in _RUBY.finditer(text):
        if found.start() > done:
            parts.append(Piece(text[done : found.start()]))
        parts.append(Piece(found[1], found[2]))
        done = found.end()
    if done < len(text):
        parts.append(Piece(text[done:]))
    return tuple(parts)


def plain(text: str) -> str:
    """The text without its readings, for paper and for whoever asks by the accessible name."""
    return _RUBY.sub(r"\1", text) if "｜" in text else text


def reading(text: str) -> str:
    """The text as it is spoken: readings in place of their kanji."""
    return _RUBY.sub(r"\2", text) if "｜" in text else text


@lru_cache(maxsize=2048)
def ruby_of(ja: str, kana: str) -> str:
    """A city's text with its reading above the kanji, ｜第《だい》1｜会議室《かいぎしつ》.

    The kana that both have in common tell which part of the reading belongs to which kanji. Where
    they do not match, the whole text gets the whole reading.
    """
    if not _KANJI_RUN.search(ja) or _KANJI_RUN.search(kana):
        return ja
    if ja.count(" ") != kana.count(" "):
        ja, kana = ja.replace(" ", ""), kana.replace(" ", "")
    said, spoken = _even(ja), _even(kana)
    pattern, runs, done = "", [], 0
    for found in _KANJI_RUN.finditer(ja):
        pattern += re.escape(said[done : found.start()]) + "([^ ]+?)"
        runs.append(found.span())
        done = found.end()
    matched = re.fullmatch(pattern + re.escape(said[done:]), spoken)
    if matched is None:
        return f"｜{ja}《{kana}》"
    text, done = "", 0
    for (start, end), own in zip(runs, matched.groups(), strict=True):
        text += f"{ja[done:start]}｜{ja[start:end]}《{own}》"
        done = end
    return text + ja[done:]


def _even(text: str) -> str:
    """Katakana as hiragana, so that a name and its reading can be laid beside each other."""
    return text.translate(_KATAKANA)
