"""Where the resident is on the way to a booking: numbered steps, the present one filled."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.theme import Theme, Type


class Steps(QWidget):
    """``here`` counts from 0."""

    def __init__(self, theme: Theme, names: Sequence[str], here: int, accessible: str) -> None:
        super().__init__()
        self._theme, self._names, self._here = theme, tuple(names), here
        self.setAccessibleName(accessible)
        self.setFixedHeight(theme.glass.px(20.0))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(self._theme.glass.px(200), self._theme.glass.px(20))

    def fits(self) -> bool:
        """Whether every name has room."""
        metrics = self._theme.metrics(Type.NOTE, bold=True)
        widest = max(metrics.horizontalAdvance(name) for name in self._names)
        return widest <= self.width() / len(self._names)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        theme, palette = self._theme, self._theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, radius = self.width() / len(self._names), theme.glass.px(4.5)
        middle = radius + theme.stroke * 2
        painter.setPen(QPen(QColor(palette.line), theme.stroke * 2))
        painter.drawLine(int(width / 2), middle, int(self.width() - width / 2), middle)
        for index, name in enumerate(self._names):
            centre = width * (index + 0.5)
            reached = index <= self._here
            painter.setPen(QPen(QColor(palette.accent if reached else palette.line), theme.stroke))
            painter.setBrush(QColor(palette.accent if reached else palette.card))
            disc = QRectF(centre - radius, middle - radius, 2 * radius, 2 * radius)
            painter.drawEllipse(disc)
            painter.setPen(QColor(palette.on_accent if reached else palette.ink_soft))
            painter.setFont(theme.font(Type.NOTE, bold=True))
            painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), str(index + 1))
            here = index == self._here
            painter.setPen(QColor(palette.accent if here else palette.ink_soft))
            painter.setFont(theme.font(Type.NOTE, bold=here))
            below = QRectF(centre - width / 2, 2 * middle, width, self.height() - 2 * middle)
            painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), name)
