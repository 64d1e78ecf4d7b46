"""Which draw shall an officer's digits go into?

Touched here: ``draw.NUMBER`` in the order in which they stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from kiosk.outcome import Refused
from kiosk.staff_account_client import Draw
from ui.places.staff import OfficerWork, StaffAccount, StaffDraws
from ui.preview import Preview
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.theme.palette import Tone
from ui.widgets.button import BigButton, Look
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.paged_list import PagedList

if TYPE_CHECKING:
    from kiosk.terminal import Terminal
    from ui.stage import Stage

_ROW_MM, _COLUMN_MM = 26.0, 150.0


class StaffDrawsScreen(StaffScreen):
    @staticmethod
    def ask(place: StaffDraws, terminal: Terminal) -> tuple[Draw, ...] | Refused:
        return terminal.officers.draws()

    def __init__(self, stage: Stage, place: StaffDraws, answer: tuple[Draw, ...]) -> None:
        super().__init__(stage, place)
        words = self.words
        self.head(words.text("maintenance.draws.title"))
        self.columns = 1
        if answer:
            rows = [self._row(number, one) for number, one in enumerate(answer, start=1)]
            shown = PagedList(self.theme, words, rows, row_mm=_ROW_MM, column_mm=_COLUMN_MM)
            self.add(shown, grow=True)
        else:
            none = words.text("maintenance.draws.none")
            self.tell(NoticeCard(self.theme, Tone.NEUTRAL, Icon.CLOCK, none))

    def _row(self, number: int, draw: Draw) -> BigButton:
        words = self.words
        sub = words.text(
            "maintenance.draws.of",
            first=words.date(draw.first_day),
            last=words.date(draw.last_day),
            at=words.short_instant(draw.draw_at),
        )
        name = words.of(draw.name)
        button = BigButton(self.theme, name, sub=sub, look=Look.SECONDARY, icon=Icon.TICKET)
        button.setObjectName(f"draw.{number}")
        button.clicked.connect(partial(self.stage.go, StaffAccount(OfficerWork.DIGITS, draw)))
        return button


def previews() -> Iterator[Preview]:
    from ui.samples.officers import DRAWS

    yield Preview("two", StaffDraws(), DRAWS)
    yield Preview("none", StaffDraws(), ())


SCREEN = StaffDrawsScreen
