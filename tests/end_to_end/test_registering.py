"""From nobody to a resident and back, by touch, in the city where the kiosk does all of it."""

from __future__ import annotations

import asyncio
import email
import logging
import re
from collections.abc import Iterator
from datetime import datetime
from email import policy
from pathlib import Path

import pytest

from booking_service.clock import TOKYO, MovableClock, standing_still
from booking_service.service.mail.carrier import MailCarrier
from booking_service.service.mail.transports import FolderTransport
from kiosk.demo.lobby import open_lobby
from tests.disk import all_of
from tests.end_to_end.walk import Walk, walking
from ui.places import RegistrationDone
from ui.wording.compile import compile_catalogues

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=TOKYO)
NAME, KANA, ADDRESS, TEL, EMAIL = "ぬまゆ", "ぬまゆ", "さつほろ", "0110000001", "ab@cd.jp"
FIRST, SECOND, THIRD = "kio8461", "bus2750", "tea9136"
BORN = ("calendar.showa", "year.30", "month.3", "day.9")
_SIGNS = {"@": "at", ".": "dot"}


@pytest.fixture
def walk(qapp: object, tmp_path: Path) -> Iterator[Walk]:
    compile_catalogues()
    clock = MovableClock(NOW, standing_still)
    with (
        open_lobby(tmp_path, clock, city="sapporo", residents=False) as lobby,
        walking(lobby) as walk,
    ):
        walk.glass.wait_until(lambda: walk.kiosk.window.knows_city, "the first sync")
        yield walk


def types(walk: Walk, screen: str, text: str, then: str = "entry.next") -> None:
    walk.glass.wait_for(screen)
    for sign in text:
        key = f"key.{_SIGNS.get(sign, sign.lower())}"
        for name in ("key.shift", key, "key.shift") if sign.isupper() else (key,):
            walk.glass.tap(name)
    walk.glass.tap(then)


def says_birthday(walk: Walk) -> None:
    """Lists turn pages until what is looked for is on the glass."""
    for name in BORN:
        walk.glass.wait_for("enter_date")
        while not walk.glass.can_tap(name):
            walk.glass.tap("page.next")
        walk.glass.tap(name)


def types_secret(walk: Walk, screen: str, secret: str) -> None:
    types(walk, screen, secret, "secret.next")


def registers(walk: Walk) -> str:
    """By touch alone; returns the number that stands on the glass."""
    glass = walk.glass
    glass.tap("start.log_in")
    glass.tap("number.register")
    glass.tap("registration.person")
    types(walk, "enter_text", NAME)
    types(walk, "enter_text", KANA)
    says_birthday(walk)
    glass.wait_for("enter_postcode")
    glass.tap("entry.skip")
    types(walk, "enter_text", ADDRESS)
    types(walk, "enter_digits", TEL)
    types(walk, "enter_email", EMAIL)
    types(walk, "enter_secret", FIRST)
    types(walk, "enter_secret", FIRST)
    glass.tap("option.yes")
    glass.wait_for("form_review")
    assert FIRST not in walk.words_anywhere()
    glass.tap("form.hand_in")
    glass.wait_for("registration_done")
    place = walk.kiosk.window.stage.trail.here
    assert isinstance(place, RegistrationDone)
    assert place.registered.registration_number in walk.reads()
    return place.registered.registration_number


def letters(walk: Walk) -> list[str]:
    """The letters that came, oldest first."""
    service = walk.lobby.running.service
    folder = walk.lobby.folder / "mail"
    walk.wait_until(lambda: not service.people.resets.under_way, "the requests looked up")
    asyncio.run(MailCarrier(service.office, FolderTransport(folder), "a@example.jp").carry())
    found = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
    messages = [email.message_from_bytes(f.read_bytes(), policy=policy.default) for f in found]
    return [message.get_content() for message in messages]


def log_in(walk: Walk, number: str, secret: str, then: str) -> None:
    walk.glass.tap("start.log_in")
    types(walk, "log_in_number", number, "number.next")
    types_secret(walk, "log_in_secret", secret)
    walk.glass.wait_for(then)


def forgets_the_secret(walk: Walk, number: str) -> None:
    walk.glass.tap("start.log_in")
    walk.glass.tap("number.forgotten")
    walk.glass.tap("forgotten.ask")
    types(walk, "enter_digits", number)
    types(walk, "enter_text", NAME)
    says_birthday(walk)
    types(walk, "enter_email", EMAIL)
    walk.glass.wait_for("form_review")
    walk.glass.tap("form.hand_in")
    walk.glass.wait_for("forgotten_sent")
    walk.glass.tap("forgotten_sent.home")
    walk.glass.wait_for("start")


def test_somebody_registers_forgets_the_secret_and_leaves_for_good(
    walk: Walk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    number = registers(walk)
    walk.glass.tap("registration_done.log_in")
    types_secret(walk, "log_in_secret", FIRST)
    walk.glass.wait_for("menu")
    walk.glass.tap("menu.account")
    walk.glass.wait_for("account")
    walk.glass.tap("account.secret")
    for secret in (FIRST, SECOND, SECOND):
        types_secret(walk, "change_secret", secret)
    walk.glass.wait_for("secret_changed")
    walk.leave()

    forgets_the_secret(walk, number)
    temporary = re.search(r"^    (\S+)\r?$", letters(walk)[-1], re.MULTILINE)
    assert temporary is not None
    log_in(walk, number, temporary[1], "change_secret")
    for _ in range(2):
        types_secret(walk, "change_secret", THIRD)
    walk.glass.wait_for("secret_changed")
    walk.glass.tap("secret_changed.next")
    walk.glass.wait_for("menu")

    walk.glass.tap("menu.account")
    walk.glass.tap("account.delete")
    walk.glass.tap("delete_account.next")
    walk.glass.tap("delete_sure.yes")
    if walk.glass.wait_for("secret_again", "account_deleted") == "secret_again":
        types(walk, "secret_again", THIRD, "secret.commit")
    walk.glass.wait_for("account_deleted")
    walk.wait_until_told()
    walk.glass.tap("account_deleted.start")
    walk.glass.wait_for("start")

    memory = walk.words_anywhere() + repr(walk.kiosk.window.stage.trail.places)
    disk = all_of(walk.cache_folder)
    for private in (NAME, ADDRESS, TEL, EMAIL, number, FIRST, SECOND, THIRD, temporary[1]):
        assert private not in memory
        assert private.encode() not in disk
        assert private not in caplog.text
