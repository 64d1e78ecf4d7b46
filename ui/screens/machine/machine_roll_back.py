"""Shall it really go back to the version before?

Touched here: ``update.roll_back_now``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ui.places.machine import MachineRollBack
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.widgets.button import Look
from ui.widgets.card import NoticeCard
from ui.widgets.facts import Fact
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage


class MachineRollBackScreen(StaffScreen):
    def __init__(self, stage: Stage, place: MachineRollBack, answer: None = None) -> None:
        super().__init__(stage, place)
        words = self.words
        self.head(words.text("maintenance.update.sure"))
        body = words.text("maintenance.update.sure.body")
        self._dark = words.text("maintenance.update.dark")
        self._notice = NoticeCard(self.theme, Tone.WARNING, Icon.WARNING, body, self._dark)
        # What it means stands on the first page of a low glass too.
        self.tell(self._notice)
        name = words.text("maintenance.update.previous")
        self.tell_facts([Fact(name, place.version, strong=True)])
        self._now = self.action(
            "update.roll_back_now",
            words.text("maintenance.update.roll_back"),
            Look.DANGER,
            icon=Icon.BACK,
        )
        self._now.clicked.connect(self._roll_back)

    def _roll_back(self) -> None:
        asked = Request(self.terminal.machine, "roll_back")
        self.do(asked, lambda _: self.begun(), self.refuse)

    def begun(self) -> None:
        """The keeper has it; the program ends at any moment now."""
        text = self.words.text("maintenance.power.begun")
        self._notice.say(Tone.ACCENT, Icon.CLOCK, text, self._dark)
        self._now.allow(when=False, otherwise=text)


def previews() -> Iterator[Preview]:
    def begun(screen: Screen) -> None:
        assert isinstance(screen, MachineRollBackScreen)  # noqa: S101 (a preview of this screen)
        screen.begun()

    yield Preview("asked", MachineRollBack("1.3.2"))
    yield Preview("begun", MachineRollBack("1.3.2"), prepare=begun)


SCREEN = MachineRollBackScreen
