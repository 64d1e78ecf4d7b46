"""One object that answers how big, in which type and in which colour."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from math import ceil
from typing import Final

from PySide6.QtGui import QFont, QFontMetrics

from ui.preferences import Reach, TypeSize
from ui.theme.fonts import families
from ui.theme.glass import GAP_MM, KEY_MM, TARGET_MM, Glass
from ui.theme.palette import PALETTES, Contrast, Pair, Palette, Tone

#: Where the lower half of an upright glass begins, and the lower two thirds of one that lies.
_LOWER_HALF: Final = 1 / 2
_LOWER_TWO_THIRDS: Final = 1 / 3


#: A glass of less height has no room for a tall header.
_LOW_MM: Final = 290.0
#: A glass of less height has room for little more than what is touched.
_VERY_LOW_MM: Final = 240.0


#: An upright glass of less width is one of 15 inches.
_NARROW_MM: Final = 220.0


class Type(Enum):
    """What a line of type is for; the value is its height on the glass in millimetres, in the
    standard size, the large and the largest."""

    NOTE = (6.5, 7.5, 9.0)
    BODY = (7.5, 9.0, 11.0)
    LABEL = (8.5, 10.0, 12.0)
    HEADING = (10.0, 11.5, 13.5)
    TITLE = (12.5, 14.0, 16.0)
    FIGURE = (16.0, 18.0, 20.0)

    def mm(self, size: TypeSize) -> float:
        """The height in this size."""
        return self.value[_SIZES.index(size)]


_SIZES = tuple(TypeSize)


@dataclass(frozen=True)
class Theme:
    """``type_size`` sets the height of all type, ``contrast`` picks the palette, ``reach`` says
    how far up things may be touched, ``language`` picks the typeface."""

    glass: Glass
    type_size: TypeSize = TypeSize.STANDARD
    contrast: Contrast = Contrast.STANDARD
    reach: Reach = Reach.STANDING
    language: str = "ja"
    _fonts: dict[tuple[Type, bool], QFont] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def palette(self) -> Palette:
        return PALETTES[self.contrast]

    def tone(self, tone: Tone) -> Pair:
        return self.palette.tones[tone]

    def font(self, type_: Type, *, bold: bool = False) -> QFont:
        """The font of a role, in pixels of this glass."""
        key = (type_, bold)
        if key not in self._fonts:
            font = QFont()
            font.setFamilies(list(families(self.language)))
            font.setPixelSize(self.glass.px(type_.mm(self.type_size)))
            font.setBold(bold)
            self._fonts[key] = font
        return self._fonts[key]

    def metrics(self, type_: Type, *, bold: bool = False) -> QFontMetrics:
        return QFontMetrics(self.font(type_, bold=bold))

    @property
    def target(self) -> int:
        """The least height and width of what is touched, in pixels."""
        return self.glass.px(TARGET_MM)

    @property
    def key(self) -> int:
        """The least height and width of a key, in pixels."""
        return self.glass.px(KEY_MM)

    @property
    def gap(self) -> int:
        """Between two things that can be touched, in pixels."""
        return self.glass.px(GAP_MM)

    @property
    def pad(self) -> int:
        """Inside a card and at the edges of the page, in pixels."""
        return self.glass.px(6.0)

    @property
    def low(self) -> bool:
        """A glass so low that what always stands on it must be slim."""
        return self.glass.mm(self.glass.height_px) < _LOW_MM

    @property
    def very_low(self) -> bool:
        """A glass of 15 inches that lies: every line that is not touched is as slim as can be."""
        return self.glass.mm(self.glass.height_px) < _VERY_LOW_MM

    @property
    def touch_from(self) -> int:
        """The line above which nothing is touched, in pixels from the top of the glass."""
        if self.reach is Reach.STANDING:
            return 0
        # Two thirds of a glass of 15 inches are less than half of one of 21.5: as easily reached.
        small = self.narrow and self.type_size is not TypeSize.STANDARD
        half = self.glass.portrait and not small
        share = _LOWER_HALF if half else _LOWER_TWO_THIRDS
        return ceil(self.glass.height_px * share)

    @property
    def cramped(self) -> bool:
        """Larger type on a low glass: what helps gives way to what is touched."""
        return self.low and self.type_size is not TypeSize.STANDARD

    @property
    def title(self) -> Type:
        """What the question of a screen is set in."""
        return Type.HEADING if self.very_low and self.cramped else Type.TITLE

    @property
    def narrow(self) -> bool:
        """Larger type, or the layout for the seated, on a glass that is small for it."""
        usual = self.type_size is TypeSize.STANDARD and self.reach is Reach.STANDING
        return self.small_upright and not usual

    @property
    def tight(self) -> bool:
        """The largest type on an upright glass of 15 inches."""
        return self.small_upright and self.type_size is TypeSize.LARGEST

    @property
    def small_upright(self) -> bool:
        """An upright glass of 15 inches."""
        return self.glass.mm(self.glass.width_px) < _NARROW_MM

    @property
    def roomy(self) -> bool:
        """An upright glass with more height than a message of few sentences takes."""
        usual = self.type_size is TypeSize.STANDARD
        return self.glass.portrait and usual and not self.small_upright

    @property
    def slim(self) -> bool:
        """What stands on every screen takes little: the room is for what does not."""
        return self.low or self.narrow or self.reach is Reach.SEATED

    @property
    def radius(self) -> int:
        return self.glass.px(2.5)

    @property
    def stroke(self) -> int:
        """The width of a line around something, in pixels."""
        return max(1, round(self.glass.width_px / self.glass.width_mm * 0.5))
