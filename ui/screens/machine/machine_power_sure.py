"""Shall it really start anew, or be switched off?

Touched here: ``power.now``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, get_args

from ui.places.machine import MachinePowerSure, PowerDeed
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.widgets.button import Look
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage


class MachinePowerSureScreen(StaffScreen):
    def __init__(self, stage: Stage, place: MachinePowerSure, answer: None = None) -> None:
        super().__init__(stage, place)
        words, self._deed = self.words, place.deed
        self.head(words.text(f"maintenance.power.sure.{place.deed}"))
        body = words.text("maintenance.power.sure.body")
        self._notice = NoticeCard(self.theme, Tone.WARNING, Icon.WARNING, body)
        self.tell(self._notice)
        self._now = self.action(
            "power.now", words.text(f"maintenance.power.{place.deed}"), Look.DANGER, icon=Icon.STOP
        )
        self._now.clicked.connect(self._act)

    def _act(self) -> None:
        asked = Request(self.terminal.machine, self._deed)
        self.do(asked, lambda _: self.begun(), self.refuse)

    def begun(self) -> None:
        """The machine's side has taken it; the program ends at any moment now."""
        text = self.words.text("maintenance.power.begun")
        self._notice.say(Tone.ACCENT, Icon.CLOCK, text, "")
        self._now.allow(when=False, otherwise=text)


def previews() -> Iterator[Preview]:
    def begun(screen: Screen) -> None:
        assert isinstance(screen, MachinePowerSureScreen)  # noqa: S101 (a preview of this screen)
        screen.begun()

    for deed in get_args(PowerDeed):
        yield Preview(deed, MachinePowerSure(deed))
    yield Preview("begun", MachinePowerSure("restart_machine"), prepare=begun)


SCREEN = MachinePowerSureScreen
