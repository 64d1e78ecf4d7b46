"""Puts the screens together: the one entry for ``kiosk/main.py``.

Order for a quick first paint: make the ``QApplication``, call ``build``, then ``open()`` on the
window, and start threads, readers and synchronising when ``first_painted`` comes.
"""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from kiosk.terminal import Terminal
from ui.card_source import CardSource
from ui.preferences import Preferences
from ui.settings import WindowSettings
from ui.stage import Surroundings
from ui.theme import fonts
from ui.theme.glass import Glass
from ui.theme.theme import Theme
from ui.window import KioskWindow
from ui.wording.words import Words


def build(terminal: Terminal, settings: WindowSettings, cards: CardSource) -> KioskWindow:
    """The window of a terminal, not shown yet. Needs a ``QApplication``.

    ``cards`` carries what the readers saw. Raises ``FontMissingError`` where the typeface is not
    installed.
    """
    fonts.load()
    glass, first = _glass(settings), Preferences(terminal.languages[0])
    theme = Theme(glass, language=first.language)
    return KioskWindow(Surroundings(terminal, settings, theme, Words(first.language), first), cards)


def _glass(settings: WindowSettings) -> Glass:
    if settings.window_px is not None:
        return Glass(*settings.window_px, settings.width_mm)
    size = QGuiApplication.primaryScreen().geometry()
    return Glass(size.width(), size.height(), settings.width_mm)
