"""Romaji to kana, while they are typed: Hepburn and Kunrei alike, as key boards in Japan take them.

Source: ローマ字入力 of JIS X 4063:2000, as far as the kana of names and addresses go.
"""

from __future__ import annotations

from typing import Final

_VOWELS: Final = "aiueo"
_ROWS: Final = {
    "": "あいうえお",
    "k": "かきくけこ",
    "s": "さしすせそ",
    "t": "たちつてと",
    "n": "なにぬねの",
    "h": "はひふへほ",
    "m": "まみむめも",
    "r": "らりるれろ",
    "g": "がぎぐげご",
    "z": "ざじずぜぞ",
    "d": "だぢづでど",
    "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
    "x": "ぁぃぅぇぉ",
    "l": "ぁぃぅぇぉ",
}
#: Consonants before a small や, ゆ, よ and the kana that carries it.
_CARRIERS: Final = {
    "ky": "き",
    "sy": "し",
    "ty": "ち",
    "cy": "ち",
    "ny": "に",
    "hy": "ひ",
    "my": "み",
    "ry": "り",
    "gy": "ぎ",
    "zy": "じ",
    "jy": "じ",
    "dy": "ぢ",
    "by": "び",
    "py": "ぴ",
}
_SINGLE: Final = {
    "ya": "や",
    "yu": "ゆ",
    "yo": "よ",
    "wa": "わ",
    "wi": "うぃ",
    "we": "うぇ",
    "wo": "を",
    "shi": "し",
    "chi": "ち",
    "tsu": "つ",
    "fu": "ふ",
    "ji": "じ",
    "sha": "しゃ",
    "shu": "しゅ",
    "sho": "しょ",
    "she": "しぇ",
    "cha": "ちゃ",
    "chu": "ちゅ",
    "cho": "ちょ",
    "che": "ちぇ",
    "ja": "じゃ",
    "ju": "じゅ",
    "jo": "じょ",
    "je": "じぇ",
    "fa": "ふぁ",
    "fi": "ふぃ",
    "fe": "ふぇ",
    "fo": "ふぉ",
    "va": "ゔぁ",
    "vi": "ゔぃ",
    "vu": "ゔ",
    "ve": "ゔぇ",
    "vo": "ゔぉ",
    "thi": "てぃ",
    "dhi": "でぃ",
    "tha": "てゃ",
    "thu": "てゅ",
    "tho": "てょ",
    "xtu": "っ",
    "ltu": "っ",
    "xtsu": "っ",
    "ltsu": "っ",
    "xya": "ゃ",
    "xyu": "ゅ",
    "xyo": "ょ",
    "lya": "ゃ",
    "lyu": "ゅ",
    "lyo": "ょ",
    "nn": "ん",
    "n'": "ん",
    "xn": "ん",
    "-": "ー",
    "'": "",
}
_SMALL: Final = {"a": "ゃ", "i": "ぃ", "u": "ゅ", "e": "ぇ", "o": "ょ"}


def _table() -> dict[str, str]:
    table = dict(_SINGLE)
    for consonant, kana in _ROWS.items():
        table |= {consonant + vowel: one for vowel, one in zip(_VOWELS, kana, strict=True)}
    for consonants, kana in _CARRIERS.items():
        table |= {consonants + vowel: kana + small for vowel, small in _SMALL.items()}
    return table


TABLE: Final = _table()
_LONGEST: Final = max(len(romaji) for romaji in TABLE)
_BEGINNINGS: Final = frozenset(
    romaji[:length] for romaji in TABLE for length in range(1, len(romaji))
)


def to_kana(letters: str) -> tuple[str, str]:
    """What the letters are in kana so far, and the letters that may still become one.

    Letters that can become nothing are given back as they are, among the kana.
    """
    kana, rest = "", letters.lower()
    while rest:
        done, used = _first(rest)
        if not used:
            break
        kana, rest = kana + done, rest[used:]
    return kana, rest


def ended(letters: str) -> str:
    """As ``to_kana``, with nothing more to come: a last n is ん."""
    kana, rest = to_kana(letters)
    return kana + ("ん" if rest == "n" else rest)


def _first(letters: str) -> tuple[str, int]:
    """The first kana of ``letters`` and how many letters it took; 0 while more are needed."""
    for length in range(min(_LONGEST, len(letters)), 0, -1):
        if letters[:length] in TABLE:
            return TABLE[letters[:length]], length
    one, two = letters[0], letters[:2]
    if one == "m" and two[1:] and two[1] in "bpm":
        return "ん", 1  # Hepburn before lips: Shimbashi
    if one == "n" and len(letters) > 1 and letters[1] not in "ny":
        return "ん", 1
    if two == "tc" or (len(letters) > 1 and one == letters[1] and _is_consonant(one)):
        return "っ", 1
    if letters in _BEGINNINGS or (two in _BEGINNINGS and len(letters) == len(two)):
        return "", 0
    return one, 1


def _is_consonant(letter: str) -> bool:
    return letter.isascii() and letter.isalpha() and letter not in _VOWELS and letter != "n"
