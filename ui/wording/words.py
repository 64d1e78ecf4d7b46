"""Wording, dates, times and money in one language.

Texts come from the compiled gettext catalogue, dates from ``ui.wording.forms``.
"""

from __future__ import annotations

import datetime as dt
import gettext
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ui.wording import counting
from ui.wording.eras import Era
from ui.wording.fields import fill, within_a_sentence
from ui.wording.forms import FORMS
from ui.wording.glossary import TERMS
from ui.wording.ruby import plain, ruby_of

if TYPE_CHECKING:
    from ui.wording.bilingual import JapaneseWithEnglish

CATALOGUE: Final = Path(__file__).parent / "catalogue"
#: The first language is the one a terminal starts in and returns to.
LANGUAGES: Final = ("ja", "ja-easy", "en", "zh-Hans", "ko")
#: The kana reading of every Japanese text, for the voice. No screen is shown in it.
READING: Final = "ja-Hrkt"
#: Every catalogue there is.
CATALOGUES: Final = (*LANGUAGES, READING)
#: Every instant is shown in the time of the lobby the kiosk stands in.
JAPAN: Final = dt.timezone(dt.timedelta(hours=9), "JST")


class WordingError(LookupError):
    """A text is missing, or its fields are not those that were given: a bug, never a state."""


class Words:
    """All wording in one language. Implements the ``Words`` port of the receipts."""

    def __init__(self, language: str, own: Mapping[str, Mapping[str, str]] | None = None) -> None:
        """``language`` is one of ``CATALOGUES``; another one is refused with ``WordingError``.

        ``own``: what the city calls things, by the names of ``glossary.TERMS``.
        """
        if language not in CATALOGUES:
            raise WordingError(f"no catalogue for the language {language!r}")
        self.language = language
        self._own = own or {}
        self._texts = _load(language)
        self._forms = FORMS[language]
        #: Every term of the glossary as it stands within a sentence: fields of every text.
        self.terms: Mapping[str, str] = {}
        self.terms = {name: self._term(name) for name in TERMS}

    def _term(self, name: str) -> str:
        if name in self._own:
            return self.within(self.of(self._own[name]))
        return self.text(f"term.{name}")

    def text(self, key: str, **values: object) -> str:
        """The text of ``key``, such as ``menu.reserve``, with its named fields filled in.

        What the city calls things is there already: ``{secret}``, ``{lottery}``.
        """
        text = self._texts.gettext(key)
        if text == key:
            raise _told(f"{self.language}: no text for {key!r}")
        try:
            return self._read(fill(text, {**self.terms, **values}))
        except KeyError as missing:
            raise _told(f"{self.language}: {key!r} needs the field {missing}") from None

    def of(self, text: Mapping[str, str]) -> str:
        """A city's own text in this language, in Japanese where it has none.

        やさしい日本語 gets the Japanese name with its reading above it, the voice the reading.
        """
        own = text.get(self.language)
        if own:
            return self._read(own)
        kana = text.get("kana")
        if kana and self.language == "ja-easy":
            return self._read(ruby_of(text["ja"], kana))
        if kana and self.language == READING:
            return self._read(kana)
        return text["ja"]

    def _read(self, text: str) -> str:
        """Where a text has readings, those of its figures too: 4人 is よにん, 1日 ついたち."""
        if self.language == "ja-easy":
            return counting.over_figures(text)
        return counting.spoken(text) if self.language == READING else text

    def on_the_sign(self, text: Mapping[str, str]) -> str:
        """A city's name as it stands on the door; empty where that is how it is shown anyway."""
        return "" if plain(self.of(text)) == text["ja"] else text["ja"]

    def with_sign(self, text: Mapping[str, str]) -> str:
        """A city's name in this language, and what stands on the door where that differs."""
        return " / ".join(name for name in (self.of(text), self.on_the_sign(text)) if name)

    def within(self, name: str) -> str:
        """A name as it stands within a sentence: "Registration number" as "registration number"."""
        return within_a_sentence(name) if self.language == "en" else name

    def on_paper(self) -> PaperWords:
        """The same words for a receipt."""
        return PaperWords(self.language, self._own)

    def on_japanese_paper(self) -> JapaneseWithEnglish:
        """The words of a receipt in Japanese and English, where this language cannot be printed."""
        from ui.wording.bilingual import JapaneseWithEnglish

        return JapaneseWithEnglish(self._own)

    def weekday(self, day: dt.date) -> str:
        """The short name of the weekday."""
        return self._forms.weekdays[day.weekday()]

    def weekdays(self) -> tuple[str, ...]:
        """The heads of a calendar whose weeks start on Sunday, as in Japan."""
        names = self._forms.heads
        return (names[-1], *names[:-1])

    def date(self, d: dt.date) -> str:
        """A full date with its weekday."""
        return self._forms.date(d)

    def short_date(self, d: dt.date) -> str:
        """Month, day and weekday, where the year is plain from what stands around it."""
        return self._forms.short_date(d)

    def month(self, d: dt.date) -> str:
        """The month that ``d`` lies in, with its year."""
        return self._forms.month(d)

    def month_name(self, d: dt.date) -> str:
        """The month alone."""
        return self._forms.month_name(d)

    def day(self, n: int) -> str:
        """A day of a month, alone."""
        return self._forms.day(n)

    def era(self, era: Era) -> str:
        """The name of an era."""
        return self._forms.eras[era]

    def era_year(self, era: Era, year: int) -> str:
        """A year of an era; the first is 元年."""
        return self._forms.era_year(era, year)

    def era_date(self, d: dt.date) -> str:
        """A date, as of birth, by era and by western year; without weekday."""
        return self._forms.era_date(d)

    def time(self, i: dt.datetime) -> str:
        """The time of day in Japan."""
        local = i.astimezone(JAPAN)
        return self._forms.time(local.hour, local.minute)

    def time_span(self, start: dt.datetime, until: dt.datetime) -> str:
        """From one time of day until another; midnight at the end is said as 24:00."""
        midnight = _is_midnight(until) and until > start
        return self._forms.span(
            self.time(start), self._forms.time(24, 0) if midnight else self.time(until)
        )

    def instant(self, i: dt.datetime) -> str:
        """A date with its weekday and the time of day, in Japan."""
        return self._forms.with_time(self.date(i.astimezone(JAPAN).date()), self.time(i))

    def short_instant(self, i: dt.datetime) -> str:
        """As ``instant``, without the year."""
        return self._forms.with_time(self.short_date(i.astimezone(JAPAN).date()), self.time(i))

    def deadline(self, i: dt.datetime) -> str:
        """The end of a half-open window. Midnight belongs to the day before: "24:00"."""
        day, time = self._end(i)
        return self._forms.with_time(self.date(day), time)

    def short_deadline(self, i: dt.datetime) -> str:
        """As ``deadline``, without the year."""
        day, time = self._end(i)
        return self._forms.with_time(self.short_date(day), time)

    def _end(self, i: dt.datetime) -> tuple[dt.date, str]:
        day = i.astimezone(JAPAN).date()
        if _is_midnight(i):
            return day - dt.timedelta(days=1), self._forms.time(24, 0)
        return day, self.time(i)

    def yen(self, n: int) -> str:
        """An amount of money."""
        return self._forms.yen(n)

    def people(self, n: int) -> str:
        """So many people: 24人."""
        return self._forms.people(n)

    def cases(self, n: int) -> str:
        """So many bookings or applications: 3件."""
        return self._forms.cases(n)


class PaperWords(Words):
    """As ``Words``, without readings: a receipt is set in type that has no room above its lines."""

    def __init__(self, language: str, own: Mapping[str, Mapping[str, str]] | None = None) -> None:
        super().__init__(language, own)
        if language == "ja-easy":
            self._forms = FORMS["ja"]

    def text(self, key: str, **values: object) -> str:
        return plain(super().text(key, **values))

    def of(self, text: Mapping[str, str]) -> str:
        return plain(super().of(text))


def all_texts(language: str) -> tuple[str, ...]:
    """Every text of a catalogue, its fields as they stand."""
    # gettext has no other way to all of its texts.
    texts: dict[str, str] = vars(_load(language))["_catalog"]
    return tuple(text for key, text in texts.items() if key)


def _told(message: str) -> WordingError:
    """The error, named on standard error at once: raised while Qt lays a screen out, it would end
    the program before anybody reads it."""
    sys.stderr.write(f"wording: {message}\n")
    return WordingError(message)


def _is_midnight(i: dt.datetime) -> bool:
    local = i.astimezone(JAPAN)
    return local.hour == local.minute == 0


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
