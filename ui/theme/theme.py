"""One object that answers how big, in which type and in which colour."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from PySide6.QtGui import QFont, QFontMetrics

from ui.theme.fonts import FAMILIES
from ui.theme.glass import GAP_MM, KEY_MM, TARGET_MM, Glass
from ui.theme.palette import PALETTES, Contrast, Pair, Palette, Tone


class Type(Enum):
    """What a line of type is for; the value is its height on the glass in millimetres."""

    NOTE = 6.5
    BODY = 7.5
    LABEL = 8.5
    HEADING = 10.0
    TITLE = 12.5
    FIGURE = 16.0


@dataclass(frozen=True)
class Theme:
    """``type_scale`` enlarges all type; ``contrast`` picks the palette."""

    glass: Glass
    type_scale: float = 1.0
    contrast: Contrast = Contrast.STANDARD
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
            font.setFamilies(list(FAMILIES))
            font.setPixelSize(self.glass.px(type_.value * self.type_scale))
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
    def radius(self) -> int:
        return self.glass.px(2.5)

    @property
    def stroke(self) -> int:
        """The width of a line around something, in pixels."""
        return max(1, round(self.glass.width_px / self.glass.width_mm * 0.5))
