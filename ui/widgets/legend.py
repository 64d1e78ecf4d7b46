"""What the signs in a calendar mean."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from kiosk.availability import Now
from ui.theme.theme import Theme, Type
from ui.widgets.availability_marks import MARKS, Mark
from ui.widgets.text import Text
from ui.wording.words import Words

#: The side of a sign, where the type is not larger.
_SIGN_MM = 9.0
#: Where the glass is low: beside a month, so that all its weeks are seen.
_LOW_SIGN_MM = 8.0
_LOW_GAP_MM = 0.5


class _Sign(QWidget):
    def __init__(self, theme: Theme, mark: Mark) -> None:
        super().__init__()
        self._theme, self._mark = theme, mark
        sign = theme.metrics(Type.NOTE, bold=True).horizontalAdvance(mark.sign)
        least = theme.glass.px(_LOW_SIGN_MM if theme.low else _SIGN_MM)
        side = max(least, sign + 4 * theme.stroke)
        self.setFixedSize(side, side)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        pair = self._theme.tone(self._mark.tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(pair.line), self._theme.stroke))
        painter.setBrush(QColor(pair.surface))
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(frame, self._theme.radius / 2, self._theme.radius / 2)
        painter.setPen(QColor(pair.ink))
        painter.setFont(self._theme.font(Type.NOTE, bold=True))
        whole = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
        painter.drawText(frame, int(whole), self._mark.sign)


class Legend(QWidget):
    def __init__(self, theme: Theme, words: Words, states: Sequence[Now], *, columns: int) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.pad)
        grid.setVerticalSpacing(theme.glass.px(_LOW_GAP_MM) if theme.low else theme.gap)
        for index, state in enumerate(states):
            row = QHBoxLayout()
            row.setSpacing(theme.gap)
            row.addWidget(_Sign(theme, MARKS[state]))
            row.addWidget(Text(theme, words.text(f"now.{state.value}"), Type.NOTE), 1)
            grid.addLayout(row, index // columns, index % columns)
