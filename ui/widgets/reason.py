"""Answers a touch on what cannot be pressed now: says why, beside it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme.palette import Tone
from ui.theme.theme import Theme, Type
from ui.widgets.control import Control
from ui.widgets.surface import draw_surface
from ui.widgets.text import Text

#: How wide it gets, as a part of the glass.
_WIDEST = 0.7


class Reason(QWidget):
    """Lies over the window until the next touch or screen, and lets every touch through."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme, self._window = theme, window
        self.setObjectName("reason")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        pair = theme.tone(Tone.WARNING)
        self.text = Text(theme, "", Type.LABEL, bold=True, colour=pair.ink)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.pad, theme.pad, theme.pad, theme.pad)
        box.addWidget(self.text)
        self.hide()

    def tell(self, control: Control) -> None:
        """Says why ``control`` is off: above it, or below where there is no room."""
        theme, glass = self._theme, self._window.rect()
        self.text.setText(control.why_off)
        across = int(glass.width() * _WIDEST) - 2 * theme.pad
        across = min(across, self.text.sizeHint().width() + theme.gap)
        width = across + 2 * theme.pad
        height = self.text.heightForWidth(across) + 2 * theme.pad
        at = control.mapTo(self._window, QPoint(0, 0))
        left = at.x() + (control.width() - width) // 2
        above, below = at.y() - height - theme.gap, at.y() + control.height() + theme.gap
        top = above if above >= 0 else min(below, glass.height() - height)
        left = max(theme.gap, min(left, glass.width() - width - theme.gap))
        self.setGeometry(left, top, width, height)
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        theme, pair = self._theme, self._theme.tone(Tone.WARNING)
        painter = QPainter(self)
        edge, radius = theme.stroke * 2, theme.radius
        draw_surface(painter, self, pair.line, pair.surface, edge=edge, radius=radius)
