"""The gesture that asks for maintenance mode: nobody makes it by chance, and a clerk in five
seconds.

It is made on the header, where there is nothing to press: hold the city's name for three seconds,
then touch the clock twice, or the two upper corners. In the layout for the seated, who do not reach
the header, it may be made on the footer, beside its buttons: the left corner stands for the name,
the right one for the clock. Any touch elsewhere in between begins anew. It takes no touch away from
anything, and works whatever is shown, and whoever is logged in.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.input_filter import InputFilter
from ui.preferences import Reach
from ui.settings import WindowSettings

if TYPE_CHECKING:
    from kiosk.settings_maintenance import Gesture
    from ui.window import KioskWindow


class Spot(Enum):
    """Where the header is touched, or what stands for it in the footer."""

    NAME = "name"
    CLOCK = "clock"
    LEFT = "left"  # corner
    RIGHT = "right"  # corner


#: What is touched after the name was held.
THEN: Final[dict[Gesture, tuple[Spot, ...]]] = {
    "header": (Spot.CLOCK, Spot.CLOCK),
    "corners": (Spot.RIGHT, Spot.LEFT),
    "none": (),
}
#: Shares of the header's width, from the left, in which the spots lie.
_SHARES: Final = {
    Spot.NAME: (0.0, 0.55),
    Spot.CLOCK: (0.65, 1.0),
    Spot.LEFT: (0.0, 0.12),
    Spot.RIGHT: (0.88, 1.0),
}
#: The same of the footer's width, where it has nothing to press: the places of its first and its
#: last button when they are not there, and the edge of the glass beside them when they are.
_SEATED_SHARES: Final = {
    Spot.NAME: (0.0, 0.25),
    Spot.CLOCK: (0.75, 1.0),
    Spot.LEFT: (0.0, 0.25),
    Spot.RIGHT: (0.75, 1.0),
}


class StaffGesture(QObject):
    """Watches the touches of a window; ``made`` comes after the last one was let go."""

    made = Signal()

    def __init__(self, window: KioskWindow, settings: WindowSettings) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self._then: Sequence[Spot] = THEN[settings.gesture]
        #: When the name was touched, if the finger is still there.
        self._down_since: int | None = None
        #: When the name was let go after it was held, and how many touches came since.
        self._held_at: int | None = None
        self._touches = 0
        self._seen: tuple[QEvent.Type, int] | None = None
        InputFilter.of(window).ask_first(self._sees)

    def stop(self) -> None:
        InputFilter.of(self._window).ask_no_more(self._sees)

    def _sees(self, watched: QObject, event: QEvent) -> bool:
        if not self._then or not isinstance(event, QMouseEvent):
            return False
        if not isinstance(watched, QWidget) or watched.window() is not self._window:
            return False
        if event.button() is not Qt.MouseButton.LeftButton:
            return False
        # What no widget takes goes on to its parents, and comes by here each time.
        touch = (event.type(), event.timestamp())
        if touch == self._seen:
            return False
        self._seen = touch
        at = self._window.mapFromGlobal(event.globalPosition().toPoint())
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self._pressed(at, event.timestamp())
        elif event.type() is QEvent.Type.MouseButtonRelease:
            self._let_go(at, event.timestamp())
        return False

    def _pressed(self, at: QPoint, when: int) -> None:
        if self._held_at is not None:
            late = when - self._held_at > self._settings.gesture_then_ms
            expected = self._then[self._touches :]
            if not late and expected and self._is_on(expected[0], at):
                self._touches += 1
                return
        self._forget()
        if self._is_on(Spot.NAME, at):
            self._down_since = when

    def _let_go(self, at: QPoint, when: int) -> None:
        if self._held_at is not None:
            if self._touches == len(self._then):
                self._forget()
                # Not from inside the filter: what is touched now will be gone.
                QTimer.singleShot(0, self, self._tell)
            return
        since, self._down_since = self._down_since, None
        if since is None or not self._is_on(Spot.NAME, at):
            return
        if when - since >= self._settings.gesture_hold_ms:
            self._held_at, self._touches = when, 0

    def _tell(self) -> None:
        self.made.emit()

    def _is_on(self, spot: Spot, at: QPoint) -> bool:
        window = self._window
        if _lies_on(window.header, _SHARES[spot], at):
            return True
        if window.preferences.reach is not Reach.SEATED:
            return False
        return _lies_on(window.footer, _SEATED_SHARES[spot], at) and not self._on_control(at)

    def _on_control(self, at: QPoint) -> bool:
        under: QWidget | None = self._window.childAt(at)
        while under is not None and not isinstance(under, QAbstractButton):
            under = under.parentWidget()
        return under is not None

    def _forget(self) -> None:
        self._down_since = self._held_at = None
        self._touches = 0


def _lies_on(band: QWidget, share: tuple[float, float], at: QPoint) -> bool:
    low, high = share
    across = (at.x() - band.x()) / max(1, band.width())
    return band.geometry().contains(at) and low <= across <= high
