"""What changes the service, and so asks for an officer's own account.

Touched here: ``officer.digits``, ``officer.payment``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ui.places.maintenance import MaintenancePlace
from ui.places.staff import OfficerWork, StaffAccount, StaffDraws, StaffOfficer
from ui.preview import Preview
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.theme.palette import Tone
from ui.widgets.button import BigButton, Look
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage


class StaffOfficerScreen(StaffScreen):
    def __init__(self, stage: Stage, place: StaffOfficer, answer: None = None) -> None:
        super().__init__(stage, place)
        self.head(self.words.text("maintenance.officer.title"))
        self.columns = 1
        note = self.words.text("maintenance.officer.note")
        self.tell(NoticeCard(self.theme, Tone.ACCENT, Icon.PERSON, note))
        self._entry("officer.digits", StaffDraws(), Icon.TICKET)
        self._entry("officer.payment", StaffAccount(OfficerWork.PAYMENT), Icon.YEN)

    def _entry(self, name: str, to: MaintenancePlace, icon: Icon) -> None:
        text = self.words.text(f"maintenance.{name}")
        sub = self.words.text(f"maintenance.{name}.sub")
        button = BigButton(self.theme, text, sub=sub, look=Look.SECONDARY, icon=icon)
        button.setObjectName(name)
        button.clicked.connect(lambda: self.stage.go(to))
        self.add(button)


def previews() -> Iterator[Preview]:
    yield Preview("works", StaffOfficer())


SCREEN = StaffOfficerScreen
