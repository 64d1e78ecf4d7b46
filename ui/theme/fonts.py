"""The typeface: BIZ UDPGothic by its path, so that another font can never slip in unnoticed."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtGui import QFontDatabase

FOLDER: Final = Path("/usr/share/fonts/truetype/bizud-gothic")
FILES: Final = ("BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf")
PACKAGE: Final = "fonts-morisawa-bizud-gothic"
#: Chinese and Korean names in a Japanese text fall back to Noto Sans CJK (fonts-noto-cjk).
FAMILIES: Final = ("BIZ UDPGothic", "Noto Sans CJK JP")


class FontMissingError(RuntimeError):
    """The typeface is not installed; the message names the package that brings it."""


def load(folder: Path = FOLDER) -> None:
    """Makes the typeface known to Qt. Call once, after the application object is made."""
    for name in FILES:
        path = folder / name
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FontMissingError(f"{path} cannot be read: install the package {PACKAGE}")
