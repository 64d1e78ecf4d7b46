"""A small number, by touch: less, the number, more."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.theme.theme import Theme, Type
from ui.widgets.button import BigButton, Look
from ui.widgets.icons import Icon
from ui.widgets.text import Text
from ui.wording.words import Words


class Stepper(QWidget):
    """``changed`` carries the new number. The buttons are called ``NAME.less`` and ``NAME.more``;
    they go on counting while they are held."""

    changed = Signal(int)

    def __init__(
        self, theme: Theme, words: Words, name: str, number: int, *, least: int, most: int
    ) -> None:
        """``number`` lies between ``least`` and ``most``, both included."""
        super().__init__()
        self._words, self._least, self._most = words, least, most
        self.number = number
        self._less = self._button(theme, f"{name}.less", Icon.MINUS, "stepper.less", -1)
        self._more = self._button(theme, f"{name}.more", Icon.PLUS, "stepper.more", 1)
        self._shown = Text(theme, "", Type.FIGURE, bold=True, align=Qt.AlignmentFlag.AlignHCenter)
        self._shown.setWordWrap(False)
        self._shown.setMinimumWidth(
            theme.metrics(Type.FIGURE, bold=True).horizontalAdvance("0" * len(str(most)))
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.pad)
        row.addWidget(self._less, 2)
        row.addWidget(self._shown, 1)
        row.addWidget(self._more, 2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(str(number))
        self._show()

    def set_number(self, number: int) -> None:
        """Shows another number, the nearest that is allowed."""
        number = max(self._least, min(number, self._most))
        if number != self.number:
            self.number = number
            self._show()
            self.changed.emit(number)

    def _show(self) -> None:
        self._shown.setText(str(self.number))
        self.setAccessibleName(str(self.number))
        words = self._words
        self._less.allow(when=self.number > self._least, otherwise=words.text("off.least"))
        self._more.allow(when=self.number < self._most, otherwise=words.text("off.most"))

    def _button(self, theme: Theme, name: str, icon: Icon, key: str, step: int) -> BigButton:
        button = BigButton(theme, "", look=Look.SECONDARY, icon=icon)
        button.setObjectName(name)
        button.setAccessibleName(self._words.text(key))
        button.setAutoRepeat(True)
        button.setMinimumHeight(theme.glass.px(24.0))
        button.clicked.connect(lambda: self.set_number(self.number + step))
        return button
