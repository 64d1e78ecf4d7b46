"""Wording, dates, times and money in one language.

Texts come from the compiled gettext catalogue. Dates are a few lines of our own, because Babel
costs more time to load than the first screen may take.
"""

from __future__ import annotations

import datetime as dt
import gettext
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

CATALOGUE: Final = Path(__file__).parent / "catalogue"
#: The first language is the one a terminal starts in and returns to.
LANGUAGES: Final = ("ja", "en")
#: Every instant is shown in the time of the lobby the kiosk stands in.
JAPAN: Final = dt.timezone(dt.timedelta(hours=9), "JST")

#: A space at which no line is broken: a date in Latin letters stays whole, on screen and paper.
_JOIN: Final = "\u00a0"
_WEEKDAYS: Final = {
    "ja": ("月", "火", "水", "木", "金", "土", "日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class WordingError(LookupError):
    """A text is missing, or its fields are not those that were given: a bug, never a state."""


class Words:
    """All wording in one language. Implements the ``Words`` port of the receipts."""

    def __init__(self, language: str) -> None:
        """``language`` is one of ``LANGUAGES``; another one is refused with ``WordingError``."""
        if language not in LANGUAGES:
            raise WordingError(f"no catalogue for the language {language!r}")
        self.language = language
        self._texts = _load(language)

    def text(self, key: str, **values: object) -> str:
        """The text of ``key``, such as ``menu.reserve``, with its named fields filled in."""
        text = self._texts.gettext(key)
        if text == key:
            raise WordingError(f"{self.language}: no text for {key!r}")
        try:
            return text.format_map(values)
        except KeyError as missing:
            raise WordingError(f"{self.language}: {key!r} needs the field {missing}") from None

    def of(self, text: Mapping[str, str]) -> str:
        """A city's own text in this language, in Japanese where it has none."""
        return text.get(self.language) or text["ja"]

    def weekday(self, day: dt.date) -> str:
        """The short name of the weekday."""
        return _WEEKDAYS[self.language][day.weekday()]

    def weekdays(self) -> tuple[str, ...]:
        """The short names of a week that starts on Sunday, as calendars in Japan do."""
        names = _WEEKDAYS[self.language]
        return (names[-1], *names[:-1])

    def date(self, d: dt.date) -> str:
        """A full date with its weekday."""
        if self.language == "ja":
            return f"{d.year}年{d.month}月{d.day}日（{self.weekday(d)}）"
        return _JOIN.join((self.short_date(d), str(d.year)))

    def short_date(self, d: dt.date) -> str:
        """Month, day and weekday, where the year is plain from what stands around it."""
        if self.language == "ja":
            return f"{d.month}月{d.day}日（{self.weekday(d)}）"
        return _JOIN.join((self.weekday(d), str(d.day), _MONTHS[d.month - 1][:3]))

    def month(self, d: dt.date) -> str:
        """The month that ``d`` lies in, with its year."""
        if self.language == "ja":
            return f"{d.year}年{d.month}月"
        return f"{_MONTHS[d.month - 1]} {d.year}"

    def time(self, i: dt.datetime) -> str:
        """The time of day in Japan."""
        local = i.astimezone(JAPAN)
        return f"{local.hour}:{local.minute:02d}"

    def time_span(self, start: dt.datetime, until: dt.datetime) -> str:
        """From one time of day until another; midnight at the end is said as 24:00."""
        end = self.time(until)
        if end == "0:00" and until > start:
            end = "24:00"
        return (
            f"{self.time(start)}～{end}" if self.language == "ja" else f"{self.time(start)}–{end}"
        )

    def instant(self, i: dt.datetime) -> str:
        """A date with its weekday and the time of day, in Japan."""
        return f"{self.date(i.astimezone(JAPAN).date())} {self.time(i)}"

    def short_instant(self, i: dt.datetime) -> str:
        """As ``instant``, without the year."""
        return f"{self.short_date(i.astimezone(JAPAN).date())} {self.time(i)}"

    def deadline(self, i: dt.datetime) -> str:
        """The end of a half-open window. Midnight belongs to the day before: "24:00"."""
        day, time = self._end(i)
        return f"{self.date(day)} {time}"

    def short_deadline(self, i: dt.datetime) -> str:
        """As ``deadline``, without the year."""
        day, time = self._end(i)
        return f"{self.short_date(day)} {time}"

    def _end(self, i: dt.datetime) -> tuple[dt.date, str]:
        day, time = i.astimezone(JAPAN).date(), self.time(i)
        return (day - dt.timedelta(days=1), "24:00") if time == "0:00" else (day, time)

    def yen(self, n: int) -> str:
        """An amount of money."""
        return f"{n:,}円" if self.language == "ja" else f"¥{n:,}"


@cache
def _load(language: str) -> gettext.GNUTranslations:
    compiled = CATALOGUE / f"{language}.mo"
    try:
        with compiled.open("rb") as stream:
            return gettext.GNUTranslations(stream)
    except FileNotFoundError:
        raise WordingError(
            f"{compiled.name} is not there: run `python -m ui.wording.compile`"
        ) from None
