"""A pad of four keys: up and down walk through what can be pressed, enter presses, back goes back.

Every screen can be used with them alone. The keys come from any keyboard-like pad; what a card
reader types never gets here (``ui/wedge_tap.py``).
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.input_filter import InputFilter
from ui.reading_order import in_reading_order
from ui.widgets.cover import Cover

_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select)
_BACK: Final = (Qt.Key.Key_Escape, Qt.Key.Key_Back)


class FourKeys(QObject):
    """``reached`` carries the button that the keys have come to, ``pressed`` one that was pressed
    and is still there."""

    reached = Signal(object)
    pressed = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        InputFilter.of(window).ask_first(self._sees)

    def stop(self) -> None:
        InputFilter.of(self._window).ask_no_more(self._sees)

    @property
    def here(self) -> QAbstractButton | None:
        """The button that enter presses."""
        focused = self._window.focusWidget()
        return focused if isinstance(focused, QAbstractButton) else None

    def buttons(self) -> list[QAbstractButton]:
        """What can be pressed now, in reading order; of a sheet over the screen, the sheet's."""
        sheets = [sheet for sheet in self._window.findChildren(Cover) if sheet.isVisible()]
        top: QWidget = sheets[-1] if sheets else self._window
        parts = in_reading_order(top)
        return [part for part in parts if isinstance(part, QAbstractButton) and part.isEnabled()]

    def _sees(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if not isinstance(watched, QWidget) or watched.window() is not self._window:
            return False
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key in _ENTER and not event.isAutoRepeat():
            self._press()
        elif key in _BACK and not event.isAutoRepeat():
            self._go_back()
        else:
            return False
        return True

    def _step(self, by: int) -> None:
        buttons = self.buttons()
        if not buttons:
            return
        here = self.here
        if here in buttons:
            there = buttons[(buttons.index(here) + by) % len(buttons)]
        else:
            there = buttons[0 if by > 0 else -1]
        there.setFocus(Qt.FocusReason.TabFocusReason)
        self.reached.emit(there)

    def _press(self) -> None:
        here = self.here
        if here is not None and here in self.buttons():
            here.click()
            if self.here is here:
                self.pressed.emit(here)

    def _go_back(self) -> None:
        back = next((one for one in self.buttons() if one.objectName() == "back"), None)
        if back is not None:
            back.click()
