"""What it was and what it will be; with the secret where the city wants it again.

Touched here: ``key.0`` … ``key.9``, ``key.delete``, ``change_sure.yes``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ui.forms.people import change_of
from ui.places import AccountOverview, ChangeSure, Menu
from ui.preview import Preview
from ui.request import Request
from ui.screens.people.secret_entry import SecretEntry
from ui.screens.screen import Screen
from ui.widgets.card import Card
from ui.widgets.facts import Fact, FactTable

if TYPE_CHECKING:
    from ui.stage import Stage


class ChangeSureScreen(Screen):
    def __init__(self, stage: Stage, place: ChangeSure, answer: None = None) -> None:
        super().__init__(stage, place)
        words, self._place = self.words, place
        asks = self.directory.city.ask_secret_before_commit
        key = "secret" if asks else "title"
        self.head(words.text(f"change_sure.{key}", **self.terms))
        card = Card(self.theme)
        text = place.text or words.text("change_sure.empty")
        facts = [Fact(words.text(f"account.{place.what}"), text)]
        card.inside.addWidget(FactTable(self.theme, facts))
        self._entry: SecretEntry | None = None
        yes = ("change_sure.yes", words.text("change_sure.yes"))
        if asks:
            self._entry = SecretEntry(self, card, yes)
            self._entry.button.clicked.connect(self._change)
        else:
            self.tell(card)
            self.action(*yes).clicked.connect(self._change)

    def _change(self) -> None:
        place = self._place
        secret = self._entry.take() if self._entry is not None else ""
        request = Request(
            self.terminal.account, "change", (change_of(place.what, place.text), secret)
        )
        self.stage.ask(request, done=lambda _: self._changed())

    def _changed(self) -> None:
        self.stage.trail.reset((Menu(),))
        self.stage.go(AccountOverview(changed=True))


def previews() -> Iterator[Preview]:
    from ui.samples.people import GROUP

    yield Preview("address", ChangeSure("address", GROUP.address))
    yield Preview("email_taken_away", ChangeSure("email", ""))


SCREEN = ChangeSureScreen
