"""Typing a secret: at the log-in, again before a commitment, and when another one is chosen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.entry.rules import new_secret
from ui.screens.screen import Screen
from ui.widgets.button import BigButton
from ui.widgets.card import NoticeCard
from ui.widgets.keyboards.desk import Desk


class SecretEntry:
    """A notice, the keys of the city's alphabet with a line of dots, and the button that hands the
    secret on."""

    def __init__(self, screen: Screen, notice: QWidget, button: tuple[str, str]) -> None:
        """``button``: object name and verb."""
        secret = screen.directory.city.secret
        if screen.theme.cramped and isinstance(notice, NoticeCard):
            # What is typed stands on one page with its keys; the headline says what is wrong.
            notice.body.hide()
        screen.tell(notice)
        letters = secret.alphabet == "alphanumeric"
        rules = new_secret(secret.min_length, secret.max_length, letters=letters)
        name = screen.words.of(secret.name)
        self.desk = Desk(screen.theme, screen.words, name, rules)
        self.desk.stand_on(screen)
        self.button: BigButton = screen.action(*button)
        self._least = secret.min_length
        self._why = screen.words.text("off.enter_all", count=self._least)
        self._typed("")
        self.desk.changed.connect(self._typed)

    def _typed(self, typed: str) -> None:
        self.button.allow(when=len(typed) >= self._least, otherwise=self._why)

    def take(self) -> str:
        """What was typed; the keys forget it."""
        typed = self.desk.typed
        self.desk.clear()
        return typed
