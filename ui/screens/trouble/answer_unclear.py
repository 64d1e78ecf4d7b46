"""It was sent, but no answer came: asks again by itself until the truth is known.

Touched here: ``answer_unclear.again``, ``answer_unclear.leave``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from kiosk.journeys.deed_kind import DeedKind
from kiosk.journeys.outcomes import Outcome
from kiosk.outcome import Refused
from ui.deeds import Deed
from ui.places import AnswerUnclear
from ui.preview import Preview
from ui.request import Request
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.button import Look
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage

_MS = 1000


class AnswerUnclearScreen(Screen):
    """No way back: another try now could do it twice. Leaving is safe, and it is said why."""

    has_back = False
    has_stop = False

    def __init__(self, stage: Stage, place: AnswerUnclear, answer: None = None) -> None:
        super().__init__(stage, place)
        words, theme = self.words, self.theme
        self._key, self._deed, self._asking = place.key, place.deed, False
        self.head(words.text("answer_unclear.title"))
        self.tell(NoticeCard(theme, Tone.WARNING, Icon.CLOCK, words.text("answer_unclear.why")))
        waiting = words.text("answer_unclear.wait")
        about = place.deed.kind.about
        where = words.text("account.title" if about == "account" else f"menu.{about}s")
        leaving = words.text("answer_unclear.leaving", list=where)
        self.tell_card([Text(theme, said, Type.LABEL) for said in (waiting, leaving)])
        leave = self.action("answer_unclear.leave", words.text("answer_unclear.leave"), Look.DANGER)
        leave.clicked.connect(self.stage.end)
        again = self.action("answer_unclear.again", words.text("answer_unclear.again"))
        again.clicked.connect(self._ask_now)
        self._timer = QTimer(self)
        self._timer.setInterval(round(stage.around.settings.ask_again_seconds * _MS))
        self._timer.timeout.connect(self._ask_now)
        self._timer.start()

    def _ask_now(self) -> None:
        if self._asking:
            return
        self._asking = True
        settle = Request(self.terminal.open_writes, "settle", (self._key,))
        job = self.stage.jobs.submit(settle, owner=self)
        job.done.connect(self._settled)
        job.refused.connect(self._refused)
        job.crashed.connect(self.stage.crash)

    def _settled(self, outcome: Outcome) -> None:
        self._timer.stop()
        self.stage.show_outcome(outcome, self._deed)

    def _refused(self, why: Refused) -> None:
        self._asking = False
        if why.code in ("answer_unclear", "line_down", "service_busy", "write_in_progress"):
            return  # still not known; the timer asks again
        self._timer.stop()
        self.stage.refuse_deed(why, self._deed)


def previews() -> Iterator[Preview]:
    from ui.samples.values import CHOICE

    yield Preview("reserve", AnswerUnclear("key", Deed(DeedKind.RESERVE, CHOICE)))
    yield Preview("delete_account", AnswerUnclear("key", Deed(DeedKind.DELETE_ACCOUNT, None)))
    yield Preview("waive", AnswerUnclear("key", Deed(DeedKind.WAIVE, "a1")))


SCREEN = AnswerUnclearScreen
