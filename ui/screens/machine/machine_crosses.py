"""Four crosses, to be touched one after the other, which says where a touch falls.

The crosses themselves are no buttons: a glass that has to be aligned would not hit them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.places.machine import MachineCrosses
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.screens.screen import Screen
from ui.theme.theme import Theme

if TYPE_CHECKING:
    from ui.stage import Stage

#: Where the crosses stand in their field, as parts of its width and height.
_PLACES: Final = ((0.08, 0.1), (0.92, 0.1), (0.92, 0.9), (0.08, 0.9))
_ARM_MM: Final = 8.0
_LOW_MM: Final = 60.0

Point = tuple[float, float]


class CrossField(QWidget):
    """Shows one cross after the other. ``touched`` comes with each touch, whose place and aim are
    then in ``touches`` and ``aims``, as parts of the whole picture."""

    touched = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("crosses")
        self.touches: list[Point] = []
        self.aims: list[Point] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def number(self) -> int:
        """Which cross is shown, from 1; the last stays."""
        return min(len(self.touches) + 1, len(_PLACES))

    @property
    def is_over(self) -> bool:
        return len(self.touches) == len(_PLACES)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        if not self.is_over:
            self.aims.append(self._on_the_picture(self.cross()))
            self.touches.append(self._on_the_picture(event.position()))
            self.update()
            self.touched.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        arm, at = self._theme.glass.px(_ARM_MM), self.cross()
        painter.setPen(QPen(QColor(self._theme.palette.ink), 2 * self._theme.stroke))
        painter.drawLine(at - QPointF(arm, 0), at + QPointF(arm, 0))
        painter.drawLine(at - QPointF(0, arm), at + QPointF(0, arm))
        painter.drawEllipse(QRectF(at.x() - arm / 2, at.y() - arm / 2, arm, arm))

    def sizeHint(self) -> QSize:  # noqa: N802
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        low = self._theme.glass.px(_LOW_MM)
        return QSize(low, low)

    def cross(self) -> QPointF:
        """Where the cross is that is shown."""
        x, y = _PLACES[self.number - 1]
        return QPointF(x * self.width(), y * self.height())

    def _on_the_picture(self, point: QPointF) -> Point:
        window = self.window()
        there = self.mapTo(window, point)
        return there.x() / window.width(), there.y() / window.height()


class MachineCrossesScreen(StaffScreen):
    def __init__(self, stage: Stage, place: MachineCrosses, answer: None = None) -> None:
        super().__init__(stage, place)
        self.field = CrossField(self.theme)
        self.head(self._which())
        self.columns = 1
        self.add(self.field, grow=True)
        self.field.touched.connect(self._touched)

    def _which(self) -> str:
        return self.words.text("maintenance.crosses.title", number=self.field.number)

    def _touched(self) -> None:
        if self._heading is not None:
            self._heading.setText(self._which())
        if self.field.is_over:
            points = tuple(self.field.aims), tuple(self.field.touches)
            asked = Request(self.terminal.machine, "calibrate", points)
            self.do(asked, lambda _: self._begun(), self.refuse)

    def _begun(self) -> None:
        """The compositor starts anew; the new picture asks whether it is right."""
        if self._heading is not None:
            self._heading.setText(self.words.text("maintenance.power.begun"))
        self.field.hide()


def previews() -> Iterator[Preview]:
    def third(screen: Screen) -> None:
        assert isinstance(screen, MachineCrossesScreen)  # noqa: S101 (a preview of this screen)
        screen.field.touches += [(0.1, 0.2), (0.9, 0.2)]
        screen.field.touched.emit()

    yield Preview("first", MachineCrosses())
    yield Preview("third", MachineCrosses(), prepare=third)


SCREEN = MachineCrossesScreen
