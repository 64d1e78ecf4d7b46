"""Questions that are answered by typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.places.entry import Question
from ui.screens.entry.asking import Asking
from ui.widgets.keyboards.desk import Desk

if TYPE_CHECKING:
    from ui.stage import Stage


class TypingScreen(Asking):
    """A line, a board, and the verb that goes on. What is typed is kept as it grows."""

    def __init__(self, stage: Stage, place: Question, answer: None = None) -> None:
        super().__init__(stage, place)
        self.ask_it()
        written = self.sheet.written(self.index)
        self.desk = Desk(self.theme, self.words, self.names, self.field.rules, written)
        self.desk.stand_on(self)
        self.desk.changed.connect(self._typed)
        self.desk.refused.connect(self.say_why)
        self.next_button().clicked.connect(lambda: self.take(self.desk.typed))

    def _typed(self, text: str) -> None:
        self.keep(text)
        self.unsay()
