"""Turns pages: back, where one is, on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from ui.theme.theme import Theme, Type
from ui.widgets.button import BigButton, Look
from ui.widgets.icons import Icon
from ui.widgets.text import Text
from ui.wording.words import Words


class Pager(QWidget):
    """``upright`` stands beside what it turns, and says its verbs by signs alone; otherwise it
    lies below. ``turned`` carries the step, back or on."""

    turned = Signal(int)

    def __init__(self, theme: Theme, words: Words, *, upright: bool = False) -> None:
        super().__init__()
        self._words, self._upright = words, upright
        ways = QBoxLayout.Direction
        row = QBoxLayout(ways.TopToBottom if upright else ways.LeftToRight, self)
        row.setContentsMargins(0, 0, 0, 0)
        self._gap = theme.gap
        row.setSpacing(theme.gap)
        self._previous = self._button(theme, "page.previous", Icon.UP if upright else Icon.BACK, -1)
        self._next = self._button(theme, "page.next", Icon.DOWN if upright else Icon.FORWARD, 1)
        self._where = Text(theme, "", Type.NOTE, bold=True, align=Qt.AlignmentFlag.AlignHCenter)
        row.addWidget(self._previous, 1)
        row.addWidget(self._where)
        row.addWidget(self._next, 1)
        if upright:
            self.setFixedWidth(theme.glass.px(26.0))
        else:
            self._where.setWordWrap(False)
        vertical = QSizePolicy.Policy.Preferred if upright else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Preferred, vertical)

    def show_page(self, page: int, pages: int) -> None:
        """``page`` counts from 0."""
        self._previous.setEnabled(page > 0)
        self._next.setEnabled(page < pages - 1)
        self._where.setText(self._words.text("page.of", page=page + 1, pages=pages))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        across = (event.size().width() - 2 * self._gap - self._where.sizeHint().width()) // 2
        turners = ((self._previous, "page.previous"), (self._next, "page.next"))
        for button, key in turners:
            button.setText(self._words.text(key))
        if self._upright or any(button.sizeHint().width() > across for button, _ in turners):
            for button, _ in turners:
                button.setText("")

    def _button(self, theme: Theme, name: str, icon: Icon, step: int) -> BigButton:
        button = BigButton(theme, self._words.text(name), look=Look.SECONDARY, icon=icon)
        button.setObjectName(name)
        button.clicked.connect(lambda: self.turned.emit(step))
        return button
