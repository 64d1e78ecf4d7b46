"""Says that the kiosk is at work, when a question takes longer than a moment."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.theme.theme import Theme, Type
from ui.widgets.card import IconMark
from ui.widgets.cover import Cover
from ui.widgets.icons import Icon
from ui.widgets.text import Text
from ui.wording.words import Words


class Working(Cover):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        centre = Qt.AlignmentFlag.AlignHCenter
        mark = IconMark(theme, Icon.CLOCK, theme.palette.accent, 22.0)
        self.card.inside.addWidget(mark, 0, centre)
        self._title = Text(theme, "", Type.TITLE, bold=True, align=centre)
        self._body = Text(theme, "", align=centre)
        self.card.inside.addWidget(self._title)
        self.card.inside.addWidget(self._body)

    def say(self, words: Words) -> None:
        self._title.setText(words.text("working.title"))
        self._body.setText(words.text("working.body"))
