"""Where a line may end: after a phrase, and not within a word, a date, a time or a quoted label.

Japanese may be broken between any two signs, and Unicode's rules (UAX #14) do so. Who reads slowly
stumbles over a date or a verb that goes on in the next line.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Final

#: Up to this length a text is a label or a title: each of its lines ends with a phrase.
_SHORT: Final = 24
#: In a longer text a line that ends with a phrase is filled at least so far, and one that ends
#: before a word so far.
_FULL: Final = 0.6
_FILLED: Final = 0.5
_WORD_JOINER: Final = "\u2060"
_KANA: Final = re.compile("[\u3041-\u30ff\u3000 ]")
_HIRAGANA: Final = re.compile("[\u3041-\u309f]")
_NO_HIRAGANA: Final = re.compile("[\u30a0-\u30ff\u3400-\u9fff0-9A-Za-z]")
_HANGUL: Final = re.compile("[\uac00-\ud7a3]")
#: A phrase ends after these, and begins with those.
_CLOSING: Final = "、。・）」』 　/"
_BRACKETS: Final = "）」』"
_PARTICLE_OF_LABEL: Final = re.compile("[）」』][\u3041-\u309f]")
_OPENING: Final = "（「『“"
#: These mostly end a phrase, so that what follows is the courteous prefix of the next.
_PARTICLES: Final = "をはがにとでものへ"
_COURTEOUS: Final = "おご"
#: Verbs that are written in hiragana and begin a phrase after a particle; nouns after a verb.
_VERB: Final = re.compile(
    "(?<=[がはも])(?:あり|ござ|でき|いり|かか)|(?<=に)(?:なり|ふれ|もど)|(?<=ので)[ぁ-ん]"
    "|(?<=[ァ-ヶー一-龠][にへ])[ぁ-ん]{4}|(?<=った)とき"
)
#: No line begins with these.
_NEVER_FIRST: Final = (
    "ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々、。・，．）」』】〕！？：；～”"
)
#: What gets smaller rather than broken: a date with its weekday, a span of hours.
INSEPARABLE: Final = (
    "[0-9]+月 ?(?:[0-9]\u2060?)+日(?:[（(].{1,2}[）)])?"
    "|[0-9]+월[ \u00a0][0-9]+일(?:[ \u00a0]?\\(.\\))?"
    "|[0-9]+:[0-9]{2}(?:[～~–][0-9]+:[0-9]{2})?"
)
#: These, a number with what is counted, a label or a remark in brackets, a verb of two (差し込む),
#: a place with の in its name (雁の巣).
_SOLID: Final = re.compile(
    f"{INSEPARABLE}|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]の[\u4e00-\u9fff](?![\u4e00-\u9fff])|[0-9,]+[^0-9\\s、。]|「[^」]{{1,8}}」|（[^）]{{1,8}}）"
    "|(?:[申取差引払振繰切貸乗打抜割折][しりきちい]|[受立入組持問掛見付][けてれみちい])[\u4e00-\u9fff]"
)
#: Two parts of one text stand on both sides of this.
_DASH: Final = re.compile(" [－–] ")
#: What the long names of facilities end with, a word by itself.
_SECOND: Final = "センター|ホール|ルーム|コート|スタジオ|グラウンド"
#: A word: in katakana, in kanji with the kana of its ending, or in kana.
_WORD: Final = re.compile(
    f"[\u30a1-\u30fa\u30fc]{{2,16}}?(?={_SECOND}|(?![\u30a1-\u30fa\u30fc]))|[\u30a1-\u30fa\u30fc]{{2,16}}"
    "|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{1,4}(?![\u4e00-\u9fff])[\u3041-\u309f]{0,2}"
    "|(?<![\u3041-\u309f])[\u3041-\u309f]{2,12}(?![\u3041-\u309f])"
    "|[\u3041-\u309f]{3}(?![\u3041-\u309f])"  # the end of a longer one
)


class Breaks:
    """Of one text, as it is laid out: its readings taken apart, ``\\u2060`` within their bases."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._short = len(text.replace(_WORD_JOINER, "")) <= _SHORT
        #: Names and hours in a row, which are no sentence: their lines are filled as far
        #: as whole words, dates and hours do it.
        self._packed = not (self._short or self._korean or _HIRAGANA.search(text))

    def best(self, start: int, end: int) -> int:
        """Where a line from ``start`` that has room until ``end`` ends best; after ``start``."""
        if end <= start or self._text[end - 1] == "\u2028":
            return end
        filled = start + max(1, int(_FILLED * (end - start)))
        parts = [at for at in self._part_ends if filled <= at <= end]
        if parts:
            return max(parts)
        if self._packed:
            whole = [at for at in range(end, filled - 1, -1) if at not in self._within]
            apart = [at for at in whole if self._text[at - 1] == "\u3000"]
            ends = (*apart, *whole, end, end - 1)
            return next((at for at in ends if at > start and at not in self._never), end)
        phrase = max((at for at in self._phrase_ends if start < at <= end), default=start)
        full = self._short or self._korean or phrase - start >= _FULL * (end - start)
        if phrase > start and full:
            return phrase
        if self._short and (at := self._before_a_word(start, end)):
            return at
        # From what is wished for to what must be: a date may leave a line short, a word may not.
        for wrong, least in (
            (self._within, filled),
            (self._within_solid | self._never, start + 1),
            (self._never, start + 1),
        ):
            for at in range(end, least - 1, -1):
                if at not in wrong:
                    return at
        return end

    def _before_a_word(self, start: int, end: int) -> int:
        """Where a line of a label ends so that a whole word stands on the next, if it has room
        there; else 0."""
        ends = [at for at in range(start + 1, len(self._text) + 1) if at not in self._within]
        at = max((at for at in ends if at <= end), default=start)
        after = min((at for at in ends if at > end), default=at)
        return at if start < at < after <= at + end - start else 0

    @cached_property
    def _part_ends(self) -> frozenset[int]:
        return frozenset(dash.end() for dash in _DASH.finditer(self._text))

    @cached_property
    def _korean(self) -> bool:
        return bool(_HANGUL.search(self._text))

    @cached_property
    def _phrase_ends(self) -> frozenset[int]:
        """Where the text may go on in another line: not within a word, nor before a particle.
        Korean ends its lines between words. Empty where anything else may be broken."""
        text = self._text
        if self._korean:
            gaps = {match.end() for match in re.finditer(r"\s+", text)}
            return frozenset(gaps - self._within_solid)
        if not _KANA.search(text):
            return frozenset()
        verbs = {match.start() for match in _VERB.finditer(text)}
        ends = {at for at in range(1, len(text)) if at in verbs or _ends_phrase(text, at)}
        return frozenset(ends - self._within_solid)

    @cached_property
    def _within_solid(self) -> frozenset[int]:
        return _inside(_SOLID, self._text)

    @cached_property
    def _within(self) -> frozenset[int]:
        """Between which signs no line ends."""
        text = self._text
        words = _inside(_WORD, text) | self._within_solid
        joined = {at for at in range(1, len(text)) if _WORD_JOINER in text[at - 1 : at + 1]}
        particles = {at for at in range(1, len(text)) if _PARTICLE_OF_LABEL.match(text, at - 1)}
        return (words | joined | particles | self._never) - self._phrase_ends

    @cached_property
    def _never(self) -> frozenset[int]:
        """Before what begins no line, and after what ends none."""
        signs = enumerate(self._text)
        return frozenset(
            at + (sign in _OPENING) for at, sign in signs if sign in _NEVER_FIRST + _OPENING
        )


def _inside(pattern: re.Pattern[str], text: str) -> frozenset[int]:
    """Between which signs of what is found a line would end."""
    found = pattern.finditer(text)
    return frozenset(at for one in found for at in range(one.start() + 1, one.end()))


def _ends_phrase(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if after in _NEVER_FIRST or after in _CLOSING:
        return False
    if before in _CLOSING or after in _OPENING:
        return not (before in _BRACKETS and _HIRAGANA.match(after))
    if before == "を" and _HIRAGANA.match(after):
        return True
    if not (_HIRAGANA.match(before) and _NO_HIRAGANA.match(after)):
        return False
    prefix = before in _COURTEOUS and (
        at == 1 or text[at - 2] in _PARTICLES or not _HIRAGANA.match(text[at - 2])
    )
    return not prefix
