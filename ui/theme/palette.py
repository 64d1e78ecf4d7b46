"""What each colour is for. High contrast is a second set of the same roles."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ui.theme import tokens as t


class Contrast(Enum):
    """Standard keeps 4.5:1 for everything that is read, high keeps 7:1."""

    STANDARD = "standard"
    HIGH = "high"


class Tone(Enum):
    """What a coloured surface says. A symbol or a word always says it too."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    GOOD = "good"
    BAD = "bad"
    WARNING = "warning"
    LOTTERY = "lottery"
    MUTED = "muted"


@dataclass(frozen=True, slots=True)
class Pair:
    """Text or a symbol on a surface, with the line around the surface."""

    ink: str
    surface: str
    line: str


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by role, as ``#rrggbb``. ``pressed`` is the surface under a finger."""

    page: str
    card: str
    ink: str
    ink_soft: str
    line: str
    accent: str
    accent_pressed: str
    on_accent: str
    pressed: str
    focus: str
    danger: str
    tones: dict[Tone, Pair]


STANDARD = Palette(
    page=t.GRAY_50,
    card=t.WHITE,
    ink=t.GRAY_900,
    ink_soft=t.GRAY_700,
    line=t.GRAY_420,
    accent=t.BLUE_900,
    accent_pressed=t.BLUE_1200,
    on_accent=t.WHITE,
    pressed=t.BLUE_100,
    focus=t.YELLOW_300,
    danger=t.RED_900,
    tones={
        Tone.NEUTRAL: Pair(t.GRAY_900, t.WHITE, t.GRAY_420),
        Tone.ACCENT: Pair(t.BLUE_900, t.BLUE_50, t.BLUE_900),
        Tone.GOOD: Pair(t.GREEN_900, t.GREEN_50, t.GREEN_800),
        Tone.BAD: Pair(t.RED_1000, t.RED_50, t.RED_900),
        Tone.WARNING: Pair(t.ORANGE_1000, t.ORANGE_50, t.ORANGE_900),
        Tone.LOTTERY: Pair(t.PURPLE_800, t.PURPLE_50, t.PURPLE_800),
        Tone.MUTED: Pair(t.GRAY_700, t.GRAY_100, t.GRAY_200),
    },
)

HIGH = Palette(
    page=t.WHITE,
    card=t.WHITE,
    ink=t.BLACK,
    ink_soft=t.BLACK,
    line=t.BLACK,
    accent=t.BLUE_1200,
    accent_pressed=t.BLACK,
    on_accent=t.WHITE,
    pressed=t.BLUE_50,
    focus=t.YELLOW_300,
    danger=t.RED_1100,
    tones={
        Tone.NEUTRAL: Pair(t.BLACK, t.WHITE, t.BLACK),
        Tone.ACCENT: Pair(t.BLUE_1200, t.WHITE, t.BLUE_1200),
        Tone.GOOD: Pair(t.GREEN_900, t.WHITE, t.GREEN_900),
        Tone.BAD: Pair(t.RED_1100, t.WHITE, t.RED_1100),
        Tone.WARNING: Pair(t.ORANGE_1000, t.WHITE, t.ORANGE_1000),
        Tone.LOTTERY: Pair(t.PURPLE_800, t.WHITE, t.PURPLE_800),
        Tone.MUTED: Pair(t.BLACK, t.WHITE, t.GRAY_700),
    },
)

PALETTES = {Contrast.STANDARD: STANDARD, Contrast.HIGH: HIGH}


def contrast_ratio(one: str, other: str) -> float:
    """The contrast of two ``#rrggbb`` colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2, "relative luminance", sRGB)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 (the standard's own numbers)
        for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
