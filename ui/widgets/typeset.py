"""Lays text out in lines with air between them, the same for labels and buttons.

Qt's own labels set Japanese solid, line on line, and cut the tails of Latin letters, because the
typeface counts no room for either.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption

#: Height of a line in type sizes. デジタル庁デザインシステム sets text at 1.5 and headings tighter.
LINE_HEIGHT: Final = 1.4
#: How much of a line lies above the baseline.
_BASELINE: Final = 1.08
#: Paragraphs one widget keeps: its texts in the few widths that its layout tries.
_MOST_KEPT: Final = 16


class Paragraph:
    """``text`` in ``font``, broken to ``width`` pixels."""

    def __init__(
        self,
        text: str,
        font: QFont,
        width: float,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        option = QTextOption(align)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout = QTextLayout(text.replace("\n", "\u2028"), font)
        self._layout.setTextOption(option)
        size = font.pixelSize()
        self._layout.beginLayout()
        top, widest = 0.0, 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            line.setPosition(QPointF(0, top + size * _BASELINE - line.ascent()))
            widest = max(widest, line.naturalTextWidth())
            top += size * LINE_HEIGHT
        self._layout.endLayout()
        self.height = top
        self.widest = widest
        self.lines = self._layout.lineCount()

    def draw(self, painter: QPainter, left: float, top: float) -> None:
        """Draws with the painter's pen."""
        self._layout.draw(painter, QPointF(left, top))


class Typesetter:
    """Sets the paragraphs of one widget, each of them once.

    A layout asks a widget for its height in the same width many times before it is painted. What is
    kept goes with the widget, so a resident's words do not outlive their screen.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, float, Qt.AlignmentFlag], Paragraph] = {}

    def paragraph(
        self,
        text: str,
        font: QFont,
        width: float,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> Paragraph:
        """As ``Paragraph``."""
        key = (text, font.key(), width, align)
        if key not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = Paragraph(text, font, width, align)
        return self._kept[key]
