"""Kana: the fifty sounds as a chart, and the marks that change the kana before them."""

from __future__ import annotations

from typing import Final

#: The columns of the chart that hangs in every first class, from あ on. A space is an empty place.
CHART: Final = (
    "あいうえお",
    "かきくけこ",
    "さしすせそ",
    "たちつてと",
    "なにぬねの",
    "はひふへほ",
    "まみむめも",
    "や ゆ よ",
    "らりるれろ",
    "わ を ん",
)
VOICED: Final = "゛"
HALF_VOICED: Final = "゜"
SMALL: Final = "小"

#: Kana that differ in a mark only, plain first: plain, voiced, half voiced, small.
_FAMILIES: Final = {
    VOICED: (
        "かきくけこさしすせそたちつてとはひふへほう",
        "がぎぐげござじずぜぞだぢづでどばびぶべぼゔ",
    ),
    HALF_VOICED: ("はひふへほ", "ぱぴぷぺぽ"),
    SMALL: ("あいうえおつやゆよわ", "ぁぃぅぇぉっゃゅょゎ"),
}
_KATAKANA_SHIFT: Final = 0x60


def _plain() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for without, with_mark in _FAMILIES.values():
        pairs |= dict(zip(with_mark, without, strict=True))
    return pairs


_PLAIN: Final = _plain()


def marked(text: str, mark: str) -> str:
    """``text`` with the mark set on its last kana, or taken off where it has that one already.

    A kana that cannot take the mark stays as it is. Katakana stay katakana.
    """
    if not text:
        return text
    last, katakana = text[-1], is_katakana(text[-1])
    kana = to_hiragana(last) if katakana else last
    without, with_mark = _FAMILIES[mark]
    if kana in with_mark:
        changed = _PLAIN[kana]
    else:
        plain = _PLAIN.get(kana, kana)
        changed = with_mark[without.index(plain)] if plain in without else kana
    return text[:-1] + (to_katakana(changed) if katakana else changed)


def to_katakana(text: str) -> str:
    """Hiragana as katakana; everything else as it is."""
    return "".join(chr(ord(c) + _KATAKANA_SHIFT) if "ぁ" <= c <= "ゖ" else c for c in text)


def to_hiragana(text: str) -> str:
    """Katakana as hiragana; everything else as it is."""
    return "".join(chr(ord(c) - _KATAKANA_SHIFT) if is_katakana(c) else c for c in text)


def is_katakana(character: str) -> bool:
    return "ァ" <= character <= "ヶ"


def is_reading(text: str) -> bool:
    """Whether all of it is kana that could be written in kanji."""
    return bool(text) and all("ぁ" <= c <= "ゖ" or c == "ー" for c in text)
