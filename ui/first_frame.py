"""When what a window has painted is on the glass."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow


class FirstFrame(QObject):
    """``shown`` comes once, when the window system has taken up what the window has painted.

    Qt has painted long before a compositor shows it: one that is still starting, or draws without
    help of a graphics card, takes seconds. Under Wayland an update that is asked for waits for the
    compositor's own word (``wl_surface.frame``); without a compositor it comes at once.
    """

    shown = Signal()

    def __init__(self, window: QWindow) -> None:
        super().__init__(window)
        self._window = window
        self._taken_for_hidden = False
        window.installEventFilter(self)
        window.requestUpdate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        kind = event.type()
        if kind is QEvent.Type.UpdateRequest or (
            kind is QEvent.Type.Expose and self._is_seen_again()
        ):
            watched.removeEventFilter(self)
            # Behind this event: whoever hears of it may close the window.
            QTimer.singleShot(0, self, self.shown.emit)
        return False

    def _is_seen_again(self) -> bool:
        """Qt takes a window for hidden whose frame is long in coming, and tells of the frame by
        showing it again."""
        seen = self._window.isExposed()
        self._taken_for_hidden = self._taken_for_hidden or not seen
        return seen and self._taken_for_hidden
