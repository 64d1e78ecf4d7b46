"""Where the resident is on the way to a booking: numbered steps, the present one filled."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.theme import Theme, Type
from ui.widgets.typeset import Paragraph, Typesetter
from ui.wording.ruby import plain


class Steps(QWidget):
    """``here`` counts from 0."""

    def __init__(self, theme: Theme, names: Sequence[str], here: int, accessible: str) -> None:
        super().__init__()
        self._theme, self._names, self._here = theme, tuple(names), here
        self._typesetter = Typesetter()
        self.setAccessibleName(plain(accessible))
        name = max(self._line(name, here=True).height for name in names)
        self.setFixedHeight(max(theme.glass.px(20.0), ceil(2 * self._middle + name)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(self._theme.glass.px(200), self.height())

    def fits(self) -> bool:
        """Whether what is named has room."""
        if self._all_named():
            return True
        return self._line(self._names[self._here], here=True).widest <= self.width()

    def _all_named(self) -> bool:
        """Whether every name has room below its number; else only the present one is named."""
        widest = max(self._line(name, here=True).widest for name in self._names)
        return widest <= self.width() / len(self._names)

    @property
    def _radius(self) -> int:
        return self._theme.glass.px(4.5)

    @property
    def _middle(self) -> int:
        """How far below the top the middle of the discs is."""
        return self._radius + self._theme.stroke * 2

    def _line(self, name: str, *, here: bool) -> Paragraph:
        return self._typesetter.line(name, self._theme.font(Type.NOTE, bold=here))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        theme, palette = self._theme, self._theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, radius, middle = self.width() / len(self._names), self._radius, self._middle
        all_named = self._all_named()
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
            if not (here or all_named):
                continue
            line = self._line(name, here=here)
            below = (self.height() - 2 * middle - line.height) / 2
            left = max(0.0, min(centre - line.widest / 2, self.width() - line.widest))
            line.draw(painter, left, 2 * middle + below)
