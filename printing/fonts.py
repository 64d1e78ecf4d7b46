"""The typefaces of the receipts: BIZ UDPGothic, a universal-design face, and Noto Sans CJK.

Chinese and Korean have faces of their own, so that 直, 骨 and 令 have the form their readers know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Final

from PIL import ImageFont

FONT_PACKAGE = "fonts-morisawa-bizud-gothic"
FONT_FOLDER = Path("/usr/share/fonts/truetype/bizud-gothic")
NOTO_PACKAGE = "fonts-noto-cjk"
NOTO_FOLDER = Path("/usr/share/fonts/opentype/noto")


class Weight(Enum):
    REGULAR = "Regular"
    BOLD = "Bold"


@dataclass(frozen=True, slots=True)
class _Files:
    """Where the weights of a face lie; ``index``: which one it is of a collection."""

    folder: Path
    name: str
    package: str
    index: int = 0


class Face(Enum):
    """Whose forms the characters have."""

    JAPANESE = "ja"
    CHINESE = "zh-Hans"
    KOREAN = "ko"


_NOTO: Final = "NotoSansCJK-{}.ttc"


def _files(face: Face) -> _Files:
    match face:
        case Face.JAPANESE:
            return _Files(FONT_FOLDER, "BIZUDPGothic-{}.ttf", FONT_PACKAGE)
        case Face.CHINESE:
            return _Files(NOTO_FOLDER, _NOTO, NOTO_PACKAGE, 2)
        case Face.KOREAN:
            return _Files(NOTO_FOLDER, _NOTO, NOTO_PACKAGE, 1)


def face_of(language: str) -> Face:
    """The face in which a language is set; all but Chinese and Korean are set in the Japanese."""
    return Face(language) if language in {face.value for face in Face} else Face.JAPANESE


#: Signs that only Japanese has, and the ideographs around them.
_KANA = re.compile("[\u3040-\u30ff\uff66-\uff9f]")
_EAST_ASIAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff66-\uff9f]+")


def runs(text: str, face: Face) -> Iterator[tuple[str, Face]]:
    """A line in pieces, each with the face that has the forms its readers know.

    Korean is written without ideographs, so those in it are Japanese names; in Chinese, those are
    that have kana among them. The rest of what is Japanese there says so itself.
    """
    done = 0
    for found in () if face is Face.JAPANESE else _EAST_ASIAN.finditer(text):
        if face is Face.KOREAN or _KANA.search(found[0]):
            if found.start() > done:
                yield text[done : found.start()], face
            yield found[0], Face.JAPANESE
            done = found.end()
    if done < len(text) or not text:
        yield text[done:], face


class FontMissingError(Exception):
    """The typeface is not on this machine: a fault of the installation, not of the moment."""

    def __init__(self, path: Path, package: str) -> None:
        super().__init__(
            f"The typeface of the receipts is missing: {path}. "
            f"Install the Debian package {package}."
        )
        self.path = path


@lru_cache(maxsize=64)
def font(weight: Weight, size: int, face: Face = Face.JAPANESE) -> ImageFont.FreeTypeFont:
    """The face at ``size`` dots an em.

    Loaded by path, never by name, so that no other face can slip in; and without the optional
    text shaper, so that the same receipt has the same pixels on every machine.

    Raises ``FontMissingError``, which names the Debian package to install.
    """
    files = _files(face)
    path = files.folder / files.name.format(weight.value)
    if not path.is_file():
        raise FontMissingError(path, files.package)
    return ImageFont.truetype(
        str(path), size, index=files.index, layout_engine=ImageFont.Layout.BASIC
    )


@lru_cache(maxsize=4)
def grid_font(size: int) -> ImageFont.FreeTypeFont:
    """The face on a grid, as printers have theirs: a letter is half as wide as a kanji.

    Raises ``FontMissingError`` as ``font`` does.
    """
    path = FONT_FOLDER / "BIZUDGothic-Regular.ttf"
    if not path.is_file():
        raise FontMissingError(path, FONT_PACKAGE)
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
