"""What is touched and typed, seen before anything that it is meant for sees it.

Qt asks an event filter of the application about every event of every widget, about a hundred for a
screen that is put up, and each question costs Python more than the answer. So a window has one
filter, and it passes on input only.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QInputEvent
from PySide6.QtWidgets import QWidget

#: Told whom an event goes to; whether it takes the event away.
Ask = Callable[[QObject, QEvent], bool]


class InputFilter(QObject):
    """An event filter over the whole application; belongs to a window and goes with it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._asked: tuple[Ask, ...] = ()
        application = QCoreApplication.instance()
        assert application is not None, "a widget needs an application"  # noqa: S101
        application.installEventFilter(self)

    @classmethod
    def of(cls, window: QWidget) -> InputFilter:
        """The filter of a window; made when the first asks for it."""
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        return window.findChild(cls, options=direct) or cls(window)

    def ask_first(self, ask: Ask) -> None:
        """From now on ``ask`` hears of all input, before those that were there already; what it
        takes away, they never see."""
        self._asked = (ask, *self._asked)

    def ask_no_more(self, ask: Ask) -> None:
        # Compared by value: a bound method is a new object each time.
        self._asked = tuple(one for one in self._asked if one != ask)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        return isinstance(event, QInputEvent) and any(ask(watched, event) for ask in self._asked)
