"""What the city has to tell, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kiosk.model import Notice
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.places import Notices, Place
from ui.preview import Preview
from ui.screens.screen import Screen
from ui.theme.theme import Type
from ui.widgets.card import Card
from ui.widgets.paged_list import PagedList
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage


class NoticesScreen(Screen):
    def __init__(self, stage: Stage, place: Place, answer: tuple[Notice, ...]) -> None:
        super().__init__(stage, place)
        self.head(self.words.text("notices.title"))
        rows = [self._row(notice) for notice in answer]
        self.body.addWidget(PagedList(self.theme, self.words, rows, row_mm=48.0), 1)

    @staticmethod
    def ask(place: Place, terminal: Terminal) -> tuple[Notice, ...] | Refused:
        return terminal.looking.notices()

    def _row(self, notice: Notice) -> QWidget:
        card = Card(self.theme)
        soft = self.theme.palette.ink_soft
        card.inside.addWidget(
            Text(self.theme, self.words.date(notice.date), Type.NOTE, colour=soft)
        )
        card.inside.addWidget(Text(self.theme, self.words.of(notice.title), Type.LABEL, bold=True))
        card.inside.addWidget(Text(self.theme, self.words.of(notice.body)))
        card.inside.addStretch(1)
        return card


def previews() -> Iterator[Preview]:
    from ui.samples.values import NOTICES

    yield Preview("some", Notices(), NOTICES)


SCREEN = NoticesScreen
