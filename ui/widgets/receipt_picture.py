"""The receipt as it comes out of the printer, as large as there is room for."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.theme import Theme


class ReceiptPicture(QWidget):
    """Draws the very pixels of the paper, on paper."""

    def __init__(self, theme: Theme, png: bytes, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._image = QImage.fromData(png).convertToFormat(QImage.Format.Format_RGB32)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(self._theme.glass.px(90), self._theme.glass.px(120))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        margin = self._theme.glass.px(4.0)
        room = self.size() - QSize(2 * margin, 2 * margin)
        size = self._image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        left = (self.width() - size.width()) / 2
        paper = QRectF(left, margin, size.width(), size.height())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(QPen(QColor(self._theme.palette.line), self._theme.stroke))
        painter.setBrush(QColor("white"))
        painter.drawRect(paper.adjusted(-margin / 2, -margin / 2, margin / 2, margin / 2))
        painter.drawImage(paper, self._image)
