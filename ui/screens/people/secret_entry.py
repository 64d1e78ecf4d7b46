"""Typing the secret, for the log-in and again before a commitment."""

from __future__ import annotations

from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.widgets.button import BigButton
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.keypad import Asked, Keypad, Shown


class SecretEntry:
    """A notice, a keypad that shows dots, and the button that hands the secret on."""

    def __init__(self, screen: Screen, notice: tuple[str, str], button: tuple[str, str]) -> None:
        """``notice``: headline and body. ``button``: object name and verb."""
        secret, theme = screen.directory.city.secret, screen.theme
        first, second = screen.halves(0, 1)
        first.addWidget(NoticeCard(theme, Tone.ACCENT, Icon.LOCK, *notice))
        screen.end_half(first)
        asked = Asked(screen.words.of(secret.name), secret.max_length, Shown.DOTS)
        self.keypad = Keypad(theme, screen.words, asked)
        second.addWidget(self.keypad, 1)
        self.button: BigButton = screen.action(*button)
        self.button.setEnabled(False)
        self.keypad.changed.connect(
            lambda typed: self.button.setEnabled(len(typed) >= secret.min_length)
        )

    def take(self) -> str:
        """What was typed; the keypad forgets it."""
        typed = self.keypad.typed
        self.keypad.clear()
        return typed
