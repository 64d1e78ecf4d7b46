"""A month of days, each with what can be done on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from kiosk.availability import DaySummary, Now
from ui.theme.palette import Tone
from ui.theme.theme import Theme, Type
from ui.widgets.availability_marks import MARKS
from ui.widgets.control import Control, draw_focus
from ui.widgets.pages import Pages, Shape
from ui.widgets.surface import draw_surface
from ui.widgets.text import Text
from ui.wording.ruby import plain
from ui.wording.words import JAPAN, Words

_WEEK = 7
#: A day grows up to this height, where only few weeks are left of a month.
_TALLEST_MM = 40.0
#: The part of a cell's width that type may fill.
_FITS = 0.94
#: How much higher a day is than what is written in it.
_AIR = 1.15


class DayCell(Control):
    """One day: its number, a sign and a word."""

    def __init__(self, theme: Theme, words: Words, day: DaySummary) -> None:
        super().__init__()
        self._theme, self._day = theme, day
        self._word = plain(words.text(f"now.{day.best.value}.short"))
        self._from = _opening(words, day)
        metrics = theme.metrics(Type.NOTE, bold=True)
        self._widest = max(
            metrics.horizontalAdvance(plain(f"{mark.sign} {words.text(f'now.{now.value}.short')}"))
            for now, mark in MARKS.items()
        )
        self.setObjectName(f"month.{day.date.isoformat()}")
        name = f"{words.date(day.date)} {words.text(f'now.{day.best.value}')}"
        if self._from and day.opens_at is not None:
            name = f"{name} {words.text('day.opens', at=words.short_instant(day.opens_at))}"
        self.setAccessibleName(plain(name))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(theme.target, theme.target)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def day(self) -> date:
        return self._day.date

    def purpose(self) -> str:
        return "day"

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return self.minimumSize()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        theme, mark = self._theme, MARKS[self._day.best]
        pair = theme.tone(mark.tone)
        painter = QPainter(self)
        surface = theme.palette.pressed if self.isDown() else pair.surface
        frame = draw_surface(
            painter, self, pair.line, surface, edge=theme.stroke, radius=theme.radius / 2
        )
        if self.hasFocus():
            draw_focus(painter, theme, frame, theme.radius / 2)
        painter.setPen(QColor(theme.palette.ink if mark.tone is not Tone.MUTED else pair.ink))
        # As much air above, between and below; a line of figures is higher than they are.
        centre = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextDontClip)
        number, sign = self._heights()
        air = (self.height() - number - sign) / 3
        painter.setFont(theme.font(Type.HEADING, bold=True))
        painter.drawText(QRectF(0, air, self.width(), number), centre, str(self._day.date.day))
        painter.setPen(QColor(pair.ink))
        painter.setFont(theme.font(Type.NOTE, bold=True))
        below = QRectF(0, self.height() - air - sign, self.width(), sign)
        painter.drawText(below, centre, self._said())

    def _heights(self) -> tuple[int, int]:
        """Of the number's figures, and of the line below it, in pixels."""
        number = self._theme.metrics(Type.HEADING, bold=True).capHeight()
        return number, self._theme.metrics(Type.NOTE, bold=True).height()

    def fits(self) -> bool:
        """Whether number and sign are seen whole at the present size."""
        number = self._theme.metrics(Type.HEADING, bold=True)
        sign = self._theme.metrics(Type.NOTE, bold=True)
        return (
            number.horizontalAdvance(str(self._day.date.day)) <= self.width()
            and sign.horizontalAdvance(self._said()) <= self.width()
            and sum(self._heights()) <= self.height()
        )

    def _said(self) -> str:
        """From when, on a day that opens later; else sign and word where they fit on every day of
        the month, or the sign alone."""
        sign = MARKS[self._day.best].sign
        metrics = self._theme.metrics(Type.NOTE, bold=True)
        for opening in (f"{sign} {self._from}", self._from) if self._from else ():
            if metrics.horizontalAdvance(opening) < self.width() * _FITS:
                return opening
        return f"{sign} {self._word}" if self._widest < self.width() * _FITS else sign


def _opening(words: Words, day: DaySummary) -> str:
    """The day from which a day can be applied for or booked, in as few signs as can be."""
    if day.best is not Now.NOT_YET or day.opens_at is None:
        return ""
    opens = day.opens_at.astimezone(JAPAN).date()
    return plain(words.text("month.opens.short", month=opens.month, day=opens.day))


class MonthCalendar(Pages):
    """The days of one month under the names of a week that starts on Sunday. Where not all weeks
    fit they stand on several pages."""

    picked = Signal(object)
    along = True

    def __init__(self, theme: Theme, words: Words, days: Sequence[DaySummary]) -> None:
        cells = [DayCell(theme, words, day) for day in days]
        super().__init__(theme, words, cells)
        # None are left where the month has just gone by; the next look finds another one.
        self._offset = (days[0].date.weekday() + 1) % _WEEK if days else 0
        self._names = [self._name(name, column) for column, name in enumerate(words.weekdays())]
        for cell in cells:
            cell.clicked.connect(lambda _=False, picked=cell.day: self.picked.emit(picked))

    def columns_in(self, width: int) -> int:
        return _WEEK

    def least_cell(self, width: int) -> int:
        number = self.theme.metrics(Type.HEADING, bold=True).capHeight()
        sign = self.theme.metrics(Type.NOTE, bold=True).height()
        return max(self.theme.target, ceil((number + sign) * _AIR))

    @property
    def whole_height(self) -> int:
        """The least height in which all weeks are seen at once."""
        return self._height_of(self._lines_of(_WEEK), self.least_cell(0))

    def most_cell(self, least: int) -> int:
        return max(least, self.theme.glass.px(_TALLEST_MM))

    @property
    def left_out(self) -> int:
        """The days of the first week before the first day shown."""
        return self._offset

    @property
    def above(self) -> int:
        return self._names[0].sizeHint().height() + self.theme.gap

    def arranged(self, shape: Shape) -> None:
        for column, name in enumerate(self._names):
            left = column * (shape.width + self.theme.gap)
            name.setGeometry(left, 0, shape.width, name.sizeHint().height())

    def _name(self, name: str, column: int) -> Text:
        palette = self.theme.palette
        colour = palette.danger if column == 0 else palette.ink
        centre = Qt.AlignmentFlag.AlignHCenter
        # "Wed" stands above a day of the smallest glass; a low one has no height for it.
        theme = self.theme
        small = theme.tight or (theme.very_low and theme.cramped)
        type_ = Type.NOTE if small else Type.BODY
        text = Text(self.theme, name, type_, bold=True, colour=colour, align=centre)
        text.setWordWrap(False)
        text.setParent(self)
        return text
