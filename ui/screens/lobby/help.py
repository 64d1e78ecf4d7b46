"""Help: how this machine is used, what its signs mean, what to do when stuck, and who comes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.availability import Now
from ui.places import Help, Place
from ui.preview import Preview
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.legend import Legend
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage

#: The first is about touching the glass, the others are what residents get stuck at.
_QUESTIONS = ("touch", "look", "log_in", "card", "receipt", "end")
_SIGNS = (Now.RESERVE, Now.LOTTERY, Now.COUNTER, Now.NOT_YET, Now.TAKEN, Now.CLOSED)


class HelpScreen(Screen):
    def __init__(self, stage: Stage, place: Place, answer: None = None) -> None:
        super().__init__(stage, place)
        words, theme = self.words, self.theme
        self.head(words.text("help.title"))
        self.tell(
            NoticeCard(theme, Tone.ACCENT, Icon.PHONE, words.text("help.ask"), self._contact())
        )
        for question in _QUESTIONS:
            asked = words.text(f"help.{question}.question", **self.terms)
            answered = words.text(f"help.{question}.answer", **self.terms)
            heading = Text(theme, asked, Type.LABEL, bold=True)
            self.tell_card([heading, Text(theme, answered)])
        heading = Text(theme, words.text("help.signs"), Type.LABEL, bold=True)
        signs = [Legend(theme, words, (sign,), columns=1) for sign in _SIGNS]
        self.tell_card([heading, *signs])

    def _contact(self) -> str:
        directory = self.stage.around.directory
        if directory is None:
            return self.words.text("help.counter")
        contact = directory.city.contact
        return self.words.text("help.contact", name=self.words.of(contact.name), tel=contact.tel)


def previews() -> Iterator[Preview]:
    yield Preview("help", Help())


SCREEN = HelpScreen
