"""Asks whether somebody is still there, before everything of theirs is wiped."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from ui.theme.theme import Theme, Type
from ui.widgets.button import BigButton, Look
from ui.widgets.cover import Cover
from ui.widgets.text import Text
from ui.wording.words import Words


class Countdown(Cover):
    """Counts down to the wipe. ``stay`` also comes from a touch anywhere on the sheet."""

    stay = Signal()
    end = Signal()

    def __init__(self, theme: Theme, words: Words, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._words = words
        centre = Qt.AlignmentFlag.AlignHCenter
        self._title = Text(theme, "", Type.TITLE, bold=True, align=centre)
        self._seconds = Text(theme, "", Type.FIGURE, bold=True, align=centre)
        self._body = Text(theme, "", align=centre)
        self._stay = BigButton(theme, words.text("countdown.stay"))
        self._stay.setObjectName("countdown.stay")
        self._stay.clicked.connect(self.stay)
        self._end = BigButton(theme, words.text("countdown.end"), look=Look.SECONDARY)
        self._end.setObjectName("countdown.end")
        self._end.clicked.connect(self.end)
        for widget in (self._title, self._seconds, self._body, self._stay, self._end):
            self.card.inside.addWidget(widget)
        self.speak(words)

    def speak(self, words: Words) -> None:
        """Says everything in the language of ``words``."""
        self._words = words
        self._title.setText(words.text("countdown.title"))
        self._body.setText(words.text("countdown.body"))
        for button, key in ((self._stay, "countdown.stay"), (self._end, "countdown.end")):
            button.setText(words.text(key))
            button.setAccessibleName(words.text(key))

    def show_seconds(self, seconds: int) -> None:
        self._seconds.setText(self._words.text("countdown.seconds", seconds=seconds))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        event.accept()
        self.stay.emit()
