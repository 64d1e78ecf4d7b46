"""Whether the faces of this machine can show every word of the catalogues."""

from __future__ import annotations

from PySide6.QtGui import QFont, QRawFont

from ui.theme.fonts import families
from ui.wording.words import all_texts

#: Set apart by the typesetter, never drawn.
_MARKS = frozenset("\n｜《》")


def missing_glyphs(language: str) -> frozenset[str]:
    """The characters of a language's texts that none of its faces has. Needs a ``QApplication``."""
    return missing_from("".join(all_texts(language)), language)


def missing_from(text: str, language: str) -> frozenset[str]:
    """The characters of a text that no face of the language has. Needs a ``QApplication``."""
    faces = [QRawFont.fromFont(QFont(family)) for family in families(language)]
    return frozenset(
        sign
        for sign in set(text) - _MARKS
        if not any(face.supportsCharacter(ord(sign)) for face in faces)
    )
