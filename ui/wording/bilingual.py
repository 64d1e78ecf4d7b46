"""Japanese with English beside it: for receipts of people whose language a printer cannot write."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from printing.receipts.words import BELOW, BESIDE
from ui.wording.words import PaperWords

#: What is longer than so many letters has each language on a line of its own; a kanji counts twice.
LONGEST_BESIDE = 30


class Both(str):
    """A text in both languages; put into another one, each part goes into its own."""

    japanese: str
    english: str

    def __new__(cls, japanese: str, english: str) -> Both:
        width = sum(1 if sign.isascii() else 2 for sign in japanese + english)
        between = BESIDE if width <= LONGEST_BESIDE else BELOW
        text = japanese if japanese == english else f"{japanese}{between}{english}"
        made = super().__new__(cls, text)
        made.japanese, made.english = japanese, english
        return made


class JapaneseWithEnglish:
    """Implements ``printing.receipts.words.Words``."""

    language = "ja"

    def __init__(self, own: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self._japanese = PaperWords("ja", own)
        self._english = PaperWords("en", own)

    def text(self, key: str, **values: object) -> str:
        japanese = {
            name: one.japanese if isinstance(one, Both) else one for name, one in values.items()
        }
        english = {
            name: one.english if isinstance(one, Both) else one for name, one in values.items()
        }
        return Both(self._japanese.text(key, **japanese), self._english.text(key, **english))

    def of(self, text: Mapping[str, str]) -> str:
        return Both(self._japanese.of(text), self._english.of(text))

    def date(self, d: date) -> str:
        return Both(self._japanese.date(d), self._english.date(d))

    def instant(self, i: datetime) -> str:
        return Both(self._japanese.instant(i), self._english.instant(i))

    def deadline(self, i: datetime) -> str:
        return Both(self._japanese.deadline(i), self._english.deadline(i))

    def time_span(self, start: datetime, until: datetime) -> str:
        """Figures, which both read."""
        return self._japanese.time_span(start, until)

    def yen(self, n: int) -> str:
        """With the sign that both know."""
        return self._english.yen(n)
