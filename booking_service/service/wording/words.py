"""The service's own texts, from gettext catalogues: ``catalogue/LANGUAGE/SUBJECT.po``.

A few dozen texts, read when the first of them is asked for; nothing has to be compiled. Readings
above kanji stand in easy Japanese as in 青空文庫, ``｜予約《よやく》``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from typing import Final

from booking_service.policy.rules import Text

LANGUAGES: Final = ("ja", "ja-easy", "en", "zh-Hans", "ko")
#: By the beginning of a tag: what a telephone or a registration calls the languages.
_BY_TAG: Final[Mapping[str, str]] = {"ja": "ja", "en": "en", "zh": "zh-Hans", "ko": "ko"}
_SUBJECTS: Final = ("mail", "status")
_RUBY: Final = re.compile("｜([^｜《》]+)《([^｜《》]+)》")


def language_of(tag: str) -> str | None:
    """Which of our languages a tag such as ``zh-CN`` asks for."""
    return tag if tag in LANGUAGES else _BY_TAG.get(tag.partition("-")[0].lower())


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Every text of a language, its fields as they stand."""
    # Not before the first text: a service that is started has something more urgent to do.
    from babel.messages.pofile import read_po

    texts: dict[str, str] = {}
    folder = resources.files("booking_service.service.wording") / "catalogue" / language
    for subject in _SUBJECTS:
        with (folder / f"{subject}.po").open("rb") as stream:
            texts |= {str(one.id): str(one.string) for one in read_po(stream) if one.id}
    return texts


def text(key: str, language: str, **values: str) -> str:
    """A text with its fields. Raises ``KeyError`` for a key or a field that there is not."""
    return catalogue(language)[key].format_map(values)


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
