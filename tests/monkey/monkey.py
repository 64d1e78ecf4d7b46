"""A monkey at the glass: touches, drags, hits keys, swipes cards, goes away, all by a seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import get_args

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from kiosk.cards.shown import CardShown, CardUnreadable, UnreadableBecause
from kiosk.outcome import Refused
from tests.ui.resident import NUMBER, Resident

_NO_KEYS = Qt.KeyboardModifier.NoModifier
#: What gets somebody out of other windows.
_WAYS_OUT = (
    (Qt.Key.Key_F4, Qt.KeyboardModifier.AltModifier),
    (Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_Tab, Qt.KeyboardModifier.AltModifier),
    (Qt.Key.Key_Escape, _NO_KEYS),
    (Qt.Key.Key_F11, _NO_KEYS),
    (Qt.Key.Key_Menu, _NO_KEYS),
)
_WALKING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space)
#: Also what no card holds: signs of control, a picture, half a surrogate pair's neighbour.
_CARDS = (
    NUMBER,
    "0",
    "",
    "９９９９９９９",
    "\x02\x03\x1b[2J",
    "😀" * 40,
    "A" * 5000,
    "１２３\u202e４",
)
#: What leads away from where one is; pressed less often, or nobody ever gets anywhere.
_AWAY = ("back", "stop", "help", "display")
_MOSTLY = 0.9
_TYPED = ("a", "1", ";", "@", "ｱ", "\x1b", "\x00", "😀", "長い" * 300)
_UNREADABLE = get_args(UnreadableBecause)
_TROUBLES = ("line_down", "service_busy", "slot_taken", "session_ended", "wrong_credentials")


class Monkey:
    """``act`` does one thing and lets the window answer."""

    def __init__(self, resident: Resident, seed: int) -> None:
        self._resident, self._random = resident, random.Random(seed)
        #: Names of the screens that were seen.
        self.seen: set[str] = set()
        self._habits: list[tuple[int, Callable[[], None]]] = [
            (50, self._press_a_button),
            (10, self._type_and_go_on),
            (12, self._touch_anywhere),
            (6, self._drag),
            (6, self._hit_keys),
            (4, self._swipe),
            (3, self._press_one_button_often),
            (2, self._try_to_get_out),
            (2, self._meet_trouble),
            (1, self._go_away),
        ]

    def act(self) -> None:
        weights = [weight for weight, _ in self._habits]
        [(_, habit)] = self._random.choices(self._habits, weights)
        habit()
        QApplication.processEvents()
        self.seen.add(self._resident.screen)

    def _spot(self) -> QPoint:
        rect = self._resident.window.rect()
        return QPoint(
            self._random.randint(-20, rect.width() + 20),
            self._random.randint(-20, rect.height() + 20),
        )

    def _buttons(self) -> list[QAbstractButton]:
        window = self._resident.window
        return [button for button in window.findChildren(QAbstractButton) if button.isVisible()]

    def _press_a_button(self) -> None:
        buttons = self._buttons()
        onwards = [button for button in buttons if button.objectName() not in _AWAY]
        if self._random.random() < _MOSTLY and onwards:
            buttons = onwards
        if buttons:
            self._resident.press(self._random.choice(buttons))

    def _type_and_go_on(self) -> None:
        """As many keys as a number or a secret has, and then what is not a key."""
        buttons = [one for one in self._buttons() if one.objectName() not in _AWAY]
        keys = [button for button in buttons if button.objectName().startswith("key.")]
        verbs = [button for button in buttons if button not in keys]
        for _ in range(self._random.choice((3, 4, 7)) if keys else 0):
            self._resident.press(self._random.choice(keys))
        if verbs:
            self._resident.press(self._random.choice(verbs))

    def _press_one_button_often(self) -> None:
        buttons = self._buttons()
        if buttons:
            button = self._random.choice(buttons)
            spot = button.mapTo(self._resident.window, button.rect().center())
            for _ in range(10):
                self._resident.touch(spot)

    def _touch_anywhere(self) -> None:
        self._resident.touch(self._spot())

    def _drag(self) -> None:
        window, start, end = self._resident.window, self._spot(), self._spot()
        under = window.childAt(start) or window
        QTest.mousePress(under, Qt.MouseButton.LeftButton, pos=under.mapFrom(window, start))
        QTest.mouseMove(under, under.mapFrom(window, end))
        QTest.mouseRelease(under, Qt.MouseButton.LeftButton, pos=under.mapFrom(window, end))

    def _hit_keys(self) -> None:
        for _ in range(self._random.randint(1, 8)):
            if self._random.random() < 0.5:
                QTest.keyClick(self._resident.window, self._random.choice(_WALKING))
            else:
                text = self._random.choice(_TYPED)
                event = QKeyEvent(QEvent.Type.KeyPress, 0, _NO_KEYS, text)
                QApplication.sendEvent(self._resident.window, event)

    def _swipe(self) -> None:
        shown = (
            CardShown(self._random.choice(_CARDS))
            if self._random.random() < 0.7
            else CardUnreadable(self._random.choice(_UNREADABLE))
        )
        self._resident.cards.read.emit(shown)
        if self._random.random() < 0.3:
            self._resident.cards.read.emit(CardShown(self._random.choice(_CARDS)))

    def _try_to_get_out(self) -> None:
        key, modifiers = self._random.choice(_WAYS_OUT)
        QTest.keyClick(self._resident.window, key, modifiers)

    def _meet_trouble(self) -> None:
        """The next calls fail, or nothing does any more; the clock goes on."""
        script = self._resident.script
        script.refuse.clear()
        if self._random.random() < 0.5:
            code = self._random.choice(_TROUBLES)
            for method in ("month", "day", "quote", "reserve", "apply", "log_in", "overview"):
                script.refuse[method] = Refused(code)
        script.now += timedelta(seconds=self._random.choice((1, 60, 3600, 86_400)))

    def _go_away(self) -> None:
        script = self._resident.script
        script.idle = script.idle_limit + self._random.choice((-10, 1))
        self._resident.window.idle.look()
