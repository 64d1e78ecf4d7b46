"""A simple map: the parts of a city as tiles, about where they lie to each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.theme import Theme, Type
from ui.widgets.button import BigButton, Look

#: A tile grows up to this height.
_TALLEST_MM = 70.0


@dataclass(frozen=True, slots=True)
class Tile:
    """``column`` and ``row`` count from the north-west; two tiles may not share a place."""

    name: str
    title: str
    sub: str
    column: int
    row: int


class AreaMap(QWidget):
    """North is up. ``picked`` carries the number of a tile."""

    picked = Signal(int)

    def __init__(self, theme: Theme, tiles: Sequence[Tile]) -> None:
        super().__init__()
        self._theme, self._tiles = theme, tiles
        self._columns = 1 + max(tile.column for tile in tiles)
        self._rows = 1 + max(tile.row for tile in tiles)
        self._buttons = [self._button(number, tile) for number, tile in enumerate(tiles)]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _button(self, number: int, tile: Tile) -> BigButton:
        button = BigButton(self._theme, tile.title, look=Look.SECONDARY, type_=Type.BODY)
        button.setAccessibleName(f"{tile.title} {tile.sub}")
        button.setObjectName(tile.name)
        button.setParent(self)
        button.clicked.connect(lambda: self.picked.emit(number))
        return button

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        width = self._cell_width(self.width() or self._theme.glass.width_px // 2)
        tallest = max(button.heightForWidth(width) for button in self._buttons)
        return QSize(0, self._rows * (tallest + self._theme.gap) - self._theme.gap)

    def sizeHint(self) -> QSize:  # noqa: N802
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        gap = self._theme.gap
        width = self._cell_width(self.width())
        tallest = self._theme.glass.px(_TALLEST_MM)
        height = min(tallest, (self.height() - gap * (self._rows - 1)) // self._rows)
        for tile, button in zip(self._tiles, self._buttons, strict=True):
            left, top = tile.column * (width + gap), tile.row * (height + gap)
            button.setGeometry(QRect(left, top, width, height))

    def _cell_width(self, whole: int) -> int:
        return (whole - self._theme.gap * (self._columns - 1)) // self._columns
