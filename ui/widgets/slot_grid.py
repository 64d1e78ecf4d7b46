"""The slots of a day: touch one, stretch to adjoining ones, see what each allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from kiosk.availability import Now, SlotView
from ui.theme.palette import Pair
from ui.theme.theme import Theme, Type
from ui.widgets.adjoining import Run, touch, with_needed
from ui.widgets.availability_marks import MARKS
from ui.widgets.control import Control, draw_focus
from ui.widgets.icons import Icon, draw_icon
from ui.widgets.pages import Pages
from ui.widgets.surface import draw_surface
from ui.widgets.typeset import Paragraph, Typesetter
from ui.wording.ruby import plain
from ui.wording.words import Words

#: What can be chosen here; everything else is explained instead.
CHOOSABLE = (Now.LOTTERY, Now.RESERVE)
_INSET_MM = 4.0
_SIGN_MM = 9.0
#: A cell grows up to this height.
_TALLEST_MM = 40.0


@dataclass(frozen=True, slots=True)
class SlotText:
    """What a cell says: when, and what can be done."""

    time: str
    state: str


class SlotCell(Control):
    """One slot. Chosen means checked: a filled surface, a tick, and so for a screen reader."""

    def __init__(self, theme: Theme, slot: SlotView, text: SlotText) -> None:
        super().__init__()
        self._theme = theme
        self._typesetter = Typesetter()
        self.setObjectName(f"slot.{slot.index}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(theme.target, theme.target)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_slot(slot, text)

    def show_slot(self, slot: SlotView, text: SlotText) -> None:
        """Says what stands now with the same slot."""
        self.slot, self._said = slot, text
        self.setCheckable(slot.now in CHOOSABLE)
        self.setAccessibleName(plain(f"{text.time} {text.state}"))
        self.describe()
        self.update()

    def purpose(self) -> str:
        return "slot" if self.slot.now in CHOOSABLE else "slot_why"

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return self.minimumSize()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        theme, pair = self._theme, self._colours()
        painter = QPainter(self)
        frame = draw_surface(
            painter, self, pair.line, pair.surface, edge=theme.stroke, radius=theme.radius
        )
        if self.hasFocus():
            draw_focus(painter, theme, frame, theme.radius)
        inset, size = theme.glass.px(_INSET_MM), self._sign_size
        left, middle = float(inset), self.height() / 2
        sign = QRectF(left, middle - size / 2, size, size)
        painter.setPen(QColor(pair.ink))
        if self.isChecked():
            draw_icon(painter, Icon.CHECK, sign, QColor(pair.ink))
        else:
            painter.setFont(theme.font(Type.HEADING, bold=True))
            whole = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
            painter.drawText(sign, int(whole), MARKS[self.slot.now].sign)
        left += size + theme.gap
        top = middle - self._height() / 2
        for line in self._lines():
            line.draw(painter, left, top)
            top += line.height

    def fits(self) -> bool:
        """Whether time and state are seen whole at the present size."""
        needed = self.needed()
        return needed.width() <= self.width() and needed.height() <= self.height()

    def needed(self) -> QSize:
        """The least size in which all of it is seen."""
        theme = self._theme
        beside = 2 * theme.glass.px(_INSET_MM) + self._sign_size + theme.gap
        widest = max(line.widest for line in self._lines())
        return QSize(ceil(widest) + beside, max(self._sign_size, ceil(self._height())))

    @cached_property
    def _sign_size(self) -> int:
        """The side of the square in which sign and tick stand: none of the signs is wider."""
        metrics = self._theme.metrics(Type.HEADING, bold=True)
        widest = max(metrics.horizontalAdvance(mark.sign) for mark in MARKS.values())
        return max(self._theme.glass.px(_SIGN_MM), widest)

    def _lines(self) -> tuple[Paragraph, Paragraph]:
        theme, line = self._theme, self._typesetter.line
        return (
            line(self._said.time, theme.font(Type.HEADING, bold=True)),
            line(self._said.state, theme.font(Type.NOTE)),
        )

    def _height(self) -> float:
        return sum(line.height for line in self._lines())

    def _colours(self) -> Pair:
        palette = self._theme.palette
        if self.isChecked():
            surface = palette.accent_pressed if self.isDown() else palette.accent
            return Pair(palette.on_accent, surface, palette.accent)
        pair = self._theme.tone(MARKS[self.slot.now].tone)
        return Pair(pair.ink, palette.pressed, palette.ink) if self.isDown() else pair


class SlotGrid(Pages):
    """``changed`` carries the chosen ``Run`` or None; ``explain`` a slot that cannot be chosen."""

    changed = Signal(object)
    explain = Signal(object)

    def __init__(
        self,
        theme: Theme,
        words: Words,
        slots: Sequence[SlotView],
        texts: Sequence[SlotText],
        most: int,
    ) -> None:
        self._cells = [SlotCell(theme, s, t) for s, t in zip(slots, texts, strict=True)]
        super().__init__(theme, words, self._cells)
        self._most = most
        self.run: Run | None = None
        for cell in self._cells:
            cell.clicked.connect(lambda _=False, touched=cell: self._touch(touched.slot))

    def columns_in(self, width: int) -> int:
        gap, most = self.theme.gap, 2 if self.theme.glass.portrait else 3
        widest = max(cell.needed().width() for cell in self._cells)
        return max(1, min(most, (width + gap) // (widest + gap)))

    def least_cell(self, width: int) -> int:
        return max(self.theme.target, *(cell.needed().height() for cell in self._cells))

    def most_cell(self, least: int) -> int:
        return max(least, self.theme.glass.px(_TALLEST_MM))

    def choose(self, first: int, count: int) -> bool:
        """Chooses a run, such as a whole day, if it can be had; whether it could."""
        cells = {cell.slot.index: cell for cell in self._cells}
        wanted = [cells[index] for index in range(first, first + count) if index in cells]
        doing = {cell.slot.now for cell in wanted}
        possible = len(wanted) == count <= self._most and len(doing) == 1
        if not possible or not doing <= set(CHOOSABLE):
            return False
        self._choose(Run(first, first + count - 1))
        return True

    def show_slots(self, slots: Sequence[SlotView], texts: Sequence[SlotText]) -> None:
        """Says what stands now with the same slots. A run that cannot be had any more is dropped,
        and ``changed`` says so."""
        before = self._doing(self.run)
        for cell, slot, text in zip(self._cells, slots, texts, strict=True):
            cell.show_slot(slot, text)
        # What is said now may need another size.
        self.show_page(self.page)
        self.updateGeometry()
        if self.run is not None and self._doing(self.run) != before:
            self._choose(None)

    def _doing(self, run: Run | None) -> set[Now]:
        """What can be done with the slots of a run."""
        return {c.slot.now for c in self._cells if run is not None and c.slot.index in run}

    def _touch(self, slot: SlotView) -> None:
        if slot.now not in CHOOSABLE:
            self.explain.emit(slot)
            return
        free = {cell.slot.index for cell in self._cells if cell.slot.now is slot.now}
        needs = {cell.slot.index: cell.slot.needs for cell in self._cells}
        self._choose(with_needed(touch(self.run, slot.index, free, self._most), needs, free))

    def _choose(self, run: Run | None) -> None:
        self.run = run
        for cell in self._cells:
            cell.setChecked(run is not None and cell.slot.index in run)
        self.changed.emit(run)
