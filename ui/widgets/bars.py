"""How many of each, as bars with their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.palette import Tone
from ui.theme.theme import Theme, Type
from ui.wording.ruby import plain

_LINE_MM = 13.0
#: On an upright glass, where there is height enough.
_TALL_LINE_MM = 19.0


@dataclass(frozen=True, slots=True)
class Bar:
    """``said`` is the number in words."""

    name: str
    said: str
    count: int


class Bars(QWidget):
    """A line a bar: its name, the bar, the number in words; the longest bar is the most.

    ``bars`` are some out of ``among``, which share one scale, so that a long row of them may stand
    on several pages.
    """

    def __init__(self, theme: Theme, bars: Sequence[Bar], among: Sequence[Bar]) -> None:
        super().__init__()
        self._theme, self._bars = theme, tuple(bars)
        self._names = max((self._width(bar.name) for bar in among), default=0)
        self._said = max((self._width(bar.said) for bar in among), default=0)
        self._most = max((bar.count for bar in among), default=0)
        self.setAccessibleName("\n".join(f"{bar.name} {bar.said}" for bar in bars))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def _line(self) -> int:
        tall = self._theme.glass.portrait and not self._above
        line = _TALL_LINE_MM if tall else _LINE_MM
        return max(self._theme.glass.px(line), self._metrics.height())

    def _width(self, text: str) -> int:
        return self._metrics.horizontalAdvance(plain(text))

    @property
    def _metrics(self) -> QFontMetrics:
        return self._theme.metrics(Type.BODY, bold=True)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        width = max(self._names, self._said) if self._above else self._names + self._said
        return QSize(width + 2 * self._theme.pad, self._tall * len(self._bars))

    @property
    def _above(self) -> bool:
        """Whether a glass is so narrow that the names stand above their bars."""
        beside = self._names + self._said + 4 * self._theme.pad
        return beside > self._theme.glass.width_px - 2 * self._theme.pad

    @property
    def _tall(self) -> int:
        return self._line * (2 if self._above else 1)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def fits(self) -> bool:
        """Whether names and numbers are seen whole."""
        return self.sizeHint().width() <= self.width() and self.sizeHint().height() <= self.height()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        theme, line = self._theme, self._line
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(Type.BODY, bold=True))
        pair, side = theme.tone(Tone.LOTTERY), int(Qt.AlignmentFlag.AlignVCenter)
        left = 0 if self._above else self._names + theme.pad
        room = self.width() - left - self._said - theme.pad
        for index, bar in enumerate(self._bars):
            top = index * self._tall
            painter.setPen(QColor(theme.palette.ink))
            painter.drawText(QRectF(0, top, self._names, line), side, plain(bar.name))
            top += line if self._above else 0
            length = room * bar.count / self._most if self._most else 0.0
            if length:
                painter.setBrush(QColor(pair.line))
                painter.setPen(Qt.PenStyle.NoPen)
                inside = QRectF(left, top + line * 0.25, length, line * 0.5)
                painter.drawRoundedRect(inside, theme.radius / 2, theme.radius / 2)
            painter.setPen(QColor(pair.ink if bar.count else theme.palette.ink_soft))
            beside = left + length + theme.gap
            painter.drawText(
                QRectF(beside, top, self._said + theme.pad, line), side, plain(bar.said)
            )
