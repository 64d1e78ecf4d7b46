"""All that can be done without logging in, and the newest notices.

Touched here: ``home.search``, ``home.facilities``, ``home.log_in``, ``home.register``,
``home.guide``, ``home.contact``, ``home.counters``, ``home.services``,
``home.notices``, ``notice.NOTICE_ID``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.model import Notice
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.places import (
    Contact,
    Counters,
    Facilities,
    Guide,
    Home,
    LogInNumber,
    Menu,
    Notices,
    Place,
    Registration,
    Services,
    WaysToLook,
)
from ui.preview import Preview
from ui.screens.lobby.hours import closed_card
from ui.screens.lobby.notice_row import notice_row
from ui.screens.screen import Screen
from ui.theme.theme import Type
from ui.widgets.button import BigButton, Look
from ui.widgets.icons import Icon
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage

#: The newest notices that stand here (札幌市 shows as many).
NEWEST = 5
_TALL_MM = 24.0

#: What leads where. A place is made when it is gone to: none outlives a visit.
_DOORS: tuple[tuple[str, Icon, Callable[[], Place]], ...] = (
    ("search", Icon.SEARCH, WaysToLook),
    ("facilities", Icon.BUILDING, Facilities),
    ("log_in", Icon.CARD, lambda: LogInNumber(then=Menu())),
    ("register", Icon.PENCIL, Registration),
    ("guide", Icon.BOOK, Guide),
    ("counters", Icon.PERSON, Counters),
    ("contact", Icon.PHONE, Contact),
    ("services", Icon.QR, Services),
)


class HomeScreen(Screen):
    def __init__(self, stage: Stage, place: Place, answer: tuple[Notice, ...]) -> None:
        super().__init__(stage, place)
        self.head(self.words.text("home.title"))
        closed = closed_card(self)
        if closed is not None:
            self.tell(closed)
        doors = [self._door(*door) for door in _DOORS]
        # A wide glass has two columns anyhow.
        abreast = 2 if self.theme.glass.portrait else 1
        for first in range(0, len(doors), abreast):
            self.add(self._row(doors[first : first + abreast]))
        if answer:
            self.add(self._first(notice_row(self, answer[0])))
            for notice in answer[1:NEWEST]:
                self.add(notice_row(self, notice))
            every = BigButton(
                self.theme, self.words.text("home.notices"), look=Look.SECONDARY, icon=Icon.BELL
            )
            every.setObjectName("home.notices")
            every.clicked.connect(lambda: self.stage.go(Notices()))
            self.add(every)
        else:
            self.tell(Text(self.theme, self.words.text("notices.none")))

    @staticmethod
    def ask(place: Place, terminal: Terminal) -> tuple[Notice, ...]:
        """What is known of notices; that nothing is known hides nothing else."""
        notices = terminal.looking.notices()
        return () if isinstance(notices, Refused) else notices

    def _first(self, row: BigButton) -> QWidget:
        """The newest notice, under the heading of all of them."""
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.gap)
        column.addWidget(Text(self.theme, self.words.text("home.newest"), Type.LABEL, bold=True))
        column.addWidget(row)
        return first

    def _row(self, doors: list[BigButton]) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(self.theme.gap)
        for door in doors:
            across.addWidget(door, 1)
        return row

    def _door(self, name: str, icon: Icon, place: Callable[[], Place]) -> BigButton:
        text = self.words.text(f"home.{name}")
        button = BigButton(self.theme, text, look=Look.SECONDARY, icon=icon)
        button.setObjectName(f"home.{name}")
        button.setMinimumHeight(self.theme.glass.px(_TALL_MM))
        button.clicked.connect(lambda: self.stage.go(place()))
        return button


def previews() -> Iterator[Preview]:
    from ui.samples.lobby import MANY_NOTICES

    yield Preview("many_notices", Home(), MANY_NOTICES, logged_in=False)
    yield Preview("no_notices", Home(), (), logged_in=False)


SCREEN = HomeScreen
