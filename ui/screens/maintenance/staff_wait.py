"""Too many wrong PINs: how long to wait. Goes on by itself.

Touched here: ``staff.other_role``, ``staff.language``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from kiosk.maintenance.mode import Gate
from kiosk.maintenance.roles import Role
from ui.jobs import Lane
from ui.places.maintenance import StaffPin, StaffWait
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.button import Look
from ui.widgets.card import Card, IconMark
from ui.widgets.icons import Icon
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage

_MARK_MM = 40.0
_MINUTE = 60


class StaffWaitScreen(StaffScreen):
    has_back = False

    def __init__(self, stage: Stage, place: StaffWait, answer: None = None) -> None:
        super().__init__(stage, place)
        words, theme, centre = self.words, self.theme, Qt.AlignmentFlag.AlignHCenter
        self._role, self._asking = place.role, False
        self.columns = 1
        self.head(words.text("maintenance.wait.title"))
        sign = Card(theme, Tone.WARNING)
        mark = IconMark(theme, Icon.CLOCK, theme.tone(Tone.WARNING).line, _MARK_MM)
        sign.inside.addWidget(mark, 0, centre)
        self._left = Text(theme, self._said(place.seconds), Type.TITLE, bold=True, align=centre)
        sign.inside.addWidget(self._left)
        self.tell(sign)
        self.tell(Text(theme, words.text("maintenance.wait.body"), Type.LABEL))
        self.language_button()
        other = Role.TECHNICIAN if place.role is Role.STAFF else Role.STAFF
        text = words.text(f"maintenance.wait.as_{other.value}")
        button = self.action("staff.other_role", text, Look.SECONDARY)
        button.clicked.connect(lambda: self.stage.go(StaffPin(other)))

    def tick(self) -> None:
        """The time that is left is asked for: only the terminal's own clock counts."""
        if self._asking:
            return
        self._asking = True
        gate = Request(self.maintenance, "gate", (self._role,))
        job = self.stage.jobs.submit(gate, owner=self, lane=Lane.ASIDE)
        job.done.connect(self._stands)
        job.crashed.connect(self.stage.crash)

    def _stands(self, gate: Gate) -> None:
        self._asking = False
        if gate.wait:
            self._left.setText(self._said(gate.wait))
        else:
            self.stage.go(StaffPin(self._role))

    def _said(self, seconds: int) -> str:
        if seconds < _MINUTE:
            return self.words.text("maintenance.wait.seconds", seconds=seconds)
        minutes = -(-seconds // _MINUTE)
        return self.words.text("maintenance.wait.minutes", minutes=minutes)


def previews() -> Iterator[Preview]:
    yield Preview("seconds", StaffWait(Role.STAFF, 42))
    yield Preview("minutes", StaffWait(Role.TECHNICIAN, 3540))


SCREEN = StaffWaitScreen
