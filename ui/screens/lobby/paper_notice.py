"""What a resident knows before they book: that no receipt comes out on paper now."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from ui.preferences import TypeSize
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon


def tell_no_paper(screen: Screen) -> None:
    """Says so if the printer could not print when it was last asked; booking goes on without.

    Only where there is room for it: elsewhere it stands under the title (``beside_title``).
    """
    if screen.terminal.receipts.in_trouble() and _has_room(screen):
        words = screen.words
        told = NoticeCard(
            screen.theme,
            Tone.ACCENT,
            Icon.PRINTER,
            words.text("paper.none_now"),
            words.text("paper.none_now.hint"),
        )
        screen.tell(told)


def beside_title(screen: Screen, otherwise: str) -> str:
    """What stands under the title of a screen whose doors must not give way to anything."""
    if screen.terminal.receipts.in_trouble() and not _has_room(screen):
        return screen.words.text("paper.none_now")
    return otherwise


def follow_paper(screen: Screen, answer: object, told: bool) -> None:
    """Makes a screen anew, from the answer it has, when the printer is no longer as it was when the
    screen was made (``told``: in trouble). For ``tick``: nobody is asked anything here, the
    heartbeat and whoever prints have asked the printer. Nothing moves under a finger."""
    if screen.terminal.receipts.in_trouble() is told:
        return
    if screen.stage.busy or QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
        return
    page, stage = screen.page, screen.stage
    stage.show_screen(screen.place, answer)
    if stage.current is not None:
        stage.current.turn_to(page)


def _has_room(screen: Screen) -> bool:
    theme = screen.theme
    return theme.glass.portrait and theme.type_size is TypeSize.STANDARD
