"""Digits by touch: a display and twelve keys. A secret shows as dots."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.theme import Theme, Type
from ui.widgets.button import BigButton, Look
from ui.wording.ruby import plain
from ui.wording.words import Words

_LAYOUT = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "delete")
_COLUMNS = 3
#: How much of the spare room the keys take before they leave the rest empty.
_MOST_OF_IT = 50


class Shown(Enum):
    """Whether what is typed can be read by who stands behind."""

    FIGURES = "figures"
    DOTS = "dots"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is typed: its name, how many digits at most, and whether they can be read."""

    name: str
    places: int
    shown: Shown


class Display(QWidget):
    """The digits typed so far, one place each, with the places still to fill."""

    def __init__(self, theme: Theme, words: Words, asked: Asked) -> None:
        super().__init__()
        self._theme, self._words, self._typed = theme, words, ""
        self._places, self._shown = asked.places, asked.shown
        self.setObjectName("keypad.display")
        self.setAccessibleName(plain(asked.name))
        self.show_typed("")
        self.setMinimumHeight(theme.glass.px(22.0))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_typed(self, typed: str) -> None:
        self._typed = typed
        # A screen reader says a number as it grows; of a secret only how much of it there is.
        count = self._words.text("keypad.count", count=len(typed), places=self._places)
        readable = self._shown is Shown.FIGURES and typed
        self.setAccessibleDescription(" ".join(typed) if readable else plain(count))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(self._theme.glass.px(120), self._theme.glass.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = theme.glass.px(2.0)
        widest = theme.glass.px(18.0)
        width = min(widest, (self.width() - gap * (self._places - 1)) // self._places)
        left = (self.width() - width * self._places - gap * (self._places - 1)) // 2
        for place in range(self._places):
            box = QRectF(left + place * (width + gap), 1, width, self.height() - 2)
            here = place == len(self._typed)
            line = theme.palette.accent if here else theme.palette.line
            painter.setPen(QPen(QColor(line), theme.stroke * (2 if here else 1)))
            painter.setBrush(QColor(theme.palette.card))
            painter.drawRoundedRect(box, theme.radius / 2, theme.radius / 2)
            if place < len(self._typed):
                self._paint_digit(painter, box, self._typed[place])

    def _paint_digit(self, painter: QPainter, box: QRectF, digit: str) -> None:
        ink = QColor(self._theme.palette.ink)
        if self._shown is Shown.DOTS:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            radius = self._theme.glass.px(2.5)
            painter.drawEllipse(box.center(), radius, radius)
            return
        painter.setPen(ink)
        painter.setFont(self._theme.font(Type.FIGURE, bold=True))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), digit)


class Keypad(QWidget):
    """Takes the digits of what is asked. ``changed`` carries what is typed so far."""

    changed = Signal(str)

    def __init__(self, theme: Theme, words: Words, asked: Asked) -> None:
        super().__init__()
        self._places, self._typed = asked.places, ""
        self.display = Display(theme, words, asked)
        middle = QWidget()
        middle.setMaximumWidth(theme.glass.px(180))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(middle, _MOST_OF_IT)
        row.addStretch(1)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.pad)
        column.addWidget(self.display)
        grid = QGridLayout()
        grid.setSpacing(theme.gap)
        for index, name in enumerate(_LAYOUT):
            if name:
                key = self._key(theme, words, name)
                grid.addWidget(key, index // _COLUMNS, index % _COLUMNS)
        for index in range(_COLUMNS):
            grid.setColumnStretch(index, 1)
            grid.setColumnMinimumWidth(index, theme.key)
        column.addLayout(grid, _MOST_OF_IT)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def typed(self) -> str:
        return self._typed

    def clear(self) -> None:
        self._set("")

    def _key(self, theme: Theme, words: Words, name: str) -> BigButton:
        if name == "delete":
            delete = words.text("keypad.delete")
            key = BigButton(theme, delete, look=Look.SECONDARY, type_=Type.BODY)
            key.clicked.connect(lambda: self._set(self._typed[:-1]))
        else:
            key = BigButton(theme, name, look=Look.KEY, type_=Type.HEADING)
            key.clicked.connect(lambda: self._set((self._typed + name)[: self._places]))
        key.setObjectName(f"key.{name}")
        line = ceil(key.text_height(theme.glass.width_px))
        key.setMinimumSize(theme.key, max(theme.key, line))
        key.setMaximumHeight(theme.glass.px(34))
        key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        return key

    def _set(self, typed: str) -> None:
        self._typed = typed
        self.display.show_typed(typed)
        self.changed.emit(typed)
