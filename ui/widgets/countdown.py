"""Asks whether somebody is still there, before everything of theirs is wiped."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from ui.theme.theme import Theme, Type
from ui.widgets.question import Question
from ui.widgets.text import Text
from ui.wording.words import Words

#: Between the headline and what it is about.
_SECONDS_AT = 1


class Meanwhile(Enum):
    """What goes on while nobody touches the glass. The value is the end of the wording's key."""

    NOTHING = "body"
    UNCLEAR = "unclear"


class Countdown(Question):
    """Counts down to the wipe. ``stay`` also comes from a touch anywhere on the sheet."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget) -> None:
        self._meanwhile = Meanwhile.NOTHING
        centre = Qt.AlignmentFlag.AlignHCenter
        super().__init__(theme, words, parent, "countdown")
        self._seconds = Text(theme, "", Type.FIGURE, bold=True, align=centre)
        self.card.inside.insertWidget(_SECONDS_AT, self._seconds)

    def speak(self, words: Words) -> None:
        super().speak(words)
        self.body.setText(words.text(f"countdown.{self._meanwhile.value}"))

    def show_seconds(self, seconds: int, meanwhile: Meanwhile) -> None:
        """How long is left, and why it is asked."""
        self._meanwhile = meanwhile
        self.speak(self.words)
        self._seconds.setText(self.words.text("countdown.seconds", seconds=seconds))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        event.accept()
        self.stay.emit()
