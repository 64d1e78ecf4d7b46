"""Help: what can be done here, and who answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ui.places import Help, Place
from ui.preview import Preview
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.card import Card, NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage

_QUESTIONS = ("look", "log_in", "card", "receipt")


class HelpScreen(Screen):
    def __init__(self, stage: Stage, place: Place, answer: None = None) -> None:
        super().__init__(stage, place)
        words = self.words
        self.head(words.text("help.title"))
        first, second = self.halves(0, 1)
        for index, question in enumerate(_QUESTIONS):
            card = Card(self.theme)
            asked = words.text(f"help.{question}.question", **self.terms)
            card.inside.addWidget(Text(self.theme, asked, Type.LABEL, bold=True))
            answered = words.text(f"help.{question}.answer", **self.terms)
            card.inside.addWidget(Text(self.theme, answered))
            (first if index < len(_QUESTIONS) // 2 else second).addWidget(card)
        self.end_half(first)
        second.addStretch(1)
        self.body.addWidget(
            NoticeCard(self.theme, Tone.ACCENT, Icon.PHONE, words.text("help.ask"), self._contact())
        )

    def _contact(self) -> str:
        directory = self.stage.around.directory
        if directory is None:
            return self.words.text("help.counter")
        contact = directory.city.contact
        return self.words.text("help.contact", name=self.words.of(contact.name), tel=contact.tel)


def previews() -> Iterator[Preview]:
    yield Preview("help", Help())


SCREEN = HelpScreen
