"""Digits by touch: a display and twelve keys. A secret shows as dots."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.preferences import TypeSize
from ui.theme.theme import Theme, Type
from ui.widgets.button import BigButton, Look
from ui.widgets.icons import Icon
from ui.wording.ruby import plain
from ui.wording.words import Words

_LAYOUT = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "delete")
_COLUMNS = 3
_LINES = 4
#: Up to here the pad gets wider, and a key higher.
_WIDEST_MM = 180.0
_TALLEST_MM = 34.0


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
        self._theme, self._places, self._typed = theme, asked.places, ""
        self.display = Display(theme, words, asked)
        self.display.setParent(self)
        # Figures are read in the large size as well as in the largest, and keys need the room.
        size = min(theme.type_size, TypeSize.LARGE, key=list(TypeSize).index)
        written = replace(theme, type_size=size, _fonts={})
        self._keys = {name: self._key(written, words, name) for name in _LAYOUT if name}
        self._delete = words.text("keypad.delete")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """The keys alone: the display may stand beside them."""
        return QSize(2 * _COLUMNS * self._theme.key, self._keys_height())

    def sizeHint(self) -> QSize:  # noqa: N802
        whole = self._display_height + self._keys_height()
        return QSize(self._theme.glass.px(_WIDEST_MM), whole)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The display above the keys, or on their left where the height is for the keys."""
        super().resizeEvent(event)
        theme = self._theme
        beside = self.height() < self._display_height + self._keys_height()
        most = theme.glass.px(_WIDEST_MM) * (2 if beside else 1)
        width = min(self.width(), most)
        left = (self.width() - width) // 2
        shown = self.display.minimumHeight()
        if beside:
            # More of the width for what is touched.
            third = (width - theme.pad) // 3
            self.display.setGeometry(left, 0, third, shown)
            self._place_keys(left + third + theme.pad, 0, width - third - theme.pad)
        else:
            self.display.setGeometry(left, 0, width, shown)
            self._place_keys(left, self._display_height, width)

    def _place_keys(self, left: int, top: int, width: int) -> None:
        gap = self._theme.gap
        across = (width - gap * (_COLUMNS - 1)) // _COLUMNS
        room = (self.height() - top - gap * (_LINES - 1)) // _LINES
        down = max(self._least, min(room, self._theme.glass.px(_TALLEST_MM)))
        delete = self._keys["delete"]
        delete.setText(self._delete)
        if delete.sizeHint().width() > across:
            delete.setText("")
        for index, name in enumerate(_LAYOUT):
            if name:
                line, column = divmod(index, _COLUMNS)
                x, y = left + column * (across + gap), top + line * (down + gap)
                self._keys[name].setGeometry(x, y, across, down)

    @property
    def _display_height(self) -> int:
        """With the space below it."""
        return self.display.minimumHeight() + self._theme.pad

    @property
    def _least(self) -> int:
        """The height that the highest key needs."""
        wide = self._theme.glass.width_px
        return max(self._theme.key, *(ceil(key.text_height(wide)) for key in self._keys.values()))

    def _keys_height(self) -> int:
        return _LINES * self._least + (_LINES - 1) * self._theme.gap

    @property
    def typed(self) -> str:
        return self._typed

    def clear(self) -> None:
        self._set("")

    def _key(self, theme: Theme, words: Words, name: str) -> BigButton:
        if name == "delete":
            delete = words.text("keypad.delete")
            key = BigButton(theme, delete, look=Look.SECONDARY, icon=Icon.ERASE, type_=Type.BODY)
            key.clicked.connect(lambda: self._set(self._typed[:-1]))
        else:
            key = BigButton(theme, name, look=Look.KEY, type_=Type.HEADING)
            key.clicked.connect(lambda: self._set((self._typed + name)[: self._places]))
        key.setObjectName(f"key.{name}")
        key.setMinimumSize(theme.key, theme.key)
        key.setParent(self)
        return key

    def _set(self, typed: str) -> None:
        self._typed = typed
        self.display.show_typed(typed)
        self.changed.emit(typed)
