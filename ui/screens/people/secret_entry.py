"""Typing a secret: at the log-in, again before a commitment, and when another one is chosen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.screens.screen import Screen
from ui.widgets.button import BigButton
from ui.widgets.keypad import Asked, Keypad, Shown


class SecretEntry:
    """A notice, keys whose display shows dots, and the button that hands the secret on."""

    def __init__(self, screen: Screen, notice: QWidget, button: tuple[str, str]) -> None:
        """``button``: object name and verb."""
        secret, theme = screen.directory.city.secret, screen.theme
        screen.tell(notice)
        asked = Asked(screen.words.of(secret.name), secret.max_length, Shown.DOTS)
        self.keypad = Keypad(theme, screen.words, asked)
        screen.add(self.keypad, grow=True)
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
