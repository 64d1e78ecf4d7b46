"""The new secret counts from now on.

Touched here: ``secret_changed.next``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ui.places import AccountOverview, SecretTaken
from ui.preview import Preview
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage


class SecretChangedScreen(Screen):
    def __init__(self, stage: Stage, place: SecretTaken, answer: None = None) -> None:
        super().__init__(stage, place)
        words = self.words
        self.head(words.text("secret_changed.title", **self.terms))
        body = words.text("secret_changed.body", **self.terms)
        self.tell(NoticeCard(self.theme, Tone.GOOD, Icon.CHECK, body, title_type=Type.HEADING))
        go_on = self.action("secret_changed.next", words.text("secret_changed.next"))
        go_on.clicked.connect(lambda: self.stage.go(place.then))


def previews() -> Iterator[Preview]:
    yield Preview("changed", SecretTaken(AccountOverview()))


SCREEN = SecretChangedScreen
