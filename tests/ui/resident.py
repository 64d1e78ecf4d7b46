"""A resident at the glass: taps what they see, and reads what stands there."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kiosk.cards.shown import CardShown, CardUnreadable, UnreadableBecause
from ui.app import build
from ui.card_source import CardSource
from ui.samples.terminal import Script, sample_terminal
from ui.settings import WindowSettings
from ui.window import KioskWindow

NUMBER = "1234567"
SECRET = "9876"
_PATIENCE_MS = 60_000
#: Longer than any test: nothing prints by itself unless a test is about that.
NEVER_MS = 600_000


@dataclass
class Resident:
    """``tap`` presses the glass where the button is, so a covered button is not pressed."""

    qtbot: QtBot
    window: KioskWindow
    cards: CardSource
    script: Script
    #: How often the glass was touched.
    taps: int = 0

    @property
    def screen(self) -> str:
        return self.window.screen_name

    def waits_for(self, screen: str) -> None:
        def there() -> None:
            assert (self.window.screen_name, self.window.busy) == (screen, False)

        self.qtbot.waitUntil(there, timeout=_PATIENCE_MS)

    def button(self, name: str) -> QAbstractButton:
        """The button of this name that can be seen; pages are turned until it is."""
        while not self.sees_button(name) and self._on_a_later_page(name):
            self.press(self.button("page.next"))
        seen = [b for b in self.window.findChildren(QAbstractButton, name) if b.isVisible()]
        assert len(seen) == 1, f"{len(seen)} buttons {name!r} on the screen {self.screen!r}"
        return seen[0]

    def _on_a_later_page(self, name: str) -> bool:
        """Whether it is worth turning: the screen has the button, and another page."""
        turn = [b for b in self.window.findChildren(QAbstractButton, "page.next") if b.isVisible()]
        there = self.window.findChild(QAbstractButton, name) is not None
        return name != "page.next" and there and any(b.isEnabled() for b in turn)

    def sees_button(self, name: str) -> bool:
        return any(b.isVisible() for b in self.window.findChildren(QAbstractButton, name))

    def tap(self, name: str, then: str | None = None) -> None:
        """Taps the middle of a button; waits for the screen ``then``."""
        self.press(self.button(name))
        if then is not None:
            self.waits_for(then)

    def press(self, button: QWidget) -> None:
        """Touches the glass over ``button``: whatever lies on top there gets the touch."""
        spot = button.mapTo(self.window, button.rect().center())
        self.touch(spot)

    def touch(self, spot: QPoint) -> None:
        self.taps += 1
        under = self.window.childAt(spot) or self.window
        local = under.mapFrom(self.window, spot)
        QTest.mouseClick(under, Qt.MouseButton.LeftButton, pos=local)

    def types(self, digits: str) -> None:
        for digit in digits:
            self.tap(f"key.{digit}")

    def shows_card(self, number: str = NUMBER) -> None:
        self.cards.read.emit(CardShown(number))

    def shows_bad_card(self, why: UnreadableBecause) -> None:
        self.cards.read.emit(CardUnreadable(why))

    def logs_in(self, then: str = "menu") -> None:
        """By number and secret, from the screen that asks for the number."""
        self.waits_for("log_in_number")
        self.types(NUMBER)
        self.tap("number.next", "log_in_secret")
        self.types(SECRET)
        self.tap("secret.next", then)

    def finds_a_day(self) -> None:
        """From the ways to look to the slots of a day."""
        self.waits_for("look")
        self.tap("facility.nishi-shiroi", "rooms")
        self.tap("room.nishi-shiroi-hall", "month")
        self.tap("month.2026-12-12", "day")

    def reads(self) -> str:
        """Every word on the glass."""
        labels = [x.text() for x in self.window.findChildren(QLabel) if x.isVisible()]
        buttons = [x.accessibleName() for x in self.window.findChildren(QAbstractButton)]
        return "\n".join((*labels, *buttons))


@contextmanager
def visit(
    qtbot: QtBot, script: Script, settings: WindowSettings | None = None
) -> Iterator[Resident]:
    """Opens a kiosk window, waits for its start screen, and closes it afterwards.

    What was there before is no part of the visit: it is left out when the memory is looked through,
    which takes a second each time in a process that has run many tests.
    """
    gc.collect()
    gc.freeze()
    cards = CardSource()
    chosen = settings or WindowSettings(
        window_px=(540, 960),
        home_facility_id="nishi-shiroi",
        ask_again_seconds=0.05,
        header_refresh_ms=50,
        paper_watch_ms=NEVER_MS,
    )
    window = build(sample_terminal(script), chosen, cards)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.first_painted, timeout=_PATIENCE_MS):
        window.open()
    someone = Resident(qtbot, window, cards, script)
    qtbot.waitUntil(lambda: not window.busy, timeout=_PATIENCE_MS)
    try:
        yield someone
    finally:
        window.close()
        QApplication.processEvents()
