"""Who is it? By card, by typed number, by a reader that types; and whom the service refuses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from kiosk.journeys.deed_kind import DeedKind
from tests.end_to_end.errands import APPLY, FREE, RESERVE, Booking, LogIn
from tests.end_to_end.people import CHOIR, EXPIRED, PAINTERS, SUSPENDED, Person
from tests.end_to_end.walk import Walk


def burst(walk: Walk, number: str) -> None:
    """Type as a reader does: key events of the system, one right after the other."""
    window = walk.kiosk.window.windowHandle()
    for digit in number:
        QTest.keyClick(window, Qt.Key(ord(digit)))
    QTest.keyClick(window, Qt.Key.Key_Return)


def secret_of(walk: Walk, who: Person) -> None:
    walk.glass.wait_for("log_in_secret")
    walk.glass.type_on_keypad(who.secret)
    walk.glass.tap("secret.next")


def test_by_typed_number(walk: Walk) -> None:
    assert walk.follow(LogIn()) == "menu"
    assert CHOIR.name in walk.reads()
    assert CHOIR.number[-4:] in walk.reads()
    assert CHOIR.number not in walk.words_anywhere()


def test_by_card(walk: Walk) -> None:
    walk.lobby.show_card(CHOIR.number)
    secret_of(walk, CHOIR)
    walk.glass.wait_for("menu")
    assert CHOIR.name in walk.reads()


@pytest.mark.parametrize("screen", ["start", "log_in_number", "log_in_secret"])
def test_by_a_reader_that_types_into_whatever_has_the_focus(walk: Walk, screen: str) -> None:
    if screen != "start":
        walk.glass.tap("start.log_in")
        walk.glass.wait_for("log_in_number")
    if screen == "log_in_secret":
        walk.glass.type_on_keypad(PAINTERS.number)
        walk.glass.tap("number.next")
        walk.glass.wait_for("log_in_secret")
    focus = "start.look" if screen == "start" else "key.5"
    button = walk.kiosk.window.findChild(QAbstractButton, focus)
    assert isinstance(button, QAbstractButton)
    button.setFocus()
    burst(walk, CHOIR.number)
    walk.wait_until(
        lambda: walk.screen == "log_in_secret" and CHOIR.number in repr_of_number(walk),
        "the card in the reader",
    )
    secret_of(walk, CHOIR)
    walk.glass.wait_for("menu")
    assert CHOIR.name in walk.reads()


def repr_of_number(walk: Walk) -> str:
    """The number that the screen for the secret goes by; it is on no widget."""
    return str(getattr(walk.kiosk.window.stage.trail.here, "number", ""))


def test_something_that_is_no_card_says_so(walk: Walk) -> None:
    burst(walk, "12345678901")
    walk.glass.wait_for("log_in_number")
    assert "カードを正しく読め" in walk.reads()


WRONG = Person(CHOIR.number, "0000", CHOIR.name)


def types_a_wrong_secret(walk: Walk) -> None:
    """On the screen that asks for it; its words stay until the next answer is there."""
    secret_of(walk, WRONG)
    walk.glass.wait_for("log_in_secret", "refused")


def at_the_secret(walk: Walk) -> None:
    walk.lobby.show_card(CHOIR.number)
    walk.glass.wait_for("log_in_secret")


def test_a_wrong_secret_can_be_typed_again(walk: Walk) -> None:
    at_the_secret(walk)
    types_a_wrong_secret(walk)
    assert "がちがいます" in walk.reads()
    assert "あと2回" in walk.reads()
    secret_of(walk, CHOIR)
    walk.glass.wait_for("menu")


def test_guessing_is_slowed_down_and_then_forgiven(walk: Walk) -> None:
    at_the_secret(walk)
    for _ in range(3):
        types_a_wrong_secret(walk)
    assert "少し待つことがあります" in walk.reads()
    types_a_wrong_secret(walk)
    assert walk.screen == "refused"
    assert "しばらくお待ちください" in walk.reads()
    walk.glass.tap("refused.next")
    assert walk.follow(LogIn()) == "refused", "the right secret must wait as well"
    assert "しばらくお待ちください" in walk.reads()
    walk.lobby.clock.advance(timedelta(minutes=3))
    walk.glass.tap("refused.next")
    assert walk.follow(LogIn()) == "menu"


@pytest.mark.parametrize("kind", [DeedKind.RESERVE, DeedKind.APPLY])
@pytest.mark.parametrize(
    ("who", "title", "since"),
    [
        (SUSPENDED, "今は利用が停止されています", "10月21日"),
        (EXPIRED, "登録の期限が切れています", "10月1日"),
    ],
    ids=["suspended", "expired"],
)
def test_who_may_not_book_hears_why_and_since_when(
    walk: Walk, kind: DeedKind, who: Person, title: str, since: str
) -> None:
    wish = FREE if kind is DeedKind.RESERVE else APPLY.wish
    assert walk.follow(Booking(kind, wish, who)) == "refused"
    assert title in walk.reads()
    assert since in walk.reads()
    assert walk.witness.states(who) == {"applications": [], "reservations": []}
    assert walk.outbox() == []


def test_a_wrong_secret_before_the_commit_books_nothing(walk: Walk) -> None:
    for screen in RESERVE.steps[:-1]:
        assert walk.glass.wait_for(*RESERVE.steps) == screen
        RESERVE.act(walk.glass, screen)
    walk.glass.wait_for("secret_again")
    walk.glass.type_on_keypad("0000")
    walk.glass.tap("secret.commit")
    walk.glass.wait_for("refused")
    assert walk.outbox() == []
    assert walk.witness.reservations(CHOIR) == []
    walk.glass.tap("refused.next")
    assert walk.follow(RESERVE) == "receipt_taken"
