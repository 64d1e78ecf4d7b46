"""Really report the card lost? What it does, and what stays.

Touched here: ``card_lost.yes``, ``card_lost.no``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.journeys.deed_kind import DeedKind
from ui.deeds import Deed
from ui.places import CardLost, SecretAgain
from ui.preview import Preview
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.button import Look
from ui.widgets.card import NoticeCard
from ui.widgets.facts import Fact
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage


class CardLostScreen(Screen):
    def __init__(self, stage: Stage, place: CardLost, answer: None = None) -> None:
        super().__init__(stage, place)
        words = self.words
        self._deed = Deed(DeedKind.REPORT_CARD_LOST, place.card.issue)
        self.head(words.text("card_lost.title"))
        issue = words.text("cards.issue", issue=place.card.issue)
        day = words.text("cards.valid", day=words.date(place.card.issued_on))
        self.tell_facts([Fact(issue, day)])
        self.tell(
            NoticeCard(
                self.theme,
                Tone.WARNING,
                Icon.WARNING,
                words.text("card_lost.effect"),
                words.text("card_lost.effect.hint", **self.terms),
                title_type=Type.HEADING,
            )
        )
        no = self.action("card_lost.no", words.text("card_lost.no"), Look.SECONDARY)
        no.clicked.connect(self.stage.back)
        verb = words.text("deed.report_card_lost.verb")
        yes = self.action("card_lost.yes", verb, Look.DANGER)
        yes.clicked.connect(self._yes)

    def _yes(self) -> None:
        if self.directory.city.ask_secret_before_commit:
            self.stage.go(SecretAgain(self._deed))
        else:
            self.stage.do(self._deed, "")


def previews() -> Iterator[Preview]:
    from ui.samples.people import CARDS

    yield Preview("the_only_one", CardLost(CARDS[1]))


SCREEN = CardLostScreen
