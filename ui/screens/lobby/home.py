"""All that can be done without logging in, and the newest notices.

Touched here: ``home.search``, ``home.facilities``, ``home.log_in``, ``home.register``,
``home.guide``, ``home.contact``, ``home.counters``, ``home.services``,
``home.notices``, ``notice.NOTICE_ID``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
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
from ui.preferences import Reach
from ui.preview import Preview
from ui.screens.lobby.hours import reopening, tell_hours
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
#: The least height of a door, and on a glass with much height.
_TALL_MM, _TALLER_MM = 24.0, 30.0

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


@dataclass(frozen=True, slots=True)
class HomeAnswer:
    """``opens``: when residents may book again; None if they may now."""

    notices: tuple[Notice, ...]
    opens: datetime | None = None


class HomeScreen(Screen):
    def __init__(self, stage: Stage, place: Place, answer: HomeAnswer) -> None:
        super().__init__(stage, place)
        notices = answer.notices
        self.head(self.words.text("home.title"))
        tell_hours(self, answer.opens)
        doors = [self._door(*door) for door in _DOORS]
        # A wide glass has two columns anyhow.
        abreast = 2 if self.theme.glass.portrait else 1
        for first in range(0, len(doors), abreast):
            self.add(self._row(doors[first : first + abreast]))
        if notices:
            self.add(self._first(notice_row(self, notices[0])))
            for notice in notices[1:NEWEST]:
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
    def ask(place: Place, terminal: Terminal) -> HomeAnswer:
        """What is known of notices; that nothing is known hides nothing else."""
        notices = terminal.looking.notices()
        return HomeAnswer(() if isinstance(notices, Refused) else notices, reopening(terminal))

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
        roomy = self.theme.glass.portrait and self.theme.reach is Reach.STANDING
        button.setMinimumHeight(self.theme.glass.px(_TALLER_MM if roomy else _TALL_MM))
        button.clicked.connect(lambda: self.stage.go(place()))
        return button


def previews() -> Iterator[Preview]:
    from ui.samples.lobby import MANY_NOTICES
    from ui.samples.values import OPENS_NEXT

    yield Preview("many_notices", Home(), HomeAnswer(MANY_NOTICES), logged_in=False)
    yield Preview("no_notices", Home(), HomeAnswer(()), logged_in=False)
    closed = HomeAnswer(MANY_NOTICES, OPENS_NEXT)
    yield Preview("out_of_hours", Home(), closed, logged_in=False)


SCREEN = HomeScreen
