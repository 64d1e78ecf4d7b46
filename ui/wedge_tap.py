"""Takes key presses out of Qt before any field sees them, and asks the core what they were.

A wedge reader types like a keyboard. ``kiosk/cards/wedge_reader.py`` tells a card from a person by
timing; what a person typed is sent on to where it was going.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from kiosk.cards.wedge import Stroke
from ui.input_filter import InputFilter

_MS = 1000


class KeySorter(Protocol):
    """The part of ``WedgeReader`` that the tap needs; times in seconds."""

    @property
    def due_at(self) -> float | None: ...
    def key(self, stroke: Stroke) -> tuple[Stroke, ...]: ...
    def elapsed(self, at: float) -> tuple[Stroke, ...]: ...


class WedgeTap(QObject):
    """Takes the keys of one window, wherever in it they go."""

    def __init__(
        self, window: QWidget, sorter: KeySorter, steady: Callable[[], float] = monotonic
    ) -> None:
        """``steady`` is the clock for keys without a time stamp of their own."""
        super().__init__(window)
        self._window, self._sorter, self._steady = window, sorter, steady
        self._letting_on = False
        self._held_down: set[int] = set()
        #: A time stamp of an event, and what the steady clock said then.
        self._tied = (steady(), steady())
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._let_queued_keys_pass_first)
        InputFilter.of(window).ask_first(self._sees)

    def _sees(self, watched: QObject, event: QEvent) -> bool:
        if self._letting_on or not isinstance(event, QKeyEvent):
            return False
        if not isinstance(watched, QWidget) or watched.window() is not self._window:
            return False
        if event.type() == QEvent.Type.KeyRelease:
            return self._swallow_release(event)
        if event.type() != QEvent.Type.KeyPress:
            return False
        self._held_down.add(event.key())
        self._pass_on(self._sorter.key(self._stroke(watched, event)))
        self._arm()
        return True

    def _stroke(self, watched: QWidget, event: QKeyEvent) -> Stroke:
        at = event.timestamp() / _MS if event.timestamp() else self._now()
        self._tied = (at, self._steady())
        copy = (watched, event.key(), event.modifiers(), event.text())
        return Stroke(self._character(event.text()), at, copy)

    def _character(self, text: str) -> str:
        """No card begins with Tab, Return or the like: a person moves about with them."""
        return text if text.isprintable() or self._sorter.due_at is not None else ""

    def _swallow_release(self, event: QKeyEvent) -> bool:
        """A release whose press was taken out is taken out too; it is made again if let on."""
        taken = event.key() in self._held_down
        self._held_down.discard(event.key())
        return taken

    def _now(self) -> float:
        """The time on the clock of the key events."""
        at, then = self._tied
        return at + self._steady() - then

    def _arm(self) -> None:
        due = self._sorter.due_at
        if due is None:
            self._timer.stop()
        else:
            self._timer.start(max(0, round((due - self._now()) * _MS)) + 1)

    def _let_queued_keys_pass_first(self) -> None:
        """After a stall, keys may be waiting whose own times say that they were in time."""
        QTimer.singleShot(0, self, self._time_passed)

    def _time_passed(self) -> None:
        self._pass_on(self._sorter.elapsed(self._now()))
        self._arm()

    def _pass_on(self, strokes: tuple[Stroke, ...]) -> None:
        self._letting_on = True
        try:
            for stroke in strokes:
                _send(stroke.event)
        finally:
            self._letting_on = False


def _send(copy: object) -> None:
    """Presses and releases a key on the widget it was meant for, if that is still there."""
    match copy:
        case (QWidget() as target, int(key), Qt.KeyboardModifier() as modifiers, str(text)):
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                if isValid(target):
                    event = QKeyEvent(kind, key, modifiers, text)
                    QCoreApplication.sendEvent(target, event)
