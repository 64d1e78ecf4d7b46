"""Turns pages: back, where one is, on."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from ui.preferences import TypeSize
from ui.theme.theme import Theme, Type
from ui.widgets.button import BigButton, Look
from ui.widgets.icons import Icon
from ui.widgets.text import Text
from ui.wording.words import Words

#: Wide enough for "25 / 25".
UPRIGHT_MM = 30.0


class Pager(QWidget):
    """``upright`` stands beside what it turns, and says its verbs by signs alone; otherwise it
    lies below. ``turned`` carries the step, back or on."""

    turned = Signal(int)

    def __init__(self, theme: Theme, words: Words, *, upright: bool = False) -> None:
        super().__init__()
        self._words, self._upright = words, upright
        if upright and theme.type_size is TypeSize.LARGEST:
            # Beside what it turns there is no room for more.
            theme = replace(theme, type_size=TypeSize.LARGE, _fonts={})
        ways = QBoxLayout.Direction
        self._row = row = QBoxLayout(ways.TopToBottom if upright else ways.LeftToRight, self)
        row.setContentsMargins(0, 0, 0, 0)
        self._gap = theme.gap
        row.setSpacing(theme.gap)
        self._previous = self._button(theme, "page.previous", Icon.UP if upright else Icon.BACK, -1)
        self._next = self._button(theme, "page.next", Icon.DOWN if upright else Icon.FORWARD, 1)
        wide = theme.glass.width_px
        #: The height that it needs lying below what it turns.
        self.needed = max(b.heightForWidth(wide) for b in (self._previous, self._next))
        self._where = Text(theme, "", Type.NOTE, bold=True, align=Qt.AlignmentFlag.AlignHCenter)
        row.addWidget(self._previous, 1)
        row.addWidget(self._where)
        row.addWidget(self._next, 1)
        if upright:
            self.setFixedWidth(theme.glass.px(UPRIGHT_MM))
        else:
            self._where.setWordWrap(False)
        vertical = QSizePolicy.Policy.Preferred if upright else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Preferred, vertical)

    def show_page(self, page: int, pages: int) -> None:
        """``page`` counts from 0."""
        self._previous.allow(when=page > 0, otherwise=self._words.text("off.first"))
        self._next.allow(when=page < pages - 1, otherwise=self._words.text("off.last"))
        self._where.setText(self._words.text("page.of", page=page + 1, pages=pages))
        if not self._upright:
            # It takes what it needs and no more; the verbs have all the rest.
            self._where.setFixedWidth(self._where.sizeHint().width())
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Verbs that have no room are said by their signs alone, both alike."""
        across = (self.width() - 2 * self._gap - self._where.sizeHint().width()) // 2
        turners = ((self._previous, "page.previous"), (self._next, "page.next"))
        for button, key in turners:
            button.setText(self._words.text(key))
        if self._upright or any(button.sizeHint().width() > across for button, _ in turners):
            for button, _ in turners:
                button.setText("")
        self._row.activate()

    def _button(self, theme: Theme, name: str, icon: Icon, step: int) -> BigButton:
        button = BigButton(theme, self._words.text(name), look=Look.SECONDARY, icon=icon)
        button.setObjectName(name)
        button.clicked.connect(lambda: self.turned.emit(step))
        return button
