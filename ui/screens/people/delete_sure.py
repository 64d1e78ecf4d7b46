"""Really delete the account? Asked a second time.

Touched here: ``delete_sure.yes``, ``delete_sure.no``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.journeys.deed_kind import DeedKind
from ui.deeds import Deed
from ui.places import AccountOverview, DeleteSure, SecretAgain
from ui.preview import Preview
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.button import Look
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage


class DeleteSureScreen(Screen):
    def __init__(self, stage: Stage, place: DeleteSure, answer: None = None) -> None:
        super().__init__(stage, place)
        words = self.words
        verb = words.text("deed.delete_account.verb")
        self.head(words.text("delete_sure.title"))
        self.tell(
            NoticeCard(
                self.theme,
                Tone.BAD,
                Icon.WARNING,
                words.text("delete_sure.body", verb=verb, name=place.account.name),
                words.text("delete_account.warning"),
                title_type=Type.HEADING,
            )
        )
        no = self.action("delete_sure.no", words.text("delete_account.no"))
        no.clicked.connect(lambda: self.stage.go(AccountOverview()))
        yes = self.action("delete_sure.yes", verb, Look.DANGER)
        yes.clicked.connect(self._yes)

    def _yes(self) -> None:
        deed = Deed(DeedKind.DELETE_ACCOUNT, None)
        if self.directory.city.ask_secret_before_commit:
            self.stage.go(SecretAgain(deed))
        else:
            self.stage.do(deed, "")


def previews() -> Iterator[Preview]:
    from ui.samples.people import GROUP

    yield Preview("group", DeleteSure(GROUP))


SCREEN = DeleteSureScreen
