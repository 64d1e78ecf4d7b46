"""A screen that follows what it shows: what changes while it is looked at is shown."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from kiosk.line import LineState
from ui.jobs import Lane
from ui.places import Place
from ui.request import Request
from ui.screens.looking.freshness import Freshness
from ui.screens.screen import Screen
from ui.stage import Stage


class Aged(Protocol):
    """An answer that says when it was so."""

    @property
    def as_of(self) -> datetime: ...


Answer = TypeVar("Answer", bound=Aged)


class FollowingScreen(Screen, Generic[Answer]):
    """Asks its question again, aside; ``follow`` is handed what has changed.

    So a room that the counter gave away, an offer that opens or ends, a day that is over and a
    line that is cut are all seen without a touch. Nothing moves under a finger that is on the
    glass.
    """

    #: Asks at each tick, about once a second; with a number of seconds at each full step of the
    #: clock, for what costs more: what opens, opens on a step.
    every_seconds: ClassVar[int | None] = None

    def __init__(self, stage: Stage, place: Place, answer: Answer) -> None:
        super().__init__(stage, place)
        self.answer = answer
        self.fresh = Freshness(self.theme)
        self.say_age()
        self._said = self.says(answer)
        self._asking = False
        self._asked_at = self._step()

    def says(self, answer: Answer) -> object:
        """What is shown of an answer beside its age; all of it, if no subclass knows better."""
        return answer

    def say_age(self) -> None:
        """Says how old the answer is, and whether a newer one could be had."""
        around = self.terminal
        self.fresh.show_state(self.words, self.answer.as_of, around.now(), around.line())

    def follow(self, answer: Answer) -> None:
        """Shows ``answer``, which says something else than the one before."""
        self.show_anew(answer)

    def show_anew(self, answer: Answer) -> None:
        """Makes the screen anew, on the page that was read, and says quietly that it changed."""
        page, stage = self.page, self.stage
        stage.show_screen(self.place, answer)
        changed = stage.current
        if isinstance(changed, FollowingScreen):
            changed.turn_to(page)
            changed.fresh.say_changed()

    def tick(self) -> None:
        step = self._step()
        if self._asking or (step is not None and step == self._asked_at):
            return
        self._asking, self._asked_at = True, step
        question = Request(type(self), "ask", (self.place, self.terminal))
        job = self.stage.jobs.submit(question, owner=self, lane=Lane.ASIDE)
        job.done.connect(self._came)
        job.refused.connect(self._refused)
        job.crashed.connect(self.stage.crash)

    def _step(self) -> tuple[int, LineState] | None:
        """What has to change before it asks again: the step of the clock, or the line."""
        if self.every_seconds is None:
            return None
        now = int(self.terminal.now().timestamp())
        return now // self.every_seconds, self.terminal.line()

    def _came(self, answer: Answer) -> None:
        self._asking = False
        touched = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if touched or self.stage.busy:
            self._asked_at = None
            return
        said = self.says(answer)
        if said != self._said:
            self.answer, self._said = answer, said
            self.follow(answer)
        else:
            self.answer = answer
            self.say_age()

    def _refused(self) -> None:
        """The next touch will say why; until then what is shown is still worth reading."""
        self._asking = False
        self.say_age()
