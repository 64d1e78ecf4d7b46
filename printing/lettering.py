"""Lines of text on paper: how wide they are, where they stand, every sign drawn once and kept.

A receipt has few different signs and most of them come again, on the same paper or the next: so
each is measured and drawn once a size and face, and then put where it belongs. Faces are set
without kerning, so a line is as wide as its signs are together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from printing.fonts import Face, Weight, font, runs

WHITE: Final = 1
BLACK: Final = 0
LINE_HEIGHT: Final = 1.4
#: A receipt has about two hundred; a sign takes about as many bytes.
_KEPT_SIGNS: Final = 8192


@dataclass(frozen=True, slots=True)
class _Sign:
    """``ink``: white where the sign is, none for a space; its corner stands at ``left``, ``top``
    from where it begins on the line on which it stands."""

    ink: Image.Image | None
    left: int
    top: int
    advance: float


@lru_cache(maxsize=_KEPT_SIGNS)
def _sign(sign: str, weight: Weight, size: int, face: Face) -> _Sign:
    own = font(weight, size, face)
    left, top, right, bottom = (round(edge) for edge in own.getbbox(sign, mode="1", anchor="ls"))
    advance = own.getlength(sign)
    if right <= left or bottom <= top:
        return _Sign(None, 0, 0, advance)
    ink = Image.new("1", (right - left, bottom - top), 0)
    ImageDraw.Draw(ink).text((-left, -top), sign, fill=1, font=own, anchor="ls")
    return _Sign(ink, left, top, advance)


class _Advances(dict[str, float]):
    """As of ``_sign``, by sign; breaking lines asks for them alone, and very often."""

    def __init__(self, own: ImageFont.FreeTypeFont) -> None:
        super().__init__()
        self._own = own

    def __missing__(self, sign: str) -> float:
        if len(self) >= _KEPT_SIGNS:
            self.clear()
        self[sign] = self._own.getlength(sign)
        return self[sign]


@lru_cache
def _advances(weight: Weight, size: int, face: Face) -> _Advances:
    return _Advances(font(weight, size, face))


@dataclass(frozen=True, slots=True)
class Type:
    """Weight, size (dots an em), line height (ems) and face of a piece of text."""

    weight: Weight
    size: int
    line_height: float = LINE_HEIGHT
    face: Face = Face.JAPANESE

    def measure(self, text: str) -> float:
        """How many dots wide ``text`` is on one line."""
        return sum(
            sum(map(_advances(self.weight, self.size, face).__getitem__, run))
            for run, face in runs(text, self.face)
        )

    def draw(self, paper: Image.Image, left: float, baseline: int, text: str) -> None:
        """A line of text, every run of it in the forms of its readers."""
        for run, face in runs(text, self.face):
            for one in run:
                sign = _sign(one, self.weight, self.size, face)
                if sign.ink is not None:
                    paper.paste(BLACK, (round(left) + sign.left, baseline + sign.top), sign.ink)
                left += sign.advance

    @property
    def font(self) -> ImageFont.FreeTypeFont:
        """The face at this size."""
        return font(self.weight, self.size, self.face)

    @property
    def line_dots(self) -> int:
        """From line to line."""
        return round(self.size * self.line_height)

    @property
    def lead_dots(self) -> int:
        """From the top of a line to the top of its letters, which stand in its middle."""
        ascent, descent = self.font.getmetrics()
        return (self.line_dots - ascent - descent) // 2

    @property
    def baseline_dots(self) -> int:
        """From the top of a line to where its letters stand."""
        return self.lead_dots + self.font.getmetrics()[0]


def set_lines(
    lines: Sequence[str], width: int, type_: Type, *, centred: bool = False
) -> Image.Image:
    """Lines of text one under the other, each set in the middle of its line height."""
    strip = Image.new("1", (width, max(len(lines), 1) * type_.line_dots), WHITE)
    for index, line in enumerate(lines):
        left = (width - type_.measure(line)) // 2 if centred else 0
        type_.draw(strip, left, index * type_.line_dots + type_.baseline_dots, line)
    return strip


def stack(strips: Sequence[Image.Image], width: int, gap: int = 0) -> Image.Image:
    """Strips one under the other, ``gap`` dots apart."""
    height = sum(strip.height for strip in strips) + gap * (len(strips) - 1)
    whole = Image.new("1", (width, height), WHITE)
    top = 0
    for strip in strips:
        whole.paste(strip, (0, top))
        top += strip.height + gap
    return whole


def white_on_black(strip: Image.Image) -> Image.Image:
    """The strip with black for white."""
    return strip.point([WHITE * 255] + [BLACK] * 255)
