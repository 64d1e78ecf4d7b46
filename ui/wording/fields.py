"""Fills the fields of a text in, bent as the sentence around them needs.

``{secret:start}`` begins a sentence, so its first letter is a capital. ``{secret:을}`` takes the
Korean particle that goes with its last sound, 을 or 를.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from typing import Any, Final

#: The particle after a consonant, and after a vowel.
_PARTICLES: Final[Mapping[str, tuple[str, str]]] = {
    "을": ("을", "를"),
    "은": ("은", "는"),
    "이": ("이", "가"),
    "과": ("과", "와"),
    "으로": ("으로", "로"),
    "이나": ("이나", "나"),
}
_FIRST_SYLLABLE, _LAST_SYLLABLE = ord("가"), ord("힣")
#: Syllables that differ in nothing but their last consonant; the eighth of them is ㄹ.
_FINALS: Final = 28
_RIEUL: Final = 8
#: Figures and letters whose Korean names end in a consonant (일, 삼, 육; 엘, 엠, 엔, 알).
_CONSONANT_ENDS: Final = frozenset("013678LMNRlmnr")
_RIEUL_ENDS: Final = frozenset("178LRlr")


class _Fields(string.Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401 (the base's own)
        if format_spec == "start":
            text = str(value)
            return text[:1].upper() + text[1:]
        if format_spec in _PARTICLES:
            text = str(value)
            return text + _particle(text, format_spec)
        return str(super().format_field(value, format_spec))


_FIELDS: Final = _Fields()


def fill(text: str, values: Mapping[str, object]) -> str:
    """``text`` with its fields; ``KeyError`` names one that was not given."""
    return _FIELDS.vformat(text, (), values) if "{" in text else text


def _particle(text: str, kind: str) -> str:
    last = next((sign for sign in reversed(text) if sign.isalnum()), "")
    final = (ord(last) - _FIRST_SYLLABLE) % _FINALS if last and _is_hangul(last) else 0
    consonant = final > 0 or last in _CONSONANT_ENDS
    if kind == "으로" and (final == _RIEUL or last in _RIEUL_ENDS):
        consonant = False
    return _PARTICLES[kind][0 if consonant else 1]


def _is_hangul(sign: str) -> bool:
    return _FIRST_SYLLABLE <= ord(sign) <= _LAST_SYLLABLE


def within_a_sentence(name: str) -> str:
    """An English name without the capital of its beginning; an abbreviation keeps its own."""
    first = name.split(" ", 1)[0]
    return name if first.isupper() and len(first) > 1 else name[:1].lower() + name[1:]
