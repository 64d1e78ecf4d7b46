"""A receipt in pieces that are read from where one stands: twice as large as on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.theme import Theme
from ui.wording.ruby import plain

#: How wide a dot of the paper is at most: the smallest writing that must be read is 6 mm high.
_DOT_MM: Final = 0.26
#: A piece is at least, and if a blank row comes in time at most, so many dots high.
_LEAST_DOTS, _MOST_DOTS = 140, 260
_MARGIN_MM: Final = 3.0


def parts_of_receipt(theme: Theme, png: bytes, name: str) -> Iterator[ReceiptPart]:
    """The pieces from top to bottom, cut where nothing is printed."""
    image = QImage.fromData(png).convertToFormat(QImage.Format.Format_Grayscale8)
    blank = QImage(image.width(), 1, QImage.Format.Format_Grayscale8)
    blank.fill(QColor("white"))
    top = 0
    while top < image.height():
        end = image.height()
        if end - top > _MOST_DOTS:
            rows = range(top + _LEAST_DOTS, top + _MOST_DOTS)
            end = _between(
                [row for row in rows if image.copy(0, row, image.width(), 1) == blank], rows[-1]
            )
        yield ReceiptPart(theme, image.copy(0, top, image.width(), end - top), name)
        top = end


def _between(blank: Sequence[int], otherwise: int) -> int:
    """The middle of the highest gap: there one subject ends, not only a line."""
    gaps: list[list[int]] = []
    for row in blank:
        if gaps and gaps[-1][-1] == row - 1:
            gaps[-1].append(row)
        else:
            gaps.append([row])
    highest = max(gaps, key=len, default=[otherwise])
    return highest[len(highest) // 2]


class ReceiptPart(QWidget):
    """As wide as there is room for, up to twice the paper."""

    def __init__(self, theme: Theme, image: QImage, name: str) -> None:
        super().__init__()
        self._theme, self._image = theme, image
        self._margin = theme.glass.px(_MARGIN_MM)
        self.setAccessibleName(plain(name))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:  # noqa: N802 (Qt's name)
        return round(self._image.height() * self._scale(width)) + 2 * self._margin

    def sizeHint(self) -> QSize:  # noqa: N802
        width = round(self._image.width() * self._theme.glass.px(_DOT_MM * 100) / 100)
        width += 2 * self._margin
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        scale = self._scale(self.width())
        width, height = self._image.width() * scale, self._image.height() * scale
        left = (self.width() - width) / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(QPen(QColor(self._theme.palette.line), self._theme.stroke))
        painter.setBrush(QColor("white"))
        margin = self._margin
        sheet = QRectF(left - margin, margin / 2, width + 2 * margin, height + margin)
        painter.drawRect(sheet)
        painter.drawImage(QRectF(left, margin, width, height), self._image)

    def _scale(self, width: int) -> float:
        """Pixels a dot."""
        room = (width - 2 * self._margin) / self._image.width()
        return float(min(room, self._theme.glass.px(_DOT_MM * 100) / 100))
