"""Start: look for a room, log in, or find out how it is done. A card works at once.

Touched here: ``start.look``, ``start.log_in``, ``start.home``, ``language.LANGUAGE``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from kiosk.journeys.outcomes import PaperEnd
from kiosk.terminal import Terminal
from ui.places import Home, LogInNumber, Menu, Place, Start, WaysToLook
from ui.preferences import Reach, TypeSize
from ui.preview import Preview
from ui.screens.lobby.hours import changed, reopening, tell_hours
from ui.screens.lobby.paper_notice import beside_title, follow_paper, tell_no_paper
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.widgets.button import BigButton, Look
from ui.widgets.card import Card, IconMark
from ui.widgets.doors import Doors
from ui.widgets.icons import Icon
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage


class StartScreen(Screen):
    has_back = False
    has_stop = False
    has_languages = True

    def __init__(self, stage: Stage, place: Place, answer: datetime | None = None) -> None:
        super().__init__(stage, place)
        words = self.words
        self._opens = answer
        self._no_paper = self.terminal.receipts.in_trouble()
        theme = self.theme
        upright = theme.glass.portrait
        seated = theme.reach is Reach.SEATED and theme.type_size is TypeSize.LARGEST
        tight = theme.cramped or theme.narrow or (theme.low and theme.language == "ja-easy")
        # Where there is room for little more than the doors, what helps gives way.
        small = tight or theme.small_upright or (seated and upright)
        lead = beside_title(self, words.text("start.lead"))
        self.head(words.text("start.title"), "" if small else lead)
        self.columns = 1
        # Readings make every line higher.
        after = small or theme.low or theme.type_size is TypeSize.LARGEST
        if not after:
            tell_hours(self, answer)
        look = self._door("start.look", Look.PRIMARY, Icon.SEARCH)
        look.clicked.connect(lambda: self.stage.go(WaysToLook()))
        enter = self._door("start.log_in", Look.SECONDARY, Icon.CARD)
        enter.clicked.connect(lambda: self.stage.go(LogInNumber(then=Menu())))
        home = self._door("start.home", Look.SECONDARY, Icon.BOOK)
        home.clicked.connect(lambda: self.stage.go(Home()))
        # One block: all three stand on the first page.
        self.add(Doors(theme, [look, enter, home]), grow=True)
        if after:
            tell_hours(self, answer)
        if answer is None and self.terminal.reads_cards():
            # At other hours nobody can log in, with a card neither.
            self.add(self._card_hint())
        tell_no_paper(self)

    @staticmethod
    def ask(place: Place, terminal: Terminal) -> datetime | None:
        return reopening(terminal)

    def tick(self) -> None:
        """Nobody need touch the glass for the hours to begin or end, or for paper to be there."""
        if changed(self, self._opens):
            self.stage.again()
        else:
            follow_paper(self, self._opens, self._no_paper)

    def _door(self, name: str, look: Look, icon: Icon) -> BigButton:
        text, sub = self.words.text(name), self._sub(name)
        button = BigButton(self.theme, text, sub=sub, look=look, icon=icon)
        button.setObjectName(name)
        return button

    def _sub(self, name: str) -> str:
        """What a door is for; at hours at which nobody can log in, from when they can."""
        if name == "start.log_in" and self._opens is not None:
            return self.words.text("hours.from", opens_at=self.words.instant(self._opens))
        return self.words.text(f"{name}.sub")

    def _card_hint(self) -> Card:
        card = Card(self.theme, Tone.ACCENT)
        row = QHBoxLayout()
        row.setSpacing(self.theme.pad)
        ink = self.theme.tone(Tone.ACCENT).ink
        row.addWidget(IconMark(self.theme, Icon.CARD, ink, 16.0), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(Text(self.theme, self.words.text("start.card"), colour=ink), 1)
        card.inside.addLayout(row)
        return card


def previews() -> Iterator[Preview]:
    from ui.widgets.attract import Attract

    def invite(screen: Screen) -> None:
        languages = screen.terminal.languages
        Attract(screen.theme, languages, screen, step_ms=60_000, fade_ms=0).cover()

    from ui.samples.values import OPENS_NEXT

    yield Preview("welcome", Start())
    yield Preview("out_of_hours", Start(), OPENS_NEXT)
    yield Preview("no_paper", Start(), paper=PaperEnd.NO_PAPER)
    yield Preview("inviting", Start(), prepare=invite)


SCREEN = StartScreen
