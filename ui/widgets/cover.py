"""A sheet over everything: no touch goes through it."""

from __future__ import annotations

from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.theme import Theme
from ui.widgets.card import Card

#: How dark the screen behind is, of 255.
_SHADE = 150


class Cover(QWidget):
    """A dark sheet over the window with one card in the middle."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._covered = parent
        self.card = Card(theme)
        self.card.setMaximumWidth(theme.glass.px(280 if theme.low else 230))
        self.card.inside.setSpacing(theme.pad)
        roomy = theme.glass.px(6.0 if theme.low else 9.0)
        self.card.inside.setContentsMargins(roomy, roomy, roomy, roomy)
        box = QVBoxLayout(self)
        box.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.card, 20)
        row.addStretch(1)
        box.addLayout(row)
        box.addStretch(1)
        self.hide()

    def cover(self) -> None:
        """Lays itself over its parent."""
        self.setGeometry(self._covered.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        QPainter(self).fillRect(self.rect(), QColor(0, 0, 0, _SHADE))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        event.accept()
