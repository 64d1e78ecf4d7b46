"""One line while it is typed: what stands before and behind the caret, and the kana in between that
may still be written in kanji. A value; every key makes a new one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ui.entry.kana import is_reading, marked
from ui.entry.romaji import ended, to_kana


@dataclass(frozen=True, slots=True)
class Line:
    """``reading``: kana not yet settled. ``letters``: romaji that are no kana yet.

    ``converts``: whether kana wait to be written in kanji, or stand as they are typed.
    """

    before: str = ""
    after: str = ""
    reading: str = ""
    letters: str = ""
    converts: bool = False

    @property
    def text(self) -> str:
        return self.before + self.reading + self.letters + self.after

    @property
    def caret(self) -> int:
        """Behind how many characters the next one is typed."""
        return len(self.before) + len(self.reading) + len(self.letters)

    @property
    def whole_reading(self) -> str:
        """The kana that would be written in kanji now."""
        return self.reading + ended(self.letters)

    def type(self, text: str) -> Line:
        """Types characters: kana join the reading where the line converts."""
        if self.converts and is_reading(text):
            return replace(self, reading=self.whole_reading + text, letters="")
        line = self.settled()
        return replace(line, before=line.before + text)

    def type_romaji(self, letter: str) -> Line:
        """Types a letter of which kana shall become."""
        kana, rest = to_kana(self.letters + letter)
        if self.converts:
            return replace(self, reading=self.reading + kana, letters=rest)
        return replace(self, before=self.before + kana, letters=rest)

    def mark(self, mark: str) -> Line:
        """Sets ゛, ゜ or a small form on the kana before the caret, or takes it off."""
        if self.letters:
            return self
        if self.reading:
            return replace(self, reading=marked(self.reading, mark))
        return replace(self, before=marked(self.before, mark))

    def delete(self) -> Line:
        """Without the character before the caret."""
        if self.letters:
            return replace(self, letters=self.letters[:-1])
        if self.reading:
            return replace(self, reading=self.reading[:-1])
        return replace(self, before=self.before[:-1])

    def settled(self) -> Line:
        """The reading stays as it is: no kanji for it."""
        return self.chosen(self.whole_reading)

    def chosen(self, written: str) -> Line:
        """The reading is written so."""
        return replace(self, before=self.before + written, reading="", letters="")

    def left(self) -> Line:
        line = self.settled()
        return replace(line, before=line.before[:-1], after=line.before[-1:] + line.after)

    def right(self) -> Line:
        line = self.settled()
        return replace(line, before=line.before + line.after[:1], after=line.after[1:])
