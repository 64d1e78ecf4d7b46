"""What the resident is registered as, and what can be done about it.

Touched here: ``account.change``, ``account.show``, ``account.hide``, ``account.secret``,
``account.cards``, ``account.delete``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.outcome import Refused
from kiosk.people_model import Account, Reduction
from kiosk.terminal import Terminal
from ui.places import AccountOverview, Cards, ChangeAccount, ChangeSecret, DeleteAccount
from ui.preview import Preview
from ui.screens.people.masking import masked_address, masked_date, masked_email, masked_tel
from ui.screens.people.rows import add_row, joined
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.button import Look
from ui.widgets.card import NoticeCard
from ui.widgets.facts import Fact
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage

_FREE = 100


class AccountScreen(Screen):
    @staticmethod
    def ask(place: AccountOverview, terminal: Terminal) -> Account | Refused:
        return terminal.account.look()

    def __init__(self, stage: Stage, place: AccountOverview, answer: Account) -> None:
        super().__init__(stage, place)
        words, self._account, self._open = self.words, answer, place.open
        self.head(words.text("account.title"), "" if place.open else words.text("account.hidden"))
        if answer.standing != "active" and answer.standing_since is not None:
            self._tell_standing()
        if place.changed:
            done = words.text("change_account.done")
            self.tell(NoticeCard(self.theme, Tone.GOOD, Icon.CHECK, done))
        self.spread()
        who, *more = self._facts()
        self.tell_facts([who, more.pop(0)])
        self._add_what_can_be_done()
        self.tell_facts(more)
        if "change" not in answer.can:
            tel = self.directory.city.contact.tel
            counter = words.text("account.counter")
            self.tell(NoticeCard(self.theme, Tone.ACCENT, Icon.HELP, counter), heading=True)
            self.tell_text(words.text("account.counter.hint", tel=tel), Type.LABEL)
        verb = "hide" if place.open else "show"
        toggle = self.action(f"account.{verb}", words.text(f"account.{verb}"), Look.SECONDARY)
        toggle.clicked.connect(lambda: self.stage.go(AccountOverview(open=not place.open)))

    def _tell_standing(self) -> None:
        words, standing, since = self.words, self._account.standing, self._account.standing_since
        last = self._account.valid_until if standing == "expired" else since
        day = words.date(last or since) if since is not None else ""
        tel = self.directory.city.contact.tel
        title = words.text(f"account.{standing}", day=day)
        hint = words.text(f"account.{standing}.hint", tel=tel)
        self.tell(NoticeCard(self.theme, Tone.BAD, Icon.WARNING, title), heading=True)
        self.tell_text(hint, Type.LABEL)

    def _facts(self) -> Iterator[Fact]:
        words, account, open_ = self.words, self._account, self._open
        none = words.text("account.none")
        yield Fact(words.text("account.number"), account.number_tail, strong=True)
        yield Fact(words.text(f"account.name.{account.holder}"), account.name)
        yield Fact(words.text("account.kana"), account.kana)
        if account.representative:
            yield Fact(words.text("account.representative"), account.representative)
        if account.birth_date is not None:
            day = words.date(account.birth_date) if open_ else masked_date()
            yield Fact(words.text(f"account.birth_date.{account.holder}"), day)
        address = account.address if open_ else masked_address(account.address)
        yield Fact(words.text("account.address"), address)
        tel = account.tel if open_ else masked_tel(account.tel)
        yield Fact(words.text("account.tel"), tel)
        email = account.email if open_ or not account.email else masked_email(account.email)
        yield Fact(words.text("account.email"), email or none)
        if account.members is not None:
            count = words.text("account.members.count", members=account.members)
            yield Fact(words.text("account.members"), count)
        kinds = joined([words.of(kind.name) for kind in account.kinds])
        yield Fact(words.text("account.kinds"), kinds or none)
        yield from self._terms_of_validity()
        for reduction in account.reductions:
            yield Fact(words.of(reduction.name), self._reduction(reduction))

    def _terms_of_validity(self) -> Iterator[Fact]:
        words, account = self.words, self._account
        if account.registered_on is not None:
            day = words.date(account.registered_on)
            yield Fact(words.text("account.registered_on"), day)
        until = account.valid_until
        if until is None:
            valid = words.text("account.valid_until.open")
        else:
            valid = words.text("account.valid_until.day", day=words.date(until))
        yield Fact(words.text("account.valid_until"), valid)
        if account.renewable_from is not None:
            day = words.date(account.renewable_from)
            renewable = words.text("account.renewable.when", day=day)
            yield Fact(words.text("account.renewable"), renewable)

    def _reduction(self, reduction: Reduction) -> str:
        words, day = self.words, self.words.date(reduction.valid_until)
        if reduction.percent >= _FREE:
            return words.text("account.reduction.free", day=day)
        return words.text("account.reduction", percent=reduction.percent, day=day)

    def _add_what_can_be_done(self) -> None:
        words, account, go = self.words, self._account, self.stage.go
        if "change" in account.can:
            change = words.text("account.change")
            add_row(self, "account.change", change, lambda: go(ChangeAccount()), icon=Icon.LIST)
        secret = words.text("account.secret", **self.terms)
        add_row(self, "account.secret", secret, lambda: go(ChangeSecret()), icon=Icon.LOCK)
        card = words.text("account.cards", **self.terms)
        add_row(self, "account.cards", card, lambda: go(Cards()), icon=Icon.CARD)
        if "delete" in account.can:
            delete = words.text("account.delete")
            add_row(
                self,
                "account.delete",
                delete,
                lambda: go(DeleteAccount(account)),
                look=Look.DANGER,
            )


def previews() -> Iterator[Preview]:
    from ui.samples import people

    yield Preview("group", AccountOverview(), people.GROUP)
    yield Preview("nothing_hidden", AccountOverview(open=True), people.GROUP)
    yield Preview("person_who_may_do_all", AccountOverview(), people.PERSON)
    yield Preview("changed", AccountOverview(changed=True), people.PERSON)
    yield Preview("suspended", AccountOverview(), people.SUSPENDED)
    yield Preview("expired", AccountOverview(), people.EXPIRED)


SCREEN = AccountScreen
