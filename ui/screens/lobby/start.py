"""Start: look for a room, log in, or find out how it is done. A card works at once.

Touched here: ``start.look``, ``start.log_in``, ``start.home``, ``language.LANGUAGE``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from kiosk.terminal import PaperEnd, Terminal
from ui.places import Home, LogInNumber, Menu, Place, Start, WaysToLook
from ui.preferences import Reach, TypeSize
from ui.preview import Preview
from ui.screens.lobby.hours import changed, reopening, tell_hours
from ui.screens.lobby.paper_notice import beside_title, tell_no_paper
from ui.screens.screen import Screen
from ui.theme.glass import TARGET_MM
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.button import BigButton, Look
from ui.widgets.card import Card, IconMark
from ui.widgets.icons import Icon
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage

#: Of a button: on an upright glass, and where there is less room.
_TALL_MM, _LOW_MM = 70.0, 36.0
_LOW_GLASS_MM = 260.0


class StartScreen(Screen):
    has_back = False
    has_stop = False
    has_languages = True

    def __init__(self, stage: Stage, place: Place, answer: datetime | None = None) -> None:
        super().__init__(stage, place)
        words = self.words
        self._opens = answer
        # The three doors stand on the first page; where that is all there is room for, what helps
        # gives way.
        theme = self.theme
        seated = theme.reach is Reach.SEATED and theme.type_size is TypeSize.LARGEST
        easy = theme.low and theme.language == "ja-easy"
        self._small = theme.cramped or theme.narrow or easy or (seated and theme.glass.portrait)
        lead = beside_title(self, words.text("start.lead"))
        self.head(words.text("start.title"), "" if self._small else lead)
        # Readings make every line higher.
        after = self._small or theme.type_size is TypeSize.LARGEST
        if not after:
            tell_hours(self, answer)
        look = self._big("start.look", Look.PRIMARY, Icon.SEARCH)
        look.clicked.connect(lambda: self.stage.go(WaysToLook()))
        enter = self._big("start.log_in", Look.SECONDARY, Icon.CARD)
        enter.clicked.connect(lambda: self.stage.go(LogInNumber(then=Menu())))
        home = self._big("start.home", Look.SECONDARY, Icon.BOOK)
        home.clicked.connect(lambda: self.stage.go(Home()))
        if after:
            tell_hours(self, answer)
        self.add(self._card_hint())
        tell_no_paper(self)

    @staticmethod
    def ask(place: Place, terminal: Terminal) -> datetime | None:
        return reopening(terminal)

    def tick(self) -> None:
        """Nobody need touch the glass for the hours to begin or end."""
        if changed(self, self._opens):
            self.stage.again()

    def _big(self, name: str, look: Look, icon: Icon) -> BigButton:
        """All three are to be seen at once: on a low glass they say less."""
        theme = self.theme
        glass = theme.glass
        low = not glass.portrait and glass.mm(glass.height_px) < _LOW_GLASS_MM
        roomy = not self._small and (glass.portrait or theme.type_size is TypeSize.STANDARD)
        button = BigButton(
            theme,
            self.words.text(name),
            sub=self._sub(name) if roomy else "",
            look=look,
            icon=icon,
            type_=Type.TITLE if roomy and not low else Type.HEADING,
        )
        button.setObjectName(name)
        larger = theme.type_size is not TypeSize.STANDARD
        tall = _LOW_MM if low or larger or theme.reach is Reach.SEATED else _TALL_MM
        button.setMinimumHeight(glass.px(tall if roomy else TARGET_MM))
        self.add(button)
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
