"""A screen that follows the availability: what changes while it is looked at is shown."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from ui.jobs import Lane
from ui.places import Place
from ui.request import Request
from ui.screens.screen import Screen
from ui.stage import Stage

Answer = TypeVar("Answer")


class FollowingScreen(Screen, Generic[Answer]):
    """Asks its question again about once a second, aside; ``follow`` is handed what has changed.

    So a room that the counter gave away, an offer that opens or ends, and a line that is cut are
    all seen without a touch. Nothing moves under a finger that is on the glass.
    """

    def __init__(self, stage: Stage, place: Place, answer: Answer) -> None:
        super().__init__(stage, place)
        self.answer = answer
        self._asking = False

    def follow(self, answer: Answer) -> None:
        """Shows ``answer``, which is not what was shown before."""
        raise AssertionError("a screen that follows nothing")

    def tick(self) -> None:
        if self._asking:
            return
        self._asking = True
        question = Request(type(self), "ask", (self.place, self.terminal))
        job = self.stage.jobs.submit(question, owner=self, lane=Lane.ASIDE)
        job.done.connect(self._came)
        job.refused.connect(self._refused)
        job.crashed.connect(self.stage.crash)

    def _came(self, answer: Answer) -> None:
        self._asking = False
        touched = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if answer == self.answer or touched or self.stage.busy:
            return
        self.answer = answer
        self.follow(answer)

    def _refused(self) -> None:
        """The next touch will say why; until then what is shown is still worth reading."""
        self._asking = False
