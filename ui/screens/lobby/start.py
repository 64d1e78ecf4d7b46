"""Start: look rooms up, or log in. A card works at once.

Touched here: ``start.look``, ``start.log_in``, ``start.notices``, ``language.LANGUAGE``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from kiosk.model import Notice
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.places import LogInNumber, Menu, Notices, Place, Start, WaysToLook
from ui.preview import Preview
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.button import BigButton, Look
from ui.widgets.card import Card, IconMark
from ui.widgets.icons import Icon
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage

#: The newest notices that stand on the start screen.
NEWEST = 2


class StartScreen(Screen):
    has_back = False
    has_stop = False
    has_languages = True

    def __init__(
        self, stage: Stage, place: Place, answer: tuple[Notice, ...] | None = None
    ) -> None:
        super().__init__(stage, place)
        words, theme = self.words, self.theme
        self.head(words.text("start.title"), words.text("start.lead"))
        first, second = self.halves(3, 2)
        look = self._big("start.look", "start.look", "start.look.sub", Look.PRIMARY, Icon.CALENDAR)
        look.clicked.connect(lambda: self.stage.go(WaysToLook()))
        enter = self._big(
            "start.log_in", "start.log_in", "start.log_in.sub", Look.SECONDARY, Icon.CARD
        )
        enter.clicked.connect(lambda: self.stage.go(LogInNumber(then=Menu())))
        first.addWidget(look, 3)
        first.addWidget(enter, 3)
        second.addWidget(self._card_hint())
        if answer is not None:
            second.addWidget(self._notices(answer))
        second.addStretch(1)
        first.setSpacing(theme.pad)
        second.setSpacing(theme.pad)

    @staticmethod
    def ask(place: Place, terminal: Terminal) -> tuple[Notice, ...]:
        notices = terminal.looking.notices()
        return () if isinstance(notices, Refused) else notices[:NEWEST]

    def _big(self, name: str, text: str, sub: str, look: Look, icon: Icon) -> BigButton:
        button = BigButton(
            self.theme,
            self.words.text(text),
            sub=self.words.text(sub),
            look=look,
            icon=icon,
            type_=Type.TITLE,
        )
        button.setObjectName(name)
        button.setMinimumHeight(self.theme.glass.px(45))
        button.setMaximumHeight(self.theme.glass.px(110))
        return button

    def _card_hint(self) -> Card:
        card = Card(self.theme, Tone.ACCENT)
        row = QHBoxLayout()
        row.setSpacing(self.theme.pad)
        ink = self.theme.tone(Tone.ACCENT).ink
        row.addWidget(IconMark(self.theme, Icon.CARD, ink, 16.0), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(Text(self.theme, self.words.text("start.card"), colour=ink), 1)
        card.inside.addLayout(row)
        return card

    def _notices(self, notices: tuple[Notice, ...]) -> Card:
        card = Card(self.theme)
        card.inside.addWidget(
            Text(self.theme, self.words.text("start.notices"), Type.LABEL, bold=True)
        )
        soft = self.theme.palette.ink_soft
        for notice in notices:
            day = self.words.short_date(notice.date)
            card.inside.addWidget(Text(self.theme, day, Type.NOTE, colour=soft))
            card.inside.addWidget(Text(self.theme, self.words.of(notice.title)))
        if not notices:
            none = self.words.text("start.no_notices")
            card.inside.addWidget(Text(self.theme, none, colour=soft))
        else:
            more = BigButton(self.theme, self.words.text("start.read_notices"), look=Look.SECONDARY)
            more.setObjectName("start.notices")
            more.clicked.connect(lambda: self.stage.go(Notices()))
            card.inside.addWidget(more)
        return card


def previews() -> Iterator[Preview]:
    from ui.samples.values import NOTICES

    yield Preview("with_notices", Start(), NOTICES[:NEWEST])
    yield Preview("without_notices", Start(), ())


SCREEN = StartScreen
