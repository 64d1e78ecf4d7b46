"""Japanese with its readings, in the ruby of 青空文庫: ``予約《よやく》`` or ``｜1日《ついたち》``.

One such text gives three: the Japanese as it is printed, its reading in kana, and the text with
furigana over every kanji.
"""

from __future__ import annotations

import re

_KANJI = "\u3400-\u9fff\uf900-\ufaff々〆ヶ"
_RUBY = re.compile(rf"(?:｜([^｜《》]+)|([{_KANJI}]+))《([^｜《》]+)》")
_LEFT_OVER = re.compile(rf"[{_KANJI}《》｜]+")
_KATAKANA_FIRST, _KATAKANA_LAST = 0x30A1, 0x30F6
_TO_HIRAGANA = {
    code: code - 0x60 for code in range(_KATAKANA_FIRST, _KATAKANA_LAST + 1)
}  # ヵ and ヶ have small hiragana of their own, too


def without_reading(text: str) -> str | None:
    """The first kanji, or sign of ruby, of ``text`` that has no reading or belongs to none."""
    found = _LEFT_OVER.search(_RUBY.sub("", text))
    return None if found is None else found[0]


def printed(text: str) -> str:
    """The text as it is printed without its readings."""
    return _RUBY.sub(lambda found: found[1] or found[2], text)


def read_aloud(text: str) -> str:
    """The reading, in hiragana; digits and Latin letters stay as they are."""
    return _RUBY.sub(lambda found: found[3], text).translate(_TO_HIRAGANA)


def with_furigana(text: str) -> str:
    """The text with every base marked: ``｜予約《よやく》``."""
    return _RUBY.sub(lambda found: f"｜{found[1] or found[2]}《{found[3]}》", text)
