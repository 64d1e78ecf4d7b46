"""The typefaces: BIZ UDPGothic by its path, so that another font can never slip in unnoticed, and
Noto Sans CJK by its name, for Chinese, Korean and characters that the first has not."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtGui import QFontDatabase

FOLDER: Final = Path("/usr/share/fonts/truetype/bizud-gothic")
FILES: Final = ("BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf")
PACKAGE: Final = "fonts-morisawa-bizud-gothic"
NOTO: Final = Path("/usr/share/fonts/opentype/noto")
NOTO_FILES: Final = ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc")
NOTO_PACKAGE: Final = "fonts-noto-cjk"
#: Chinese and Korean have a face of their own, so that 直, 骨 and 令 have the form their readers
#: know. Names in those languages in a Japanese text fall back to the Japanese one of Noto Sans CJK.
_FAMILIES: Final = {
    "zh-Hans": ("Noto Sans CJK SC", "BIZ UDPGothic"),
    "ko": ("Noto Sans CJK KR", "BIZ UDPGothic"),
}
_JAPANESE: Final = ("BIZ UDPGothic", "Noto Sans CJK JP")


class FontMissingError(RuntimeError):
    """The typeface is not installed; the message names the package that brings it."""


def families(language: str) -> tuple[str, ...]:
    """The faces a language is set in, the first that has a character."""
    return _FAMILIES.get(language, _JAPANESE)


@cache
def load(folder: Path = FOLDER, noto: Path = NOTO) -> None:
    """Makes the typeface known to Qt, once. To be called after the application object is made."""
    for name in FILES:
        path = folder / name
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FontMissingError(f"{path} cannot be read: install the package {PACKAGE}")
    # Noto Sans CJK is found by name: 40 megabytes are not read before somebody needs them.
    for name in NOTO_FILES:
        if not (noto / name).is_file():
            raise FontMissingError(f"{noto / name} is missing: install the package {NOTO_PACKAGE}")
