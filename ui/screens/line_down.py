"""What was wanted needs the line, and the line is down: what works anyway, and trying again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ui.places import Facilities, LineDown, Menu
from ui.preview import Preview
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.button import Look
from ui.widgets.card import Card, NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage


class LineDownScreen(Screen):
    def __init__(self, stage: Stage, place: LineDown, answer: None = None) -> None:
        super().__init__(stage, place)
        words, theme = self.words, self.theme
        self.head(words.text("line_down.title"))
        self.body.addWidget(
            NoticeCard(theme, Tone.WARNING, Icon.LINE_DOWN, words.text("line_down.why"))
        )
        card = Card(theme)
        card.inside.addWidget(
            Text(theme, words.text("refused.instead"), bold=True, colour=theme.palette.accent)
        )
        card.inside.addWidget(Text(theme, words.text("line_down.instead"), Type.LABEL))
        self.body.addWidget(card)
        self.body.addStretch(1)
        look = self.action("line_down.look", words.text("line_down.look"), Look.SECONDARY)
        look.clicked.connect(lambda: self.stage.go(Facilities()))
        again = self.action("line_down.again", words.text("line_down.again"))
        again.clicked.connect(lambda: self.stage.go(place.wanted))


def previews() -> Iterator[Preview]:
    yield Preview("wanted_menu", LineDown(Menu()))


SCREEN = LineDownScreen
