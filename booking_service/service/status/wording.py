"""How the status page says things: its texts as HTML, and in which language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from booking_service.policy.rules import Text
from booking_service.wording.words import (
    LANGUAGES,
    language_of,
    plain,
    text,
    with_readings,
    with_sign,
)

_WEIGHT = re.compile(r"[01](\.[0-9]{0,3})?")


def language_for(accepted: str, asked: str | None = None) -> str:
    """The language a link asks for, else the one the telephone likes best, else ``ja``.

    Weighed as RFC 9110 §12.5.4 says; of two that weigh the same the one named first is taken.
    """
    if asked in LANGUAGES:
        return asked
    weights: dict[str, float] = {}
    for part in accepted.split(","):
        tag, *parameters = (piece.strip().lower() for piece in part.split(";"))
        language = language_of(tag)
        if language is not None:
            weights.setdefault(language, _weight(parameters))
    wanted = [language for language, weight in weights.items() if weight]
    return max(wanted, key=lambda language: weights[language], default=LANGUAGES[0])


def _weight(parameters: list[str]) -> float:
    given = next((one.removeprefix("q=") for one in parameters if one.startswith("q=")), "1")
    return float(given) if _WEIGHT.fullmatch(given) else 0.0


def html_language(language: str) -> str:
    """What the page says of its language to the browser: easy Japanese is Japanese to it."""
    return language.removesuffix("-easy")


def html(said: str) -> str:
    """A text as HTML, its readings as ``<ruby>``."""
    return with_readings(escape(said), lambda kanji, kana: f"<ruby>{kanji}<rt>{kana}</rt></ruby>")


def page_text(key: str, language: str, **values: str) -> str:
    """A text of the catalogue as HTML."""
    return html(text(key, language, **values))


def place(given: Text, language: str) -> str:
    """A name of the city as HTML, with what stands on the door where that is another language."""
    return html(with_sign(given, language))


def plain_title(language: str, terms: Mapping[str, str]) -> str:
    """The title of the page, where no reading can stand; ``terms``: what the city calls things."""
    return escape(plain(text("status.page.title", language, **terms)))


def choices(language: str) -> str:
    """Links to the page in the other languages, as HTML."""
    return " ".join(
        f'<a href="?language={other}" lang="{html_language(other)}">'
        f"{page_text('status.language', other)}</a>"
        for other in LANGUAGES
        if other != language
    )
