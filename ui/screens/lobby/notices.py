"""All that the city has to tell, newest first.

Touched here: ``notice.NOTICE_ID``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.model import Notice
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.places import Notices, Place
from ui.preview import Preview
from ui.screens.lobby.notice_row import notice_row
from ui.screens.screen import Screen
from ui.widgets.paged_list import PagedList
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage


class NoticesScreen(Screen):
    def __init__(self, stage: Stage, place: Place, answer: tuple[Notice, ...]) -> None:
        super().__init__(stage, place)
        self.head(self.words.text("notices.title"))
        self.columns = 1
        if answer:
            rows = [notice_row(self, notice) for notice in answer]
            self.add(PagedList(self.theme, self.words, rows), grow=True)
        else:
            self.tell(Text(self.theme, self.words.text("notices.none")))

    @staticmethod
    def ask(place: Place, terminal: Terminal) -> tuple[Notice, ...] | Refused:
        return terminal.looking.notices()


def previews() -> Iterator[Preview]:
    from ui.samples.lobby import MANY_NOTICES

    yield Preview("many", Notices(), MANY_NOTICES)
    yield Preview("none", Notices(), ())


SCREEN = NoticesScreen
