"""The cards handed out to the resident; one that is lost is reported here.

Touched here: ``card.ISSUE``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from kiosk.outcome import Refused
from kiosk.people_model import Account, Card
from kiosk.terminal import Terminal
from ui.places import CardLost, Cards
from ui.preview import Preview
from ui.screens.people.rows import add_row, tell_card
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.widgets.button import Look
from ui.widgets.card import NoticeCard
from ui.widgets.facts import Fact
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage


class CardsScreen(Screen):
    @staticmethod
    def ask(place: Cards, terminal: Terminal) -> Account | Refused:
        return terminal.account.look()

    def __init__(self, stage: Stage, place: Cards, answer: Account) -> None:
        super().__init__(stage, place)
        words = self.words
        self.head(words.text("cards.title", **self.terms))
        if not answer.cards:
            title = words.text("cards.none", **self.terms)
            hint = words.text("cards.none.hint", **self.terms)
            self.tell(NoticeCard(self.theme, Tone.ACCENT, Icon.CARD, title, hint))
            return
        newest_first = sorted(answer.cards, key=lambda card: -card.issue)
        valid = [card for card in newest_first if card.state == "valid"]
        for card in valid:
            self.tell_facts([self._fact(card)])
            add_row(
                self,
                f"card.{card.issue}",
                words.text("cards.report"),
                partial(self.stage.go, CardLost(card)),
                look=Look.DANGER,
            )
        tell_card(self, words.text("cards.renew", **self.terms))
        self.tell_facts([self._fact(card) for card in newest_first if card not in valid])

    def _fact(self, card: Card) -> Fact:
        words = self.words
        day = words.date(card.ended_on or card.issued_on)
        state = words.text(f"cards.{card.state}", day=day)
        return Fact(words.text("cards.issue", issue=card.issue), state)


def previews() -> Iterator[Preview]:
    from ui.samples import people

    yield Preview("one_lost_one_good", Cards(), people.GROUP)
    yield Preview("none_yet", Cards(), people.PERSON)


SCREEN = CardsScreen
