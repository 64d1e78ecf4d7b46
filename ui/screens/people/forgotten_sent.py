"""The request for a new secret was taken: what comes, and what if nothing comes.

Touched here: ``forgotten_sent.log_in``, ``forgotten_sent.home``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ui.places import ForgottenSent, LogInNumber, Menu
from ui.preview import Preview
from ui.screens.people.rows import tell_card
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.button import Look
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage


class ForgottenSentScreen(Screen):
    has_back = False

    def __init__(self, stage: Stage, place: ForgottenSent, answer: None = None) -> None:
        super().__init__(stage, place)
        words, tel = self.words, self.directory.city.contact.tel
        self.head(words.text("forgotten_sent.title"))
        body = words.text("forgotten_sent.body")
        self.tell(NoticeCard(self.theme, Tone.GOOD, Icon.CHECK, body, title_type=Type.HEADING))
        tell_card(self, words.text("forgotten_sent.next", **self.terms))
        tell_card(self, words.text("forgotten_sent.none", tel=tel))
        home = self.action("forgotten_sent.home", words.text("forgotten_sent.home"), Look.SECONDARY)
        home.clicked.connect(self.stage.leave)
        log_in = self.action(
            "forgotten_sent.log_in", words.text("forgotten_sent.log_in", **self.terms)
        )
        log_in.clicked.connect(lambda: self.stage.go(LogInNumber(Menu())))


def previews() -> Iterator[Preview]:
    yield Preview("taken", ForgottenSent())


SCREEN = ForgottenSentScreen
