"""Good-bye, and do not forget anything.

Touched here: ``ended.start``, ``crashed.start``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.cards.shown import CardShown, CardUnreadable
from ui.places import Ended, Menu, log_in_with
from ui.preview import Preview
from ui.screens.lobby.farewell import FarewellScreen
from ui.theme.palette import Tone
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage


class EndedScreen(FarewellScreen):
    def __init__(self, stage: Stage, place: Ended, answer: None = None) -> None:
        super().__init__(stage, place)
        take = (
            (place.card, Icon.CARD, "ended.card"),
            (place.receipt, Icon.RECEIPT, "ended.receipt"),
        )
        pictures = tuple(
            (icon, self.words.text(key, **self.terms)) for is_so, icon, key in take if is_so
        )
        self.say("ended", Icon.CHECK, Tone.GOOD, take=pictures)

    def card(self, shown: CardShown | CardUnreadable) -> None:
        """The next person need not wait until the farewell is over."""
        self.stage.welcome(log_in_with(shown, then=Menu()))


def previews() -> Iterator[Preview]:
    yield Preview("good_bye", Ended())
    yield Preview("card_and_receipt", Ended(card=True, receipt=True))
    yield Preview("receipt", Ended(receipt=True))


SCREEN = EndedScreen
