"""How the Japanese texts on the screen are read aloud.

A voice that knows no kanji needs kana, and a button's text is long put together when it is read. So
every text is noted with its reading at the moment it is made: the words of the screen and those of
the reading catalogue are asked the same question.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ui.wording.words import READING, Words

#: More texts than a visit shows; the oldest are forgotten first.
_MOST_KEPT: Final = 3000


#: What makes one text of something that is no text.
_ASKED_OF_BOTH: Final = frozenset(
    {
        *("of", "weekday", "date", "short_date", "month", "month_name", "day", "era", "era_year"),
        *("era_date", "time", "time_span", "instant", "short_instant", "deadline"),
        *("short_deadline", "yen", "people", "cases"),
    }
)


class Readings:
    """Texts of one visit with their readings. What was noted for somebody goes with them."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}
        #: How long the texts are that begin with a sign, the longest first.
        self._lengths: dict[str, list[int]] = {}

    def note(self, text: str, reading: str) -> None:
        if not text:
            return
        self._kept.pop(text, None)
        self._kept[text] = reading
        lengths = self._lengths.setdefault(text[0], [])
        if len(text) not in lengths:
            lengths.append(len(text))
            lengths.sort(reverse=True)
        if len(self._kept) > _MOST_KEPT:
            del self._kept[next(iter(self._kept))]

    def of(self, text: str) -> str:
        """The reading; of a text put together from others, theirs in its place."""
        if text in self._kept:
            return self._kept[text]
        said, start = "", 0
        while start < len(text):
            known = self._longest_at(text, start)
            said += self._kept[known] if known else text[start]
            start += len(known) or 1
        return said

    def _longest_at(self, text: str, start: int) -> str:
        """The longest known text that stands here; empty if none does."""
        for length in self._lengths.get(text[start], ()):
            if (part := text[start : start + length]) in self._kept:
                return part
        return ""


class HeardWords(Words):
    """The Japanese words of the screen, each of whose texts is noted with its reading."""

    def __init__(self, own: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self._readings, self._spoken = Readings(), Words(READING, own)
        super().__init__("ja", own)

    def reading_of(self, text: str) -> str:
        """How a text that was made with these words is read aloud."""
        return self._readings.of(text)

    def text(self, key: str, **values: object) -> str:
        shown = super().text(key, **values)
        read = {
            name: self._readings.of(value) if isinstance(value, str) else value
            for name, value in values.items()
        }
        self._readings.note(shown, self._spoken.text(key, **read))
        return shown

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401 (whatever Words has)
        """Dates, times, amounts and names: the same question to both."""
        asked = super().__getattribute__(name)
        if name not in _ASKED_OF_BOTH:
            return asked

        def answer(*args: Any) -> str:  # noqa: ANN401 (whatever the question takes)
            shown = asked(*args)
            self._readings.note(shown, getattr(self._spoken, name)(*args))
            return str(shown)

        return answer
