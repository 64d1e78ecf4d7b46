"""The account is deleted: good-bye.

Touched here: ``account_deleted.start``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.cards.shown import CardShown, CardUnreadable
from ui.places import AccountDeleted, Menu, Place, log_in_with
from ui.preview import Preview
from ui.screens.lobby.farewell import FarewellScreen
from ui.theme.palette import Tone
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage


class AccountDeletedScreen(FarewellScreen):
    def __init__(self, stage: Stage, place: Place, answer: None = None) -> None:
        super().__init__(stage, place)
        self.say("account_deleted", Icon.CHECK, Tone.GOOD)

    def card(self, shown: CardShown | CardUnreadable) -> None:
        """The next person need not wait until the farewell is over."""
        self.stage.welcome(log_in_with(shown, then=Menu()))


def previews() -> Iterator[Preview]:
    yield Preview("good_bye", AccountDeleted())


SCREEN = AccountDeletedScreen
