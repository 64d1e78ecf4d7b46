"""Breaking text into lines the way Japanese is set.

Rules after JIS X 4051 (line-start and line-end prohibition, 禁則処理): closing marks and small
kana never start a line, opening marks never end one. Beyond the standard, for people who read at a
glance, words in Latin letters or katakana, numbers with their units and dates with their weekdays
stay whole where a line can hold them. Nothing is ever cut off: what does not fit goes to the next
line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

#: How wide a piece of text is, in dots.
Measure = Callable[[str], float]

NOT_AT_START = frozenset(
    "、。，．・：；！？)）]］}｝〕〉》」』】〙〗’”»ー‐゠–〜～々〻ゝゞヽヾ…‥"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ％℃°,.!?:;/"
)
NOT_AT_END = frozenset("(（[［{｛〔〈《「『【〘〖‘“«￥¥＄№＃")
UNITS = frozenset("年月日時分秒人名件円回室階歳枚号番")
CHINESE_WEEKDAYS = frozenset("一二三四五六日")
SPANS = frozenset("〜～–-")
KATAKANA = frozenset(map(chr, (*range(0x30A1, 0x30FB), 0x30FC)))

#: A last line shorter than this share of the width looks forgotten.
FORGOTTEN = 0.2

#: Between a label and its value, in Japanese.
_COLON = "："

#: From here on characters are ideographs, kana and full-width marks, which break anywhere.
_FIRST_IDEOGRAPHIC = "\u2e80"
_FIRST_HANGUL, _LAST_HANGUL = "가", "힣"


def wrap(text: str, width: float, measure: Measure) -> list[str]:
    """``text`` in lines of at most ``width`` dots; a line feed in it starts a new line.

    A line is wider than ``width`` only if a single character is. Spaces at a break are dropped.
    """
    return [line for part in text.split("\n") for line in _wrap_paragraph(part, width, measure)]


def wrap_text(text: str, width: float, measure: Measure) -> list[str]:
    """``text`` in full lines, unless the last one would be a forgotten word: then evenly."""
    return [line for part in text.split("\n") for line in _wrap_text(part, width, measure)]


def _wrap_text(text: str, width: float, measure: Measure) -> list[str]:
    lines = _wrap_paragraph(text, width, measure)
    label, colon, value = text.partition(_COLON)
    if (
        len(lines) == len((label, value))
        and colon
        and max(map(measure, (label + colon, value))) <= width
    ):
        return [label + colon, value]  # a label above its value, which stays whole
    if len(lines) > 1 and measure(lines[-1]) < width * FORGOTTEN:
        return wrap_evenly(text, width, measure)
    return lines


def wrap_evenly(text: str, width: float, measure: Measure) -> list[str]:
    """Like ``wrap``, in no more lines, but of about equal length: for headings and names."""
    lines = wrap(text, width, measure)
    # Never narrower than the longest unit: evenness must not tear a word apart.
    narrow, wide = min(width, max(map(measure, units(text)), default=width)), width
    while wide - narrow > 1:
        middle = (narrow + wide) / 2
        tried = wrap(text, middle, measure)
        if len(tried) <= len(lines) and all(measure(line) <= middle for line in tried):
            wide, lines = middle, tried
        else:
            narrow = middle
    return lines


def units(text: str) -> Iterator[str]:
    """The pieces of ``text`` that must not be broken, with the spaces that follow them."""
    start = 0
    for here in range(1, len(text)):
        if _may_break(text[here - 1], text[here]):
            yield text[start:here]
            start = here
    if text:
        yield text[start:]


def _may_break(before: str, after: str) -> bool:
    if after == " " or _is_forbidden(before, after):
        return False
    if before == " ":
        return True
    if (before.isdigit() and after in UNITS) or (before in UNITS and after.isdigit()):
        return False  # a whole date: 2026年12月18日
    if before in SPANS and after.isdigit():
        return False
    if before in KATAKANA and after in KATAKANA:
        return False
    if (before, after) == ("ま", "で") or (before == "周" and after in CHINESE_WEEKDAYS):
        return False  # until when, and until which day
    if before == "日" and after in NOT_AT_END:
        return False  # its weekday
    return _breaks_anywhere(before) or _breaks_anywhere(after)


def _breaks_anywhere(sign: str) -> bool:
    """Ideographs and kana do; Korean words stay whole like Latin ones."""
    return sign >= _FIRST_IDEOGRAPHIC and not _FIRST_HANGUL <= sign <= _LAST_HANGUL


def _wrap_paragraph(text: str, width: float, measure: Measure) -> list[str]:
    lines: list[str] = []
    line = ""
    for unit in units(text.strip(" ")):
        if measure((line + unit).rstrip(" ")) <= width:
            line += unit
            continue
        if line:
            lines.append(line.rstrip(" "))
        *full, line = _split(unit, width, measure)
        lines.extend(full)
    return [*lines, line.rstrip(" ")]


def _split(unit: str, width: float, measure: Measure) -> list[str]:
    """A unit that is wider than a line, such as a long address, broken between characters."""
    pieces: list[str] = []
    rest = unit
    while rest:
        end = 1
        while end < len(rest) and measure(rest[: end + 1].rstrip(" ")) <= width:
            end += 1
        kept = end
        while 1 < kept < len(rest) and _is_forbidden(rest[kept - 1], rest[kept]):
            kept -= 1
        pieces.append(rest[:kept])
        rest = rest[kept:]
    return pieces


def _is_forbidden(before: str, after: str) -> bool:
    """Whether the standard forbids a break here, even in a word that has to be broken."""
    return after in NOT_AT_START or before in NOT_AT_END
