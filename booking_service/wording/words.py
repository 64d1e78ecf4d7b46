"""The service's own texts, from gettext catalogues: ``catalogue/LANGUAGE/SUBJECT.po``.

A key begins with its subject. A subject is read when the first of its texts is asked for; nothing
has to be compiled. Easy Japanese has readings above kanji, ``｜予約《よやく》``, as in 青空文庫.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from typing import Final

from booking_service.policy.rules import Text

LANGUAGES: Final = ("ja", "ja-easy", "en", "zh-Hans", "ko")
#: The kana reading of a Japanese text, for voices; a city's texts call it ``kana``.
READING: Final = "ja-Hrkt"
_SPOKEN: Final = (*LANGUAGES, READING)
_IN_TWO: Final = ("ja", "en")
#: In which languages each subject is written. What is handed on to terminals beside a city's own
#: texts is read aloud there; officers and readers of open data are told in Japanese and English,
#: what a standard wants in Japanese is in Japanese.
SUBJECTS: Final[Mapping[str, tuple[str, ...]]] = {
    "agenda": _SPOKEN,
    "dataset": _IN_TWO,
    "explain": _IN_TWO,
    "mail": LANGUAGES,
    "names": _SPOKEN,
    "open_data": ("ja",),
    "status": LANGUAGES,
    "term": _SPOKEN,
}
#: By the beginning of a tag: what a telephone or a registration calls the languages.
_BY_TAG: Final[Mapping[str, str]] = {"ja": "ja", "en": "en", "zh": "zh-Hans", "ko": "ko"}
_RUBY: Final = re.compile("｜([^｜《》]+)《([^｜《》]+)》")


def language_of(tag: str) -> str | None:
    """Which of our languages a tag such as ``zh-CN`` asks for."""
    return tag if tag in LANGUAGES else _BY_TAG.get(tag.partition("-")[0].lower())


@cache
def catalogue(subject: str, language: str) -> Mapping[str, str]:
    """Every text of a subject in one of its languages, its fields as they stand."""
    # Not before the first text: a service that is started has something more urgent to do.
    from babel.messages.pofile import read_po

    folder = resources.files("booking_service.wording") / "catalogue" / language
    with (folder / f"{subject}.po").open("rb") as stream:
        return {str(one.id): str(one.string) for one in read_po(stream) if one.id}


def text(key: str, language: str, **values: str) -> str:
    """A text with its fields. Raises ``KeyError`` for a key or a field that there is not.

    ``{provisional:start}`` begins a sentence, so its first letter is a capital.
    """
    return _FIELDS.vformat(catalogue(_subject(key), language)[key], (), values)


class _Fields(string.Formatter):
    def format_field(self, value: str, format_spec: str) -> str:
        if format_spec == "start":
            return value[:1].upper() + value[1:]
        return str(super().format_field(value, format_spec))


_FIELDS: Final = _Fields()


def in_all(key: str, **values: str | Text) -> Text:
    """A text by language, as a city's own are, with its fields; one that is given by language is
    taken in each. A language that one of them lacks is left out."""
    said: dict[str, str] = {}
    for language in SUBJECTS[_subject(key)]:
        name = "kana" if language == READING else language
        if all(isinstance(value, str) or name in value for value in values.values()):
            filled = {
                field: value if isinstance(value, str) else value[name]
                for field, value in values.items()
            }
            said[name] = text(key, language, **filled)
    return said


def _subject(key: str) -> str:
    return key.partition(".")[0]


def terms(own: Mapping[str, Text], language: str) -> dict[str, str]:
    """What a city calls things, as fields: ``{lottery}``, ``{provisional}``. ``own``: its terms;
    what it has no word of its own for is called as usual."""
    usual = {key.removeprefix("term."): said for key, said in catalogue("term", language).items()}
    return usual | {name: of_city(own[name], language) for name in usual.keys() & own.keys()}


def term(own: Mapping[str, Text], name: str) -> Text:
    """One of them by language, with its readings."""
    if name not in own:
        return in_all(f"term.{name}")
    return {"ja-easy": of_city(own[name], "ja-easy"), **own[name]}


def of_city(given: Text, language: str) -> str:
    """A text of the city; the Japanese one where it has no other, in easy Japanese with its
    reading."""
    if language == "ja-easy" and language not in given and "kana" in given:
        japanese, kana = given["ja"], given["kana"]
        return japanese if japanese == kana else f"｜{japanese}《{kana}》"
    return given.get(language, given["ja"])


def with_sign(given: Text, language: str) -> str:
    """A name of the city, with what stands on the door where that is another language."""
    shown = of_city(given, language)
    return shown if plain(shown) == given["ja"] else f"{shown} / {given['ja']}"


def with_readings(said: str, put: Callable[[str, str], str]) -> str:
    """The text with every kanji and its reading put together by ``put``."""
    return _RUBY.sub(lambda found: put(found[1], found[2]), said)


def plain(said: str) -> str:
    """The text without its readings."""
    return with_readings(said, lambda kanji, _: kanji)


def in_brackets(said: str) -> str:
    """The text with its readings in brackets, for where none can stand above a line."""
    return with_readings(said, lambda kanji, kana: f"{kanji}（{kana}）")
