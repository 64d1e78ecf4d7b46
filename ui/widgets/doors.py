"""The ways on from the start: all in sight, the first larger than the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.theme import Theme, Type
from ui.widgets.button import BigButton

#: How high a door grows at most, and how much higher the first of them.
_TALLEST_MM = 80.0
_FIRST = 1.4
#: What a door says, from the most to the least: its type, and whether with its second line.
_SAYINGS = ((Type.TITLE, True), (Type.HEADING, True), (Type.HEADING, False), (Type.LABEL, False))
#: And where a low glass has no room for even the least.
_LAST_SAYINGS = ((Type.BODY, False), (Type.NOTE, False))


class Doors(QWidget):
    """Shares the height it is given: on an upright glass the doors stand one below the other, on
    one that lies the first stands beside the others. All say as much as each has room for."""

    def __init__(self, theme: Theme, doors: Sequence[BigButton]) -> None:
        super().__init__()
        self._theme, self._doors = theme, list(doors)
        for door in self._doors:
            door.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def in_order(self) -> list[BigButton]:
        return self._doors

    def least_height(self, width: int) -> int:
        """The height with which it can live in this width."""
        across = self._across(width)
        first, *others = self._doors
        heights = [_least(door, *_SAYINGS[-1], across) for door in others]
        own = _least(first, *_SAYINGS[-1], across)
        self._arrange()  # what they say was changed for the measure
        upright = self._theme.glass.portrait
        return self._total([own, *heights]) if upright else max(own, self._total(heights))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(self._theme.target, self.least_height(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        spots = list(self._spots())
        first, *others = zip(self._doors, spots, strict=True)
        for pairs in ([first], others):
            for type_, more in (*_SAYINGS, *_LAST_SAYINGS):
                if all(_least(d, type_, more, s.width()) <= s.height() for d, s in pairs):
                    break
        for door, spot in zip(self._doors, spots, strict=True):
            door.setGeometry(spot)

    def _spots(self) -> Iterator[QRect]:
        """Where each door stands."""
        gap, tallest = self._theme.gap, self._theme.glass.px(_TALLEST_MM)
        width, others = self._across(self.width()), len(self._doors) - 1
        if not self._theme.glass.portrait:
            tall = min((self.height() - gap * (others - 1)) // others, tallest)
            yield QRect(0, 0, width, tall * others + gap * (others - 1))
            left, tops = width + self._theme.pad, [n * (tall + gap) for n in range(others)]
            yield from (QRect(left, top, width, tall) for top in tops)
            return
        top = 0
        for tall in self._heights(width):
            yield QRect(0, top, width, tall)
            top += tall + gap

    def _heights(self, width: int) -> list[int]:
        """On an upright glass: the first is higher, where there is room; else each has what it
        needs, and they share the rest."""
        count, tallest = len(self._doors), self._theme.glass.px(_TALLEST_MM)
        least = [_least(door, *_SAYINGS[-1], width) for door in self._doors]
        room = self.height() - self._theme.gap * (count - 1)
        tall = min(int(room / (count - 1 + _FIRST)), tallest)
        if tall >= max(least):
            return [int(tall * _FIRST), *[tall] * (count - 1)]
        spare = max(0, room - sum(least)) // count
        return [height + spare for height in least]

    def _across(self, width: int) -> int:
        upright = self._theme.glass.portrait
        return max(1, width if upright else (width - self._theme.pad) // 2)

    def _total(self, heights: Sequence[int]) -> int:
        return sum(heights) + self._theme.gap * (len(heights) - 1)


def _least(door: BigButton, type_: Type, more: bool, width: int) -> int:
    """The height that a door needs for saying so much in this width; it says so from now on."""
    door.say_in(type_, more=more)
    return door.heightForWidth(width)
