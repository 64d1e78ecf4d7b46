"""The band at the bottom: back, help and stop in the same places on every screen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.theme.theme import Theme
from ui.widgets.button import BigButton, Look
from ui.widgets.icons import Icon
from ui.wording.ruby import plain
from ui.wording.words import Words


class Footer(QWidget):
    back = Signal()
    help = Signal()
    stop = Signal()
    language = Signal(str)

    def __init__(self, theme: Theme, languages: Sequence[str]) -> None:
        super().__init__()
        self._theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.pad, theme.gap, theme.pad, theme.gap)
        row.setSpacing(theme.pad)
        self._back = self._button("back", Icon.BACK)
        self._help = self._button("help", Icon.HELP)
        self._stop = self._button("stop", Icon.STOP)
        self._back.clicked.connect(self.back)
        self._help.clicked.connect(self.help)
        self._stop.clicked.connect(self.stop)
        self._languages = [self._language(language) for language in languages]
        for button in (*self._languages, self._back, self._help, self._stop):
            # A button that is not offered leaves its place empty, so that the others stay put.
            policy = button.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
            policy.setRetainSizeWhenHidden(button not in self._languages)
            button.setSizePolicy(policy)
            row.addWidget(button, 1)
        self.setFixedHeight(theme.target + 2 * theme.gap)

    def speak(self, words: Words) -> None:
        for button, key in (
            (self._back, "footer.back"),
            (self._help, "footer.help"),
            (self._stop, "footer.stop"),
        ):
            button.setText(words.text(key))
            button.setAccessibleName(plain(words.text(key)))

    def offer(self, *, back: bool, stop: bool, languages: bool) -> None:
        """Which of the buttons stand; help always does."""
        for button in self._languages:
            button.setVisible(languages)
        for button, stands in ((self._back, back), (self._stop, stop)):
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(not languages)
            button.setSizePolicy(policy)
            button.setVisible(stands)

    def _button(self, name: str, icon: Icon) -> BigButton:
        button = BigButton(self._theme, "", look=Look.SECONDARY, icon=icon)
        button.setObjectName(name)
        return button

    def _language(self, language: str) -> BigButton:
        # Each language names itself, whatever is spoken now.
        name = Words(language).text("language.name")
        button = BigButton(self._theme, name, look=Look.SECONDARY)
        button.setObjectName(f"language.{language}")
        button.clicked.connect(lambda: self.language.emit(language))
        return button

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.palette.card))
        painter.setPen(QPen(QColor(self._theme.palette.line), self._theme.stroke))
        painter.drawLine(0, 0, self.width(), 0)
