"""Larger targets where the glass has room for them."""

from __future__ import annotations

from typing import Final

from ui.preferences import Reach
from ui.theme.theme import Theme

#: The part of an upright glass's height that one of a few large buttons takes.
_SHARE: Final = 0.085
_LARGEST_MM: Final = 45.0


def spacious(theme: Theme, least_mm: float) -> int:
    """The least height of one of a few buttons, in pixels: ``least_mm``, or more on an upright
    glass that is reached all over."""
    glass = theme.glass
    if not glass.portrait or theme.reach is Reach.SEATED:
        return glass.px(least_mm)
    share = min(_LARGEST_MM, glass.mm(glass.height_px) * _SHARE)
    return glass.px(max(least_mm, share))


def is_low(theme: Theme) -> bool:
    """Whether the glass has height for little more than the rows of a list."""
    return theme.very_low
