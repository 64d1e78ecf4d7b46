"""The registration was sent, but no answer came: the same is sent again until the truth is known.

Touched here: ``registration_unclear.again``, ``registration_unclear.leave``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from kiosk.outcome import Refused
from kiosk.people_model import Registered
from ui.places import RegistrationDone, RegistrationUnclear
from ui.preview import Preview
from ui.request import Request
from ui.screens.people.rows import tell_card
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.widgets.button import Look
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage

_MS = 1000
#: Refusals after which it is still not known.
_NOT_KNOWN = frozenset({"registration_unclear", "line_down", "service_busy", "too_many_attempts"})


class RegistrationUnclearScreen(Screen):
    """No way back: a form changed now could make a second registration of the first."""

    has_back = False
    has_stop = False

    def __init__(self, stage: Stage, place: RegistrationUnclear, answer: None = None) -> None:
        super().__init__(stage, place)
        words, self._place, self._asking = self.words, place, False
        self.head(words.text("registration_unclear.title"))
        why = words.text("registration_unclear.why")
        self.tell(NoticeCard(self.theme, Tone.WARNING, Icon.CLOCK, why))
        tel = self.directory.city.contact.tel
        tell_card(
            self,
            words.text("registration_unclear.wait"),
            words.text("registration_unclear.leaving", tel=tel),
        )
        leave = self.action(
            "registration_unclear.leave", words.text("registration_unclear.leave"), Look.DANGER
        )
        leave.clicked.connect(self.stage.leave)
        again = self.action("registration_unclear.again", words.text("registration_unclear.again"))
        again.clicked.connect(self._send_again)
        self._timer = QTimer(self)
        self._timer.setInterval(round(stage.around.settings.ask_again_seconds * _MS))
        self._timer.timeout.connect(self._send_again)
        self._timer.start()

    def _send_again(self) -> None:
        if self._asking:
            return
        self._asking = True
        form, key = self._place.form, self._place.key
        job = self.stage.jobs.submit(
            Request(self.terminal.registering, "register", (form, key)), owner=self
        )
        job.done.connect(self._done)
        job.refused.connect(self._refused)
        job.crashed.connect(self.stage.crash)

    def _done(self, registered: Registered) -> None:
        self._timer.stop()
        self.stage.restart((RegistrationDone(registered),))

    def _refused(self, why: Refused) -> None:
        self._asking = False
        if why.code not in _NOT_KNOWN:
            self._timer.stop()
            self.stage.refuse(why)


def previews() -> Iterator[Preview]:
    from ui.samples.people import FORM

    yield Preview("waiting", RegistrationUnclear(FORM, "key"))


SCREEN = RegistrationUnclearScreen
