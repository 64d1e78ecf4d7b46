"""A resident who follows a script: taps what is on the glass, waits for what a person waits for.

The demonstration walks with it where there is no display, the end-to-end tests always. It presses
buttons through real mouse events at their place on the window, so what is hidden, covered or off
the glass cannot be pressed.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from kiosk.availability import Now
from ui.screens.booking.receipt_taken import ReceiptTakenScreen
from ui.widgets.slot_grid import CHOOSABLE, SlotCell
from ui.window import KioskWindow

#: How long a person would wait before giving up, in seconds; and how often they look.
PATIENCE_SECONDS = 120.0
_LOOK_MS = 5


class GaveUpError(AssertionError):
    """What was waited for did not come."""


class ScriptedResident:
    """Walks through ``window`` by the names of what can be tapped (see ``ui/screens``)."""

    def __init__(self, window: KioskWindow) -> None:
        self.window = window

    def wait_until(self, seen: Callable[[], bool], what: str) -> None:
        """Keep the window alive until ``seen()``; raises GaveUpError that names ``what``."""
        give_up_at = time.monotonic() + PATIENCE_SECONDS
        while not seen():
            if time.monotonic() > give_up_at:
                raise GaveUpError(f"waited for {what} on the screen {self.window.screen_name!r}")
            QTest.qWait(_LOOK_MS)

    def wait_for(self, *screens: str) -> str:
        """Wait until one of the screens is shown and nothing is under way; returns its name."""
        self.wait_until(
            lambda: self.window.screen_name in screens and not self.window.busy,
            f"the screen {' or '.join(screens)}",
        )
        return self.window.screen_name

    def wait_for_paper(self) -> None:
        """On the receipt's screen: wait until it says how printing ended."""

        def said() -> bool:
            screen = self.window.stage.current
            return isinstance(screen, ReceiptTakenScreen) and not screen.waiting

        self.wait_until(said, "the end of printing")

    def can_tap(self, name: str) -> bool:
        """Whether the button is on the glass, enabled, and nothing covers it."""
        return self._place_of(name) is not None

    def tap(self, name: str) -> None:
        """Tap a button as soon as it is there."""
        self.wait_until(lambda: not self.window.busy and self.can_tap(name), f"the button {name}")
        place = self._place_of(name)
        assert place is not None  # noqa: S101  (just waited for)
        # To the window of the system, not to the widget: Qt itself must find what lies there.
        QTest.mouseClick(
            self.window.windowHandle(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            place,
        )

    def type_on_keypad(self, digits: str) -> None:
        for digit in digits:
            self.tap(f"key.{digit}")

    def names_beginning(self, prefix: str) -> list[str]:
        """Names of what could be tapped now, from the top of the screen down."""
        buttons = [
            button
            for button in self.window.findChildren(QAbstractButton)
            if button.objectName().startswith(prefix) and self.can_tap(button.objectName())
        ]
        buttons.sort(key=lambda button: button.mapTo(self.window, QPoint()).y())
        return [button.objectName() for button in buttons]

    def pick_slots(self, count: int) -> Now | None:
        """Pick the first ``count`` adjoining slots that can be had; None if there are none.

        Stands on the day screen. Returns what can be done with them.
        """
        cells = sorted(self.window.findChildren(SlotCell), key=lambda cell: cell.slot.index)
        for start in range(len(cells) - count + 1):
            run = cells[start : start + count]
            doing = run[0].slot.now
            if doing in CHOOSABLE and all(cell.slot.now is doing for cell in run):
                for cell in (run[0], run[-1]) if count > 1 else run:
                    self.tap(cell.objectName())
                return doing
        return None

    def _place_of(self, name: str) -> QPoint | None:
        for button in self.window.findChildren(QAbstractButton, name):
            if not (button.isVisible() and button.isEnabled()):
                continue
            place = button.mapTo(self.window, button.rect().center())
            hit = self.window.childAt(place)
            if hit is button or (hit is not None and button.isAncestorOf(hit)):
                return place
        return None
