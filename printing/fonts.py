"""The typeface of the receipts: BIZ UDPGothic, a universal-design face, from Debian's package."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

FONT_PACKAGE = "fonts-morisawa-bizud-gothic"
FONT_FOLDER = Path("/usr/share/fonts/truetype/bizud-gothic")


class Weight(Enum):
    REGULAR = "BIZUDPGothic-Regular.ttf"
    BOLD = "BIZUDPGothic-Bold.ttf"


class FontMissingError(Exception):
    """The typeface is not on this machine: a fault of the installation, not of the moment."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The typeface of the receipts is missing: {path}. "
            f"Install the Debian package {FONT_PACKAGE}."
        )
        self.path = path


@lru_cache(maxsize=64)
def font(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    """The face at ``size`` dots an em.

    Loaded by path, never by name, so that no other face can slip in; and without the optional
    text shaper, so that the same receipt has the same pixels on every machine.

    Raises ``FontMissingError``, which names the Debian package to install.
    """
    path = FONT_FOLDER / weight.value
    if not path.is_file():
        raise FontMissingError(path)
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
