"""What can be wrong with what a screen says: not translated, not filled in, not in the typeface."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import ui.samples
from ui.theme.glyphs import missing_from
from ui.wording.ruby import plain
from ui.wording.words import LANGUAGES, Words

#: Signs that no text of a language has.
_FOREIGN = {
    "en": re.compile("[\u3041-\u3096\u30a1-\u30fa\u3005\u3400-\u9fff]+"),
    "zh-Hans": re.compile("[\u3041-\u3096\u30a1-\u30fa]+"),
    "ko": re.compile("[\u3041-\u3096\u30a1-\u30fa\u3005\u3400-\u9fff]+"),
}
#: The rows of the syllabary are called so in every language.
_KANA_ROWS = frozenset("あかさたなはまやらわ")
#: A field of the catalogue, with what may be said of it: ``{count}``, ``{secret:을}``.
_FIELD = re.compile(r"\{[a-z_]+(?::[^{}]*)?\}")
_FOLDER = Path(ui.samples.__path__[0])
#: Something is said, not only joined.
_WORD = re.compile(r"[^\W\d_]")
#: Beginnings of the names of what may say Japanese in any language, each for its reason.
MAY_BE_JAPANESE = {
    "key.": "types Japanese",
    "candidate.": "is a way of writing what was typed",
    "kana.": "is a row of the Japanese syllabary",
    "text_line": "shows what was typed",
    "language.": "names itself in its own language",
    "display.language.": "names itself in its own language",
    "sign.": "says in every language why the terminal is out of service",
    "attract": "invites whoever passes in every language, one after the other",
}


@cache
def keys_in(text: str) -> list[str]:
    """Keys of the catalogue that are shown as they stand."""
    return [word for word in re.findall(r"[a-z_]+(?:\.[a-z_]+)+", text) if word in _texts("ja")]


@cache
def fields_in(text: str) -> list[str]:
    """Fields of a text that nothing was put into."""
    return _FIELD.findall(text)


@cache
def missing_in(text: str, language: str) -> frozenset[str]:
    """The characters that no face of the language has, also of a city's own text."""
    return missing_from(text, language)


@cache
def foreign_in(text: str, language: str) -> frozenset[str]:
    """Words of the Japanese catalogue in a text of another language, however short; those that
    the samples of cities and residents say as well may be theirs."""
    signs = _FOREIGN.get(language)
    if signs is None:
        return frozenset()
    return _japanese_words(language).intersection(signs.findall(_of_the_kiosk(text)))


@cache
def _japanese_words(language: str) -> frozenset[str]:
    """Every run of Japanese signs in the catalogues of Japanese and easy Japanese."""
    texts = (*_texts("ja").values(), *map(plain, _texts("ja-easy").values()))
    runs = frozenset(run for text in texts for run in _FOREIGN[language].findall(text))
    return runs - _KANA_ROWS


@cache
def _of_the_kiosk(text: str) -> str:
    """``text`` without what is a city's or a resident's own."""
    sentence = text.endswith("。")
    for said in _samples():
        # Long texts of a city are shown sentence by sentence.
        if sentence and text in said:
            return ""
        if said in text:
            text = text.replace(said, "*")
            sentence = text.endswith("。")
    return text


@cache
def _samples() -> tuple[str, ...]:
    """What cities and residents say in the samples, the longest first."""
    sources = (path.read_text(encoding="utf-8") for path in _FOLDER.glob("*.py"))
    literals = {said for text in sources for said in re.findall(r'"([^"\n]{2,})"', text)}
    theirs = (said for said in literals if _FOREIGN["en"].search(said))
    return tuple(sorted(theirs, key=len, reverse=True))


@cache
def is_japanese(text: str, language: str) -> bool:
    """Whether a text of the catalogue is shown in Japanese although ``language`` has its own."""
    if language == "ja":
        return False
    text = _of_the_kiosk(text)
    whole, patterns, own = _japanese_only(language)
    # With readings it is easy Japanese, which often is the other with fewer words.
    if text in whole or "｜" in text or text in _own(language):
        return text in whole
    return _fits(text, patterns) and not _fits(text, own)


@cache
def _own(language: str) -> frozenset[str]:
    return frozenset(_texts(language).values())


def _fits(text: str, patterns: Iterable[re.Pattern[str]]) -> bool:
    return any(pattern.fullmatch(text) for pattern in patterns)


_Patterns = tuple[re.Pattern[str], ...]


@cache
def _japanese_only(language: str) -> tuple[frozenset[str], _Patterns, _Patterns]:
    """Japanese texts, and patterns of those with fields, that are not as in ``language``; and the
    patterns of its own."""
    japanese, own = _texts("ja"), _texts(language)
    differing = [text for key, text in japanese.items() if own.get(key) not in (None, text)]
    whole = frozenset(text for text in differing if "{" not in text)
    return whole - _own(language), _patterns(differing), _patterns(own.values())


def _patterns(texts: Iterable[str]) -> _Patterns:
    """What each text that has fields is like, once they are filled in."""
    found = {
        re.sub(r"\\\{.*?\\\}", ".+", re.escape(text))
        for text in texts
        # One sign alone ends sentences of several languages, such as a day's.
        if "{" in text and len(_WORD.findall(_FIELD.sub("", text))) > 1
    }
    return tuple(map(re.compile, found))


@cache
def _texts(language: str) -> dict[str, str]:
    assert language in LANGUAGES
    catalogue = Words(language)._texts._catalog  # type: ignore[attr-defined]
    return {key: text for key, text in catalogue.items() if key and isinstance(text, str)}
