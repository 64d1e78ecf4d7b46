"""A fault of ours: please ask at the counter.

Touched here: ``ended.start``, ``crashed.start``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.cards.shown import CardShown, CardUnreadable
from ui.places import Crashed, Place
from ui.preview import Preview
from ui.screens.lobby.farewell import FarewellScreen
from ui.theme.palette import Tone
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage


class CrashedScreen(FarewellScreen):
    def __init__(self, stage: Stage, place: Place, answer: None = None) -> None:
        super().__init__(stage, place)
        self.say("crashed", Icon.WARNING, Tone.WARNING)

    def card(self, shown: CardShown | CardUnreadable) -> None:
        """Nothing is begun before somebody has read that something is wrong."""


def previews() -> Iterator[Preview]:
    yield Preview("ask_at_the_counter", Crashed())


SCREEN = CrashedScreen
