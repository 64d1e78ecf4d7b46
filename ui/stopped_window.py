"""The glass while the kiosk does not run: in every language, ask at the counter.

Nothing can be touched. It needs neither settings nor service, since they may be what is wrong.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QCursor, QGuiApplication, QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import fonts
from ui.theme.glass import Glass
from ui.theme.palette import Tone
from ui.theme.theme import Theme, Type
from ui.widgets.card import IconMark
from ui.widgets.icons import Icon
from ui.widgets.text import Text
from ui.wording.words import LANGUAGES, Words

#: What the texts need; the glass is taken to be just so large, whatever its size in millimetres is.
_WIDTH_MM: Final = 170.0
_HEIGHT_MM: Final = 268.0
_MARK_MM: Final = 36.0
_MARGIN_MM: Final = 14.0


class StoppedWindow(QWidget):
    """``code``: one line for the technician. ``window_px``: its size; without it, the screen's.
    ``set_up``: whether this machine was made a kiosk already."""

    def __init__(
        self, code: str, window_px: tuple[int, int] | None = None, *, set_up: bool = True
    ) -> None:
        super().__init__()
        fonts.load()
        glass = _glass(window_px)
        theme = Theme(glass)
        self.setFixedSize(glass.width_px, glass.height_px)
        self.setCursor(QCursor(Qt.CursorShape.BlankCursor))
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Window, QColor(theme.palette.page))
        self.setPalette(colours)
        self.setAutoFillBackground(True)
        inside = QVBoxLayout(self)
        margin = glass.px(_MARGIN_MM)
        inside.setContentsMargins(margin, margin, margin, margin)
        centre = Qt.AlignmentFlag.AlignHCenter
        line = theme.tone(Tone.WARNING).line
        inside.addStretch(1)
        inside.addWidget(IconMark(theme, Icon.WARNING, line, _MARK_MM), 0, centre)
        for language in LANGUAGES:
            own, words = Theme(glass, language=language), Words(language)
            inside.addStretch(1)
            title = words.text("out_of_service.closed.title" if set_up else "stopped.not_set_up")
            inside.addWidget(Text(own, title, Type.HEADING, bold=True, align=centre))
            inside.addWidget(Text(own, words.text("stopped.counter"), Type.LABEL, align=centre))
        inside.addStretch(2)
        # A technician looks for it on a machine that was never set up, and nobody else is there.
        size, ink = (Type.NOTE, theme.palette.ink_soft) if set_up else (Type.HEADING, None)
        inside.addWidget(Text(theme, code, size, colour=ink, align=centre))


def _glass(window_px: tuple[int, int] | None) -> Glass:
    if window_px is None:
        size = QGuiApplication.primaryScreen().geometry()
        window_px = size.width(), size.height()
    width, height = window_px
    return Glass(width, height, max(_WIDTH_MM, _HEIGHT_MM * width / height))
