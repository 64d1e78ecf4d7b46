"""The card is reported lost: what that means, and how to get another.

Touched here: ``card_reported.account``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ui.places import AccountOverview, CardReported
from ui.preview import Preview
from ui.screens.people.rows import tell_card
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage


class CardReportedScreen(Screen):
    def __init__(self, stage: Stage, place: CardReported, answer: None = None) -> None:
        super().__init__(stage, place)
        words = self.words
        self.head(words.text("card_reported.title"))
        body = words.text("card_reported.body", **self.terms)
        self.tell(NoticeCard(self.theme, Tone.GOOD, Icon.CHECK, body, title_type=Type.HEADING))
        tell_card(self, words.text("cards.renew", **self.terms))
        back = self.action("card_reported.account", words.text("card_reported.back"))
        back.clicked.connect(lambda: self.stage.go(AccountOverview()))


def previews() -> Iterator[Preview]:
    from ui.samples.people import CARDS

    yield Preview("reported", CardReported(CARDS[0]))


SCREEN = CardReportedScreen
