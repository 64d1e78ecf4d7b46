"""The band at the bottom: back, language and type, help and stop in the same places everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Signal, SignalInstance
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.preferences import TypeSize
from ui.theme.theme import Theme, Type
from ui.widgets.button import BigButton, Look
from ui.widgets.choices import Choices, Option
from ui.widgets.icons import Icon
from ui.wording.words import Words

#: Of the height that can be reached, what the languages may take.
_MOST_LANGUAGES = 1 / 4
_MOST_ON_NARROW = 1 / 6


class Footer(QWidget):
    """Four places, from left to right; what is not offered leaves its place empty."""

    back = Signal()
    display = Signal()
    help = Signal()
    stop = Signal()
    language = Signal(str)

    def __init__(self, theme: Theme, words: Words, languages: Sequence[str]) -> None:
        super().__init__()
        if theme.slim and theme.type_size is TypeSize.LARGEST:
            # The same on every screen; the room is for what is not.
            theme = replace(theme, type_size=TypeSize.LARGE, _fonts={})
        self._theme, self._words = theme, words
        pad, gap = theme.pad, theme.gap
        places = (
            ("back", Icon.BACK, self.back),
            ("display", Icon.GLOBE, self.display),
            ("help", Icon.HELP, self.help),
            ("stop", Icon.STOP, self.stop),
        )
        room = (theme.glass.width_px - 2 * pad - gap * (len(places) - 1)) // len(places)
        self._buttons = {name: self._button(name, icon, signal) for name, icon, signal in places}
        if any(button.sizeHint().width() > room for button in self._buttons.values()):
            # No text is broken for its icon's sake.
            for button in self._buttons.values():
                button.stack()
        column = QVBoxLayout(self)
        column.setContentsMargins(pad, gap, pad, gap)
        column.setSpacing(gap)
        # Each language names itself, whatever is spoken now.
        names = [Option(name, Words(name).text("language.name")) for name in languages]
        self._languages = Choices(theme, "language", names, words.language, type_=Type.BODY)
        self._languages.chosen.connect(self.language)
        self._languages.hide()
        row = QHBoxLayout()
        row.setSpacing(gap)
        for button in self._buttons.values():
            row.addWidget(button, 1)
        column.addWidget(self._languages)
        column.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def offer(
        self,
        *,
        back: bool,
        stop: bool,
        languages: bool = False,
        display: bool = True,
        help_: bool = True,
    ) -> None:
        """Which of the buttons stand."""
        stand = {"back": back, "stop": stop, "display": display, "help": help_}
        for name, stands in stand.items():
            self._buttons[name].setVisible(stands)
        self._languages.setVisible(languages and self._have_room())
        self._fit()

    def _have_room(self) -> bool:
        """Whether the languages leave the screen most of what can be reached of the glass; else
        they stand behind the button for language and type."""
        theme = self._theme
        tall = self._languages.heightForWidth(theme.glass.width_px - 2 * theme.pad)
        reached = theme.glass.height_px - theme.touch_from
        return tall <= reached * (_MOST_ON_NARROW if theme.narrow else _MOST_LANGUAGES)

    def _button(self, name: str, icon: Icon, signal: SignalInstance) -> BigButton:
        text = self._words.text(f"footer.{name}")
        button = BigButton(self._theme, text, look=Look.SECONDARY, icon=icon, type_=Type.BODY)
        button.setObjectName(name)
        button.clicked.connect(signal)
        policy = button.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        policy.setRetainSizeWhenHidden(True)
        button.setSizePolicy(policy)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(self._theme.glass.width_px, self.height())

    def _fit(self) -> None:
        """As high as the highest button needs to be in the width that it has."""
        pad, gap, count = self._theme.pad, self._theme.gap, len(self._buttons)
        width = self.width() or self._theme.glass.width_px
        across = (width - 2 * pad - gap * (count - 1)) // count
        height = max(button.heightForWidth(across) for button in self._buttons.values())
        for button in self._buttons.values():
            button.setFixedHeight(height)
        if not self._languages.isHidden():
            tall = self._languages.heightForWidth(width - 2 * pad)
            self._languages.setFixedHeight(tall)
            height += tall + gap
        self.setFixedHeight(height + 2 * gap)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.palette.card))
        painter.setPen(QPen(QColor(self._theme.palette.line), self._theme.stroke))
        painter.drawLine(0, 0, self.width(), 0)
