"""The rooms of a house on seven days: a row a room, a sign and a word a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.availability import DaySummary, Now
from ui.theme.theme import Theme, Type
from ui.widgets.availability_marks import MARKS
from ui.widgets.control import Control, draw_focus
from ui.widgets.pager import Pager
from ui.widgets.pages import Paged
from ui.widgets.surface import draw_surface
from ui.widgets.text import Text
from ui.wording.ruby import plain
from ui.wording.words import Words

#: Beside the days the name of a room needs at least this; else it stands above them.
_NAME_MM = 62.0
#: A row grows up to this height.
_TALLEST_MM = 30.0
_FITS = 0.94


@dataclass(frozen=True, slots=True)
class RoomLine:
    """A room by name with its days; None for a day that is not known."""

    room_id: str
    name: str
    days: tuple[DaySummary | None, ...]


class WeekCell(Control):
    """One room on one day. Its sign says what its colour says, and a word where there is room."""

    def __init__(self, theme: Theme, words: Words, line: RoomLine, day: DaySummary) -> None:
        super().__init__()
        self._theme, self._best = theme, day.best
        self._short = plain(words.text(f"now.{day.best.value}.short"))
        metrics = theme.metrics(Type.NOTE, bold=True)
        self._widest = max(
            metrics.horizontalAdvance(plain(words.text(f"now.{now.value}.short"))) for now in Now
        )
        self.setObjectName(f"week.{line.room_id}_{day.date.isoformat()}")
        state = words.text(f"now.{day.best.value}")
        self.setAccessibleName(plain(f"{line.name} {words.short_date(day.date)} {state}"))
        self.setMinimumSize(theme.target, theme.target)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def purpose(self) -> str:
        return "day"

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return self.minimumSize()

    def fits(self) -> bool:
        """Whether the sign, and the word if it is shown, are seen whole."""
        metrics = self._theme.metrics(Type.LABEL, bold=True)
        return metrics.horizontalAdvance(self._sign) <= self.width()

    @property
    def _sign(self) -> str:
        return MARKS[self._best].sign

    def _has_word(self) -> bool:
        sign, word = self._theme.metrics(Type.LABEL, bold=True), self._theme.metrics(Type.NOTE)
        tall = sign.height() + word.height() <= self.height() * _FITS
        return tall and self._widest <= self.width() * _FITS

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        theme, pair = self._theme, self._theme.tone(MARKS[self._best].tone)
        painter = QPainter(self)
        surface = theme.palette.pressed if self.isDown() else pair.surface
        frame = draw_surface(
            painter, self, pair.line, surface, edge=theme.stroke, radius=theme.radius / 2
        )
        if self.hasFocus():
            draw_focus(painter, theme, frame, theme.radius / 2)
        painter.setPen(QColor(pair.ink))
        painter.setFont(theme.font(Type.LABEL, bold=True))
        centre = int(Qt.AlignmentFlag.AlignCenter)
        if not self._has_word():
            painter.drawText(frame, centre, self._sign)
            return
        half = self.height() / 2
        painter.drawText(QRectF(0, half * 0.08, self.width(), half), centre, self._sign)
        painter.setFont(theme.font(Type.NOTE, bold=True))
        painter.drawText(QRectF(0, half * 0.95, self.width(), half * 0.9), centre, self._short)


class WeekGrid(QWidget, Paged):
    """``picked`` carries a room's id and a day. Rooms that do not fit stand on further pages,
    which a ``Flow`` turns (``hosted``)."""

    picked = Signal(str, object)

    def __init__(
        self, theme: Theme, words: Words, days: Sequence[date], lines: Sequence[RoomLine]
    ) -> None:
        super().__init__()
        self._theme, self._page, self.hosted = theme, 0, False
        self._heads = [self._day_name(words, day) for day in days]
        self._rows = [self._row(words, line) for line in lines]
        self._pager = Pager(theme, words)
        self._pager.setParent(self)
        self._pager.turned.connect(lambda step: self.show_page(self._page + step))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _day_name(self, words: Words, day: date) -> Text:
        tone = self._theme.palette
        colour = tone.danger if words.weekday(day) == words.weekdays()[0] else tone.ink
        text = f"{day.day}\n{words.weekday(day)}"
        name = Text(self._theme, text, Type.NOTE, bold=True, colour=colour, align=_CENTRE)
        name.setParent(self)
        return name

    def _row(self, words: Words, line: RoomLine) -> tuple[Text, list[WeekCell | None]]:
        name = Text(self._theme, line.name, Type.BODY, bold=True)
        name.setParent(self)
        cells: list[WeekCell | None] = []
        for day in line.days:
            cell = None if day is None else WeekCell(self._theme, words, line, day)
            if cell is not None and day is not None:
                cell.setParent(self)
                cell.clicked.connect(
                    lambda _=False, picked=day.date: self.picked.emit(line.room_id, picked)
                )
            cells.append(cell)
        return name, cells

    # -- size -----------------------------------------------------------------------------------

    @property
    def pages(self) -> int:
        """How many pages the rooms need at the present size."""
        return -(-len(self._rows) // self._lines()[0])

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(0, self.least_height(self.width() or self._theme.glass.width_px // 2))

    def least_height(self, width: int) -> int:
        """The height with which it can live in this width: one room."""
        heads = max(head.heightForWidth(self._theme.target) for head in self._heads)
        turning = self._turner if len(self._rows) > 1 and not self.hosted else 0
        return heads + self._theme.gap + self._row_height(width) + turning

    @property
    def _turner(self) -> int:
        """The height of the pager with the space above it."""
        return self._pager.needed + self._theme.pad

    def sizeHint(self) -> QSize:  # noqa: N802
        return self.minimumSizeHint()

    def _beside(self, width: int) -> int:
        """The width of the names beside the days; 0 where they must stand above them."""
        theme = self._theme
        days = len(self._heads) * (theme.target + theme.gap)
        left = width - days
        return min(left, width // 3) if left >= theme.glass.px(_NAME_MM) else 0

    def _name_height(self, width: int) -> int:
        across = self._beside(width) or width
        return max(name.heightForWidth(across) for name, _ in self._rows)

    def _row_height(self, width: int) -> int:
        name = self._name_height(width)
        return max(self._theme.target, name) if self._beside(width) else self._theme.target + name

    def _lines(self) -> tuple[int, int]:
        """How many rooms stand on a page, and how high the row of one is."""
        theme, row = self._theme, self._row_height(self.width())
        heads = max(head.heightForWidth(theme.target) for head in self._heads) + theme.gap
        room = self.height() - heads
        lines = max(1, (room + theme.gap) // (row + theme.gap))
        if lines < len(self._rows) and not self.hosted:
            room -= self._turner
            lines = max(1, (room + theme.gap) // (row + theme.gap))
        lines = min(lines, len(self._rows))
        spare = (room - theme.gap * (lines - 1)) // lines
        return lines, max(row, min(spare, row - theme.target + theme.glass.px(_TALLEST_MM)))

    # -- layout ---------------------------------------------------------------------------------

    def show_page(self, page: int) -> None:
        """Shows page ``page`` of the rooms, counted from 0."""
        lines, row = self._lines()
        self._page = max(0, min(page, self.pages - 1))
        theme, width = self._theme, self.width()
        beside = self._beside(width)
        left = beside + theme.gap if beside else 0
        count = len(self._heads)
        across = (width - left - theme.gap * (count - 1)) // count
        top = max(head.heightForWidth(across) for head in self._heads)
        for number, head in enumerate(self._heads):
            head.setGeometry(left + number * (across + theme.gap), 0, across, top)
        above = 0 if beside else self._name_height(width)
        top += theme.gap
        shown = range(self._page * lines, min(len(self._rows), (self._page + 1) * lines))
        for index, (name, cells) in enumerate(self._rows):
            here = index in shown
            name.setVisible(here)
            if here:
                name.setGeometry(0, top, beside or width, above or row)
            for number, cell in enumerate(cells):
                if cell is None:
                    continue
                cell.setVisible(here)
                at = left + number * (across + theme.gap)
                if here:
                    cell.setGeometry(at, top + above, across, row - above)
            top += row + theme.gap if here else 0
        self._pager.setVisible(self.pages > 1 and not self.hosted)
        self._pager.show_page(self._page, self.pages)
        tall = self._pager.needed
        self._pager.setGeometry(0, self.height() - tall, width, tall)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.show_page(self._page)


_CENTRE = Qt.AlignmentFlag.AlignHCenter
