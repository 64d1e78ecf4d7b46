"""The one-time code that lets this terminal into the booking service.

Touched here: ``key.0`` … ``key.9``, ``key.delete``, ``enrol.send``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.enrolling import CODE_DIGITS
from kiosk.journeys.machine_care import PREFIX
from kiosk.outcome import Refused
from ui.entry.rules import digits
from ui.places.machine import MachineEnrol, MachineEnrolled
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.screens.screen import Screen
from ui.widgets.facts import Fact
from ui.widgets.icons import Icon
from ui.widgets.keyboards.desk import Desk

if TYPE_CHECKING:
    from ui.stage import Stage


class MachineEnrolScreen(StaffScreen):
    def __init__(self, stage: Stage, place: MachineEnrol, answer: None = None) -> None:
        super().__init__(stage, place)
        words, here = self.words, self.terminal.machine.identity
        code = words.text("maintenance.enrol.code", count=CODE_DIGITS)
        self.head(words.text("maintenance.enrol.title"), code)
        facts = [
            Fact(words.text("maintenance.enrol.service"), here.service),
            Fact(words.text("maintenance.enrol.terminal"), here.kiosk_id),
        ]
        if here.proxy:
            facts.append(Fact(words.text("maintenance.network.proxy"), here.proxy))
        self.tell_facts(facts)
        self.desk = Desk(self.theme, words, code, digits(CODE_DIGITS, CODE_DIGITS))
        self.desk.stand_on(self)
        self._send = self.action("enrol.send", words.text("maintenance.enrol.send"), icon=Icon.LOCK)
        self._send.clicked.connect(self._try)
        self.desk.changed.connect(self._typed)
        self._typed("")

    def _typed(self, typed: str) -> None:
        why = self.words.text("off.enter_all", count=CODE_DIGITS)
        self._send.allow(when=len(typed) == CODE_DIGITS, otherwise=why)

    def _try(self) -> None:
        typed = self.desk.typed
        self.desk.clear()
        asked = Request(self.terminal.machine, "enrol", (typed,))
        self.do(asked, lambda _: self.stage.go(MachineEnrolled()), self._not_enrolled)

    def _not_enrolled(self, why: Refused) -> None:
        if why.code.startswith(PREFIX):
            self.stage.go(MachineEnrolled(why))
        else:
            self.refuse(why)


def previews() -> Iterator[Preview]:
    def typed(screen: Screen) -> None:
        assert isinstance(screen, MachineEnrolScreen)  # noqa: S101 (a preview of this screen)
        screen.desk.type("40718265")

    yield Preview("empty", MachineEnrol())
    yield Preview("typed", MachineEnrol(), prepare=typed)


SCREEN = MachineEnrolScreen
