"""A line of a time chart: what happens in a month, as a bar over its days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.palette import Tone
from ui.theme.theme import Theme, Type
from ui.widgets.surface import draw_surface
from ui.widgets.typeset import Paragraph, Typesetter
from ui.wording.ruby import plain

_INSET_MM = 4.0
_BAR_MM = 9.0
#: Every so many days the scale says which day it is.
_EVERY = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """``first`` and ``last``: days of the month that it covers, counted from 1. ``open_end``: it
    goes on in the next month. ``label``: written on it, or beside it where it is too short, but
    never where the line of today goes."""

    first: int
    last: int
    open_end: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class ChartLine:
    """``bars``: none where something has no day in the month. ``days``: of the month."""

    title: str
    when: str
    tone: Tone
    bars: tuple[Bar, ...]
    days: int
    today: int | None = None


class TimeChart(QWidget):
    """A card with the title, when it is in words, and the bar over the month's days below."""

    def __init__(self, theme: Theme, line: ChartLine) -> None:
        super().__init__()
        self._theme, self._line = theme, line
        self._typesetter = Typesetter()
        self.setAccessibleName(plain(f"{line.title} {line.when}"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def line(self) -> ChartLine:
        """What it shows."""
        return self._line

    def parts(self) -> Sequence[TimeChart]:
        """The same as two, for a page that is too low for it: the last line of its words stands
        apart under the title, without the bar."""
        *before, last = self._line.when.split("\n")
        if not before:
            return (self,)
        lines = replace(self._line, when="\n".join(before)), replace(self._line, when=last, bars=())
        return [TimeChart(self._theme, line) for line in lines]

    @property
    def _inset(self) -> int:
        return self._theme.glass.px(_INSET_MM)

    @property
    def _between(self) -> int:
        """Between the words and the bar."""
        return self._theme.glass.px(2.0) if self._has_bar else 0

    @property
    def _has_bar(self) -> bool:
        return bool(self._line.bars)

    def _texts(self, width: int) -> tuple[Paragraph, Paragraph]:
        room = width - 2 * self._inset
        theme = self._theme
        title = self._typesetter.paragraph(self._line.title, theme.font(Type.BODY, bold=True), room)
        when = self._typesetter.paragraph(self._line.when, theme.font(Type.BODY), room)
        return title, when

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (Qt's name)
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        title, when = self._texts(width)
        theme = self._theme
        bar = theme.glass.px(_BAR_MM) + theme.metrics(Type.NOTE).height() if self._has_bar else 0
        return ceil(title.height + when.height) + bar + self._inset + self._between

    def sizeHint(self) -> QSize:  # noqa: N802
        width = self._theme.glass.width_px // 2
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(self._theme.glass.px(60.0), self._theme.target)

    def fits(self) -> bool:
        """Whether all of it is seen at its present size."""
        widest = max(text.widest for text in self._texts(self.width()))
        tall = self.heightForWidth(self.width()) <= self.height() + 1
        return tall and widest <= self.width() - 2 * self._inset + 1

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        theme, pair = self._theme, self._theme.tone(self._line.tone)
        painter = QPainter(self)
        draw_surface(
            painter, self, pair.line, theme.palette.card, edge=theme.stroke, radius=theme.radius
        )
        title, when = self._texts(self.width())
        top = self._inset / 2
        painter.setPen(QColor(pair.ink))
        title.draw(painter, self._inset, top)
        painter.setPen(QColor(theme.palette.ink))
        when.draw(painter, self._inset, top + title.height)
        if self._has_bar:
            self._paint_bar(painter, top + title.height + when.height + self._between)

    def _paint_bar(self, painter: QPainter, top: float) -> None:
        theme, line = self._theme, self._line
        height = theme.glass.px(_BAR_MM)
        left, room = float(self._inset), self.width() - 2.0 * self._inset
        day = room / line.days
        ground = QRectF(left, top + height * 0.2, room, height * 0.6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.tone(Tone.MUTED).surface))
        painter.drawRect(ground)
        today = None if line.today is None else left + (line.today - 0.5) * day
        for bar in line.bars:
            at = QRectF(left + (bar.first - 1) * day, top, (bar.last - bar.first + 1) * day, height)
            self._paint_one(painter, bar, at, left + room, today)
        if today is not None:
            self._paint_today(painter, today, top, height)
        painter.setFont(theme.font(Type.NOTE))
        painter.setPen(QColor(theme.palette.ink_soft))
        below = top + height
        for number in (1, *range(_EVERY, line.days - 1, _EVERY), line.days):
            middle = left + (number - 0.5) * day
            around = QRectF(middle - 2 * day, below, 4 * day, theme.metrics(Type.NOTE).height())
            if number == 1:
                around.moveLeft(left)
                side = Qt.AlignmentFlag.AlignLeft
            elif number == line.days:
                around.moveRight(left + room)
                side = Qt.AlignmentFlag.AlignRight
            else:
                side = Qt.AlignmentFlag.AlignHCenter
            painter.drawText(around, int(side | Qt.AlignmentFlag.AlignTop), str(number))

    def _paint_one(
        self, painter: QPainter, bar: Bar, at: QRectF, right: float, today: float | None
    ) -> None:
        """A bar in full colour, or with its label on it; a label that has no room on it stands
        after it, and nowhere at the end of the month."""
        theme, pair = self._theme, self._theme.tone(self._line.tone)
        width = theme.metrics(Type.NOTE).horizontalAdvance(bar.label) * 1.1
        room = room_for_label(at, width, today) if bar.label else None
        inside = room is not None
        painter.setPen(QPen(QColor(pair.line), theme.stroke))
        painter.setBrush(QColor(pair.surface if inside else pair.line))
        if bar.open_end:
            painter.drawRect(at)
        else:
            painter.drawRoundedRect(at, theme.radius / 2, theme.radius / 2)
        if room is None:
            room = QRectF(at.right(), at.top(), width, at.height())
            if not bar.label or room.right() > right + 1 or _crossed(room, today):
                return
        painter.setFont(theme.font(Type.NOTE))
        painter.setPen(QColor(pair.ink if inside else theme.palette.ink))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), bar.label)

    def _paint_today(self, painter: QPainter, x: float, top: float, height: float) -> None:
        """Where in the month today is: a line in ink over the bar."""
        painter.save()
        painter.setPen(QPen(QColor(self._theme.palette.ink), self._theme.stroke * 2))
        painter.drawLine(int(x), int(top), int(x), int(top + height * 1.15))
        painter.restore()


def room_for_label(bar: QRectF, width: float, today: float | None) -> QRectF | None:
    """Where on ``bar`` a label of ``width`` pixels can stand in the middle of what is free: all of
    it, or the longer side of the line of today at ``today``. None where it has no room."""
    room = QRectF(bar)
    if _crossed(bar, today):
        assert today is not None  # noqa: S101 - nothing else crosses
        if today - bar.left() > bar.right() - today:
            room.setRight(today)
        else:
            room.setLeft(today)
    return room if width <= room.width() else None


def _crossed(room: QRectF, today: float | None) -> bool:
    return today is not None and room.left() < today < room.right()
