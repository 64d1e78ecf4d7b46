"""Lays text out in lines with air between them, the same for everything that shows text.

Qt's own labels set Japanese solid, line on line, and cut the tails of Latin letters, because the
typeface counts no room for either. They know no readings above kanji (``ui.wording.ruby``) either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from ui.widgets.breaks import INSEPARABLE, Breaks
from ui.wording.ruby import Piece, pieces

#: Height of a line in type sizes. デジタル庁デザインシステム sets text at 1.5 and headings tighter.
LINE_HEIGHT: Final = 1.4
#: How much of a line lies above the baseline.
_BASELINE: Final = 1.08
#: A reading, in sizes of the type below it: how large, how much higher its line is for it, and how
#: far its own baseline lies below the top of that line.
RUBY_SIZE: Final = 0.5
RUBY_HEIGHT: Final = 0.42
_RUBY_BASELINE: Final = 0.52
#: How far a reading may reach over the kana on both sides of its base (JIS X 4051 allows more).
_OVERHANG: Final = 0.25
_KANA: Final = re.compile("[\u3041-\u30ff\u3000 ]")
#: What is never broken: letters and digits with what stands between them, an address but after its
#: strokes; a Korean word.
_WORD: Final = re.compile("[!-.0-~\u00a1-\u024f]+/*|[\uac00-\ud7a3·]+[,.)]?")
#: How small a word may get so as to stand on one line, as a part of its size.
_SMALLEST: Final = 0.6
#: Keeps the signs of a base on one line (UAX #14, WJ); it has no width.
_WORD_JOINER: Final = "\u2060"
#: Paragraphs one widget keeps: its texts in the few widths that its layout tries.
_MOST_KEPT: Final = 16
#: Wide enough that a text laid out in it stands on one line.
ENDLESS: Final = 100_000.0


@dataclass(frozen=True, slots=True)
class _Reading:
    """A reading above the signs ``start`` to ``end`` of the text as it is laid out."""

    start: int
    end: int
    kana: str
    width: float


class Paragraph:
    """``text`` in ``font``, broken to ``width`` pixels."""

    def __init__(
        self,
        text: str,
        font: QFont,
        width: float,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        font = _narrowed(text, font, width)
        option = QTextOption(align)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        base, self._readings = self._take_apart(pieces(text.replace("\n", "\u2028")), font)
        self._layout = QTextLayout(base, font)
        self._layout.setTextOption(option)
        self._space_out(font)
        self._tops: list[float] = []
        breaks: Breaks | None = None
        size = font.pixelSize()
        self._layout.beginLayout()
        top, widest = 0.0, 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            if line.textStart() + line.textLength() < len(base):
                breaks = breaks or Breaks(base)
                _end_well(line, breaks, max(1.0, width))
            self._tops.append(top)
            if self._readings and self._above(line):
                top += size * RUBY_HEIGHT
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
        if not self._readings:
            return
        painter.setFont(self._small)
        baseline = self._layout.font().pixelSize() * _RUBY_BASELINE
        for index in range(self.lines):
            line = self._layout.lineAt(index)
            for kana, middle, width in self._above(line):
                x = left + max(0.0, middle - width / 2)
                painter.drawText(QPointF(x, top + self._tops[index] + baseline), kana)

    def _take_apart(self, parts: tuple[Piece, ...], font: QFont) -> tuple[str, list[_Reading]]:
        """The bases in a row, and what stands above which of their signs."""
        if not any(part.reading for part in parts):
            return "".join(part.base for part in parts), []
        self._small = QFont(font)
        self._small.setPixelSize(max(1, round(font.pixelSize() * RUBY_SIZE)))
        metrics = QFontMetricsF(self._small)
        text, readings = "", []
        for part in parts:
            base = _WORD_JOINER.join(part.base) if part.reading else part.base
            if part.reading:
                end = len(text) + len(base)
                width = metrics.horizontalAdvance(part.reading)
                readings.append(_Reading(len(text), end, part.reading, width))
            text += base
        return text, readings

    def _space_out(self, font: QFont) -> None:
        """A base that is narrower than its reading gets wider."""
        if not self._readings:
            return
        metrics, text, formats = QFontMetricsF(font), self._layout.text(), []
        for reading in self._readings:
            signs = text[reading.start : reading.end].replace(_WORD_JOINER, "")
            lacking = reading.width - metrics.horizontalAdvance(signs)
            if _between_kana(text, reading.start, reading.end):
                lacking -= 2 * _OVERHANG * font.pixelSize()
            if lacking <= 0:
                continue
            wider = QTextCharFormat()
            wider.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
            wider.setFontLetterSpacing(lacking / len(signs))
            for index in range(reading.start, reading.end, 2):
                ranged = QTextLayout.FormatRange()
                ranged.start, ranged.length = index, 1
                ranged.format = wider
                formats.append(ranged)
        self._layout.setFormats(formats)

    def _above(self, line: QTextLine) -> list[tuple[str, float, float]]:
        """The readings above a line: kana, their middle and their width, in pixels.

        A base that is wider than the line is broken after all; each part gets its share.
        """
        start, end = line.textStart(), line.textStart() + line.textLength()
        found = []
        for reading in self._readings:
            first, last = max(start, reading.start), min(end, reading.end)
            if first >= last:
                continue
            kana, width = reading.kana, reading.width
            if (first, last) != (reading.start, reading.end):
                whole = reading.end - reading.start
                share = slice(
                    round((first - reading.start) / whole * len(kana)),
                    round((last - reading.start) / whole * len(kana)),
                )
                kana = kana[share]
                width *= len(kana) / len(reading.kana)
            left, right = _x(line, first), _x(line, last)
            found.append((kana, (left + right) / 2, width))
        return found


def _narrowed(text: str, font: QFont, width: float) -> QFont:
    """``font``, or so much smaller that no word is broken in ``width``; a word that is too long
    even so is broken after all."""
    words = [*_WORD.findall(text), *re.findall(INSEPARABLE, text)]
    # Measured only where it may be too wide: no sign is wider than its type is high, or little.
    if not words or max(map(len, words)) * font.pixelSize() * 1.1 < width or width >= ENDLESS:
        return font
    metrics = QFontMetricsF(font)
    longest = max(metrics.horizontalAdvance(word) for word in words)
    if longest <= width or longest * _SMALLEST > width:
        return font
    smaller = QFont(font)
    # What a pixel of size is worth differs a little from one size to the next.
    size = int(font.pixelSize() * width / longest)
    smaller.setPixelSize(max(1, size - 1))
    return smaller


def _end_well(line: QTextLine, breaks: Breaks, width: float) -> None:
    """Ends a line where a reader would: after a phrase, not within a word or a date."""
    start, length = line.textStart(), line.textLength()
    better = breaks.best(start, start + length) - start
    if better < length:
        line.setNumColumns(better, width)
        if line.textLength() != better:
            line.setLineWidth(width)


def _between_kana(text: str, start: int, end: int) -> bool:
    """Whether no other reading can stand right beside this base."""
    return bool(_KANA.match(text[start - 1 : start]) and _KANA.match(text[end : end + 1]))


def _x(line: QTextLine, cursor: int) -> float:
    place, _ = cast("tuple[float, int]", line.cursorToX(cursor))
    return place


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

    def line(self, text: str, font: QFont) -> Paragraph:
        """``text`` on one line, however long it is."""
        return self.paragraph(text, font, ENDLESS)

    def draw_line(
        self,
        painter: QPainter,
        rect: QRectF,
        align: Qt.AlignmentFlag,
        text: str,
        font: QFont,
    ) -> None:
        """One line in ``rect``, with the painter's pen; in the middle of its height."""
        line = self.line(text, font)
        left = rect.left()
        if align & Qt.AlignmentFlag.AlignHCenter:
            left += (rect.width() - line.widest) / 2
        line.draw(painter, left, rect.top() + (rect.height() - line.height) / 2)
