"""Leaving to a shell of the machine.

Touched here: ``shell.open``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ui.places.machine import MachineShell
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.theme.palette import Tone
from ui.widgets.button import Look
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage


class MachineShellScreen(StaffScreen):
    def __init__(self, stage: Stage, place: MachineShell, answer: None = None) -> None:
        super().__init__(stage, place)
        words = self.words
        self.head(words.text("maintenance.shell.title"))
        body = words.text("maintenance.shell.body")
        self.tell(NoticeCard(self.theme, Tone.WARNING, Icon.WARNING, body))
        leave = self.action(
            "shell.open", words.text("maintenance.shell.open"), Look.DANGER, icon=Icon.FORWARD
        )
        leave.clicked.connect(self._open)

    def _open(self) -> None:
        asked = Request(self.terminal.machine, "open_shell")
        self.do(asked, lambda _: self.to_menu(), self.refuse)


def previews() -> Iterator[Preview]:
    yield Preview("sure", MachineShell())


SCREEN = MachineShellScreen
