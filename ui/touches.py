"""Which touches mean nothing: the rest of a double tap, one meant for what was seen before, and
what lies on the glass without being a finger."""

from __future__ import annotations

from math import hypot
from typing import Final

from PySide6.QtCore import QElapsedTimer, QObject, QPointF
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton

from ui.stage import Stage, Surroundings

#: Two taps closer than this are on one place.
TAP_SPREAD_MM: Final = 20.0


class Touches:
    """Sees every touch before a widget does."""

    def __init__(self, around: Surroundings, stage: Stage) -> None:
        self._around, self._stage = around, stage
        self._last_press: tuple[int, QPointF, int] | None = None
        #: When the last press came.
        self._down_since = 0
        self._seen = QElapsedTimer()
        stage.shown.connect(self.something_else_shown)

    def something_else_shown(self) -> None:
        """From now on the glass shows what nobody has looked at yet."""
        self._seen.start()

    def means_nothing(self, press: QMouseEvent) -> bool:
        """Whether a press is no answer to what is on the glass."""
        self._down_since = press.timestamp()
        settle = self._around.settings.settle_ms
        early = self._seen.isValid() and self._seen.elapsed() < settle
        return self._is_second_half(press) or early

    def let_go(self, release: QMouseEvent, widget: QObject) -> None:
        """What has lain on a button for long was a palm, a bag, a drop of water: the button does
        nothing when it is let go."""
        lain = release.timestamp() - self._down_since
        if isinstance(widget, QAbstractButton) and lain > self._around.settings.lying_ms:
            widget.setDown(False)

    def _is_second_half(self, press: QMouseEvent) -> bool:
        """Whether this press is the rest of a double tap whose first half changed the screen."""
        settings, glass = self._around.settings, self._around.theme.glass
        at, when, scene = press.globalPosition(), press.timestamp(), self._stage.scene
        last, self._last_press = self._last_press, (when, at, scene)
        if last is None or last[2] == scene or when - last[0] > settings.double_tap_ms:
            return False
        if hypot(at.x() - last[1].x(), at.y() - last[1].y()) >= glass.px(TAP_SPREAD_MM):
            return False
        # Nor does the third of ten taps: until there is a pause they are all meant for one screen.
        self._last_press = (when, at, last[2])
        return True
