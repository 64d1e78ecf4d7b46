"""Registering, one's account and forgotten secrets, against the real service of Sapporo.

There the kiosk does all of it. The line is cut where it hurts: before the request arrives, and
before its answer comes back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from booking_service import embedded
from booking_service.clock import MovableClock, standing_still
from booking_service.service.people import cards
from booking_service.service.people.registering import by_number
from booking_service.storage.ports import Store
from kiosk.assembly import Kiosk
from kiosk.clock import SystemClock
from kiosk.credentials import KioskCredential
from kiosk.demo.line import CuttableLine, Moment
from kiosk.journeys.outcomes import AccountGone, CardLost, ResetAsked, SecretChanged
from kiosk.outcome import Refused
from kiosk.outfit import Outfit
from kiosk.people_model import (
    Account,
    AccountChange,
    Card,
    Registered,
    RegistrationForm,
    SecretForgotten,
)
from kiosk.settings import ServiceSettings, Settings
from kiosk.sync import RoundEnd
from kiosk.terminal import Terminal
from printing.drivers.memory import MemoryPrinter
from tests.booking_service.lobby import NOW, Central
from tests.booking_service.people.town import Post, settled, small
from tests.disk import all_of
from tests.kiosk.plain_words import PlainWords

FORM = RegistrationForm(
    holder="person",
    kinds=("person",),
    name="山田 花子",
    kana="やまだ はなこ",
    birth_date=date(1955, 3, 9),
    address="札幌市中央区南2条西10丁目",
    tel="011-000-0001",
    secret="kiosk8461",
    language="ja",
    email="hanako@example.jp",
)
#: Said by the resident; never to be found on the kiosk's disk.
PERSONAL = (FORM.name, FORM.kana, FORM.address, FORM.tel, FORM.email, FORM.secret)
CUTS = {
    "not_arrived": Moment.BEFORE_REQUEST,
    "answer_lost": Moment.BEFORE_ANSWER,
}


@dataclass
class Town:
    """A kiosk in Sapporo, the line to its service, and the postman."""

    kiosk: Kiosk
    line: CuttableLine
    central: Central
    post: Post
    folder: Path

    @property
    def terminal(self) -> Terminal:
        return self.kiosk.terminal

    def register(self, form: RegistrationForm = FORM) -> Registered:
        made = self.terminal.registering.register(form, str(uuid4()))
        assert isinstance(made, Registered)
        return made

    def log_in(self, number: str, secret: str = FORM.secret) -> object:
        return self.terminal.logging_in.log_in(number, secret)

    def hand_out_a_card(self, number: str) -> None:
        office = self.central.running.service.office

        def command(store: Store) -> None:
            record = by_number(office, store, number)
            assert record is not None
            cards.issue(store, record, NOW.date())

        self.central.do(command)

    def on_disk(self) -> bytes:
        return all_of(self.folder)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    clock = MovableClock(NOW, standing_still)
    running = embedded.start(small("sapporo"), tmp_path / "service.sqlite3", clock)
    central = Central(running, clock, numbers=10**6)
    line = CuttableLine(int(running.url.rpartition(":")[2]))
    line.start()
    secret = running.enrol_kiosk("lobby-1", "entrance").partition(".")[2]
    settings = Settings(
        city="sapporo",
        kiosk_id="lobby-1",
        home_facility=small("sapporo").facilities[0].id,
        cache_directory=tmp_path / "kiosk",
        service=ServiceSettings(url=f"http://127.0.0.1:{line.port}"),
    )
    outfit = Outfit(KioskCredential("lobby-1", secret), MemoryPrinter(), PlainWords, SystemClock())
    kiosk = Kiosk(settings, outfit)
    try:
        assert kiosk.sync.round() is RoundEnd.AGREED
        yield Town(kiosk, line, central, Post(central, tmp_path / "mail"), tmp_path / "kiosk")
    finally:
        kiosk.stop()
        line.stop()
        central.close()


def test_who_registers_logs_in_changes_what_may_be_changed_and_leaves(town: Town) -> None:
    made = town.register()
    assert (made.state, len(made.registration_number)) == ("complete", 7)
    assert not isinstance(town.log_in(made.registration_number), Refused)

    account = town.terminal.account.look()
    assert isinstance(account, Account)
    assert (account.name, account.tel) == (FORM.name, FORM.tel)
    changed = town.terminal.account.change(AccountChange(tel="011-999-9999"), FORM.secret)
    assert isinstance(changed, Account)
    assert (changed.tel, changed.email) == ("011-999-9999", FORM.email)

    assert town.terminal.account.change_secret(FORM.secret, "other2468") == SecretChanged()
    town.kiosk.session.end()
    assert town.log_in(made.registration_number) == Refused("wrong_credentials", {"left": 2})
    assert not isinstance(town.log_in(made.registration_number, "other2468"), Refused)

    gone = town.terminal.account.delete("other2468")
    assert isinstance(gone, AccountGone)
    town.kiosk.session.end()
    assert isinstance(town.log_in(made.registration_number, "other2468"), Refused)
    disk = town.on_disk()
    said = (*PERSONAL, made.registration_number, "011-999-9999", "other2468")
    assert [word for word in said if word.encode() in disk] == []


@pytest.mark.parametrize("cut", CUTS)
def test_a_registration_after_a_cut_is_made_once(town: Town, cut: str) -> None:
    key = str(uuid4())
    town.line.cut_at(b"POST /v1/registrations", CUTS[cut])
    unclear = town.terminal.registering.register(FORM, key)
    assert unclear == Refused("registration_unclear")
    assert town.terminal.registering.register(FORM, key) == Refused("line_down")
    town.line.restore()
    made = town.terminal.registering.register(FORM, key)
    assert isinstance(made, Registered)
    assert town.terminal.registering.register(FORM, key) == made
    twice = town.terminal.registering.register(FORM, str(uuid4()))
    assert isinstance(twice, Refused)
    assert twice.code == "already_registered"
    disk = town.on_disk()
    assert [word for word in (*PERSONAL, key) if word.encode() in disk] == []


@pytest.mark.parametrize("cut", CUTS)
def test_a_secret_changed_over_a_cut_is_known_to_be_the_one_or_the_other(
    town: Town, cut: str
) -> None:
    number = town.register().registration_number
    town.log_in(number)
    town.line.cut_at(b"POST /v1/account/secret", CUTS[cut])
    account = town.terminal.account
    assert account.change_secret(FORM.secret, "other2468") == Refused("secret_unclear")
    town.line.restore()
    town.kiosk.session.end()
    good = {"not_arrived": FORM.secret, "answer_lost": "other2468"}[cut]
    assert not isinstance(town.log_in(number, good), Refused)


def test_a_forgotten_secret_comes_by_mail_and_must_be_changed(town: Town) -> None:
    number = town.register().registration_number
    asked = SecretForgotten(number, FORM.name, FORM.birth_date, FORM.email)
    assert town.terminal.forgotten.ask_for_secret(replace(asked, name="山本 花子")) == ResetAsked()
    settled(town.central)
    letters = len(town.post.go())
    assert town.terminal.forgotten.ask_for_secret(asked) == ResetAsked()
    settled(town.central)
    *before, letter = town.post.go()
    assert len(before) == letters, "who does not know everything gets no letter"
    found = re.search(r"^    (\S+)\r?$", letter.get_content(), re.MULTILINE)
    assert found is not None

    assert not isinstance(town.log_in(number, found[1]), Refused)
    session, account = town.kiosk.session, town.terminal.account
    assert session.must_change_secret
    assert account.look() == Refused("secret_must_change")
    assert account.change_secret("", "kiosk8461x") == SecretChanged()
    assert not session.must_change_secret
    assert isinstance(account.look(), Account)
    held = repr(vars(session.visit))
    assert found[1] not in held


@pytest.mark.parametrize("cut", CUTS)
def test_a_lost_card_is_reported_once_whatever_breaks(town: Town, cut: str) -> None:
    made = town.register()
    town.hand_out_a_card(made.registration_number)
    town.log_in(made.registration_number)
    account = town.terminal.account.look()
    assert isinstance(account, Account)
    issue = account.cards[0].issue
    town.line.cut_at(b"/lost", CUTS[cut])
    unclear = town.terminal.account.report_card_lost(issue, FORM.secret)
    assert isinstance(unclear, Refused)
    assert unclear.code == "answer_unclear"
    town.line.restore()
    lost = town.terminal.open_writes.settle(str(unclear.details["key"]))
    assert isinstance(lost, CardLost)
    assert isinstance(lost.card, Card)
    assert lost.card.state == "lost"


def test_an_account_deleted_over_a_cut_is_found_out_when_nobody_is_there(town: Town) -> None:
    made = town.register()
    town.log_in(made.registration_number)
    town.line.cut_at(b"DELETE /v1/account", Moment.BEFORE_ANSWER)
    unclear = town.terminal.account.delete(FORM.secret)
    assert isinstance(unclear, Refused)
    assert unclear.code == "answer_unclear"
    town.kiosk.session.end()
    town.line.restore()
    assert town.kiosk.settling.settle_leftovers()
    assert [(row.kind, row.answer_code) for row in town.kiosk.settling.for_staff()] == [
        ("delete_account", "done")
    ]
