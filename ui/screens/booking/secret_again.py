"""The secret once more, before something is committed to.

Touched here: ``key.0`` … ``key.9``, ``key.delete``, ``secret.commit``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.journeys.deed_kind import DeedKind
from ui.deeds import Deed
from ui.places import SecretAgain
from ui.preview import Preview
from ui.screens.people.secret_entry import SecretEntry
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage


class SecretAgainScreen(Screen):
    def __init__(self, stage: Stage, place: SecretAgain, answer: None = None) -> None:
        super().__init__(stage, place)
        words, deed = self.words, place.deed
        name = words.of(self.directory.city.secret.name)
        self.head(words.text("secret_again.title", name=name))
        verb = words.text(f"deed.{deed.kind.value}.verb")
        entry = SecretEntry(
            self,
            NoticeCard(
                self.theme,
                Tone.ACCENT,
                Icon.LOCK,
                words.text("secret_again.why", verb=verb),
                words.text("secret.hidden"),
            ),
            ("secret.commit", verb),
        )
        entry.button.clicked.connect(lambda: self.stage.do(deed, entry.take()))


def previews() -> Iterator[Preview]:
    from ui.samples.values import CHOICE

    yield Preview("reserve", SecretAgain(Deed(DeedKind.RESERVE, CHOICE)))
    yield Preview("delete_account", SecretAgain(Deed(DeedKind.DELETE_ACCOUNT, None)))
    yield Preview("claim", SecretAgain(Deed(DeedKind.CLAIM, "a1")))


SCREEN = SecretAgainScreen
