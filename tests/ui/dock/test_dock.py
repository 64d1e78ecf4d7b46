"""Every button of the dock does to the lobby what it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from threading import Event

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from ui.dock.window import DockWindow
from ui.wording.words import Words


@dataclass(frozen=True)
class Answer:
    number: str | None
    code: str | None


@dataclass(frozen=True)
class Somebody:
    story: str = "dock.story.fine"
    number: str = "1234567"
    secret: str = "0000"


#: A forgotten counter must not keep a test from ending.
_PATIENCE_SECONDS = 60.0


@dataclass
class NotedLobby:
    """Notes what is done to it."""

    done: list[tuple[str, ...]] = field(default_factory=list)
    up: bool = True
    pictures: list[bytes] = field(default_factory=list)
    residents: tuple[Somebody, ...] = (Somebody(),)
    counter_is_free: Event = field(default_factory=Event)
    staff_pin: str = "274916"
    technician_pin: str = "85137042"

    def show_staff_card(self) -> None:
        self.done.append(("staff card",))

    def show_card(self, number: str) -> None:
        self.done.append(("card", number))

    def set_printer(self, mood: str) -> None:
        self.done.append(("printer", mood))

    def cut_line(self) -> None:
        self.up = False

    def restore_line(self) -> None:
        self.up = True

    def line_is_up(self) -> bool:
        return self.up

    def service_time(self) -> datetime:
        return datetime(2026, 11, 10, 1, 0, tzinfo=UTC)

    def move_clock(self, stop: str) -> None:
        self.done.append(("clock", stop))

    def take_payment(self, reservation_number: str) -> Answer:
        return Answer(reservation_number, None)

    def book_at_counter(self) -> Answer:
        self.counter_is_free.wait(_PATIENCE_SECONDS)
        return Answer(None, "slot_taken")

    def receipt_pictures(self) -> list[bytes]:
        return self.pictures


class Glass(QWidget):
    """Stands for the kiosk's window and hears the keys."""

    def __init__(self) -> None:
        super().__init__()
        self.heard = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        self.heard += event.text()


@pytest.fixture
def lobby() -> NotedLobby:
    lobby = NotedLobby()
    lobby.counter_is_free.set()
    return lobby


@pytest.fixture
def glass(qtbot: QtBot) -> Glass:
    window = Glass()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def dock(qtbot: QtBot, lobby: NotedLobby, glass: Glass) -> Iterator[DockWindow]:
    window = DockWindow(lobby, glass, Words("en"))
    window.show()
    yield window
    window.close()
    window.deleteLater()


def press(qtbot: QtBot, dock: DockWindow, text: str) -> None:
    for kind in (QPushButton, QRadioButton):
        for button in dock.findChildren(kind):
            if button.text() == text:
                at_its_mark = QPoint(button.height() // 2, button.height() // 2)
                qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=at_its_mark)
                return
    raise AssertionError(f"no button says {text!r}")


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("A group in good standing", ("card", "1234567")),
        ("Show the card of staff", ("staff card",)),
        ("No paper", ("printer", "no_paper")),
        ("Cover open", ("printer", "cover_open")),
        ("Not answering", ("printer", "not_answering")),
        ("To the lottery week", ("clock", "lottery_week")),
        ("To 08:29:50 on the 1st", ("clock", "before_first_come")),
        ("To the 18th (results)", ("clock", "result_day")),
        ("To the next day", ("clock", "next_day")),
    ],
)
def test_a_button_does_what_it_says(
    qtbot: QtBot, dock: DockWindow, lobby: NotedLobby, text: str, deed: tuple[str, str]
) -> None:
    press(qtbot, dock, text)
    qtbot.waitUntil(lambda: lobby.done == [deed])


def test_the_line_is_cut_and_restored(qtbot: QtBot, dock: DockWindow, lobby: NotedLobby) -> None:
    press(qtbot, dock, "Cut")
    assert not lobby.up
    press(qtbot, dock, "Restore")
    assert lobby.up


def test_typing_sends_a_burst_that_ends_with_enter(
    qtbot: QtBot, dock: DockWindow, glass: Glass
) -> None:
    press(qtbot, dock, "Send")
    assert glass.heard == "1234567\r"


def test_the_counter_says_what_it_did(qtbot: QtBot, dock: DockWindow) -> None:
    number = dock.findChild(QLineEdit, "dock.reservation_number")
    assert number is not None
    number.setText("R00000007")

    def says(text: str) -> bool:
        return any(text in label.text() for label in dock.findChildren(QLabel))

    press(qtbot, dock, "Take the payment")
    qtbot.waitUntil(lambda: says("Done: R00000007"))
    press(qtbot, dock, "Book at the counter")
    qtbot.waitUntil(lambda: says("slot_taken"))


def test_the_dock_stays_awake_while_the_counter_is_slow(
    qtbot: QtBot, dock: DockWindow, lobby: NotedLobby
) -> None:
    lobby.counter_is_free.clear()
    press(qtbot, dock, "Book at the counter")
    press(qtbot, dock, "Cut")
    assert not lobby.up
    lobby.counter_is_free.set()


def test_the_clock_shows_seconds(dock: DockWindow) -> None:
    assert any(
        label.text().endswith(":00") and label.text().count(":") == 2
        for label in dock.findChildren(QLabel)
    )


def test_each_receipt_appears_once(qtbot: QtBot, dock: DockWindow, lobby: NotedLobby) -> None:
    def papers() -> int:
        return sum(not label.pixmap().isNull() for label in dock.findChildren(QLabel))

    assert papers() == 0
    paper = BytesIO()
    Image.new("1", (576, 200), 1).save(paper, "PNG")
    lobby.pictures.append(paper.getvalue())
    qtbot.waitUntil(lambda: papers() == 1)


def test_the_kiosk_closes_with_the_dock(dock: DockWindow, glass: Glass) -> None:
    glass.show()
    dock.close()
    assert not glass.isVisible()


def test_the_dock_closes_with_the_kiosk(dock: DockWindow, glass: Glass) -> None:
    glass.show()
    glass.close()
    assert not dock.isVisible()
