"""What of the account is to change? One thing at a time.

Touched here: ``change.WHAT``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from kiosk.outcome import Refused
from kiosk.people_model import Account
from kiosk.terminal import Terminal
from ui.forms.people import change_form, changeable, value_of
from ui.places import ChangeAccount
from ui.places.entry import begin
from ui.preview import Preview
from ui.screens.people.masking import masked
from ui.screens.screen import Screen
from ui.theme.theme import Type
from ui.widgets.button import BigButton, Look
from ui.widgets.paged_list import PagedList
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage


class ChangeAccountScreen(Screen):
    @staticmethod
    def ask(place: ChangeAccount, terminal: Terminal) -> Account | Refused:
        return terminal.account.look()

    def __init__(self, stage: Stage, place: ChangeAccount, answer: Account) -> None:
        super().__init__(stage, place)
        words, self._account = self.words, answer
        self.head(words.text("change_account.title"))
        rows = [self._row(what) for what in changeable(answer)]
        self.add(PagedList(self.theme, words, rows), grow=True)
        self.tell(Text(self.theme, words.text("change_account.lead"), Type.BODY))

    def _row(self, what: str) -> BigButton:
        words, now = self.words, masked(what, value_of(self._account, what))
        row = BigButton(
            self.theme,
            words.text(f"account.{what}"),
            sub=now or words.text("account.none"),
            look=Look.ROW,
        )
        row.setObjectName(f"change.{what}")
        row.clicked.connect(partial(self._begin, what))
        return row

    def _begin(self, what: str) -> None:
        form = change_form(what, self.directory.city.registration)
        self.stage.go(begin(form, {what: value_of(self._account, what)}))


def previews() -> Iterator[Preview]:
    from ui.samples import people

    yield Preview("person", ChangeAccount(), people.PERSON)
    yield Preview("group", ChangeAccount(), people.GROUP)


SCREEN = ChangeAccountScreen
