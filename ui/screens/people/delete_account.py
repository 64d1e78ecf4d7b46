"""Deleting the account: what is lost with it, before anything is asked.

Touched here: ``delete_account.next``, ``delete_account.no``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ui.places import DeleteAccount, DeleteSure
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


class DeleteAccountScreen(Screen):
    def __init__(self, stage: Stage, place: DeleteAccount, answer: None = None) -> None:
        super().__init__(stage, place)
        words = self.words
        self.head(words.text("delete_account.title"))
        warning = words.text("delete_account.warning")
        self.tell(NoticeCard(self.theme, Tone.BAD, Icon.WARNING, warning, title_type=Type.HEADING))
        tell_card(self, words.text("delete_account.lost.number", **self.terms))
        tell_card(self, words.text("delete_account.lost.history"))
        tell_card(self, words.text("delete_account.again"))
        tell_card(self, words.text("delete_account.open"))
        no = self.action("delete_account.no", words.text("delete_account.no"))
        no.clicked.connect(self.stage.back)
        go_on = self.action("delete_account.next", words.text("delete_account.next"), Look.DANGER)
        go_on.clicked.connect(lambda: self.stage.go(DeleteSure(place.account)))


def previews() -> Iterator[Preview]:
    from ui.samples.people import PERSON

    yield Preview("person", DeleteAccount(PERSON))


SCREEN = DeleteAccountScreen
