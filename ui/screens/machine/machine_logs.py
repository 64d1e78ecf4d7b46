"""The log bundle, for a stick.

Touched here: ``logs.write``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.journeys.machine_care import Done
from ui.places.machine import MachineLogs
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.card import NoticeCard
from ui.widgets.facts import Fact
from ui.widgets.icons import Icon
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage


class MachineLogsScreen(StaffScreen):
    def __init__(self, stage: Stage, place: MachineLogs, answer: None = None) -> None:
        super().__init__(stage, place)
        words, theme = self.words, self.theme
        self.head(words.text("maintenance.logs.title"))
        if place.file:
            done = words.text("maintenance.logs.done")
            self.tell(NoticeCard(theme, Tone.GOOD, Icon.CHECK, done))
            self.tell_facts([Fact(words.text("maintenance.logs.file"), place.file)])
        else:
            first = words.text("maintenance.logs.first")
            self.tell(NoticeCard(theme, Tone.ACCENT, Icon.TOUCH, first))
            self.tell(Text(theme, words.text("maintenance.logs.inside"), Type.BODY))
        verb = words.text(f"maintenance.logs.{'again' if place.file else 'write'}")
        write = self.action("logs.write", verb, icon=Icon.RECEIPT)
        write.clicked.connect(self._write)

    def _write(self) -> None:
        asked = Request(self.terminal.machine, "save_logs")
        self.do(asked, self._written, self.refuse)

    def _written(self, done: Done) -> None:
        self.stage.go(MachineLogs(done.file))


def previews() -> Iterator[Preview]:
    yield Preview("first", MachineLogs())
    yield Preview("done", MachineLogs("lobby-kiosk-logs-lobby-1-20261120-090000.tar.gz"))


SCREEN = MachineLogsScreen
