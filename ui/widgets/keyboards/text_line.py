"""What is typed, in one line, with a caret; a secret as dots."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.entry.line import Line
from ui.theme.theme import Theme, Type
from ui.wording.ruby import plain
from ui.wording.words import Words

_HEIGHT_MM = 22.0
#: Where the board needs the room, and where it needs all of it.
_LOW_MM = 17.0
_VERY_LOW_MM = 14.0
#: How many sizes of its type a line wants for itself.
_ROOM = 1.3
_DOT = "●"
#: Stands where the beginning of a long text has no room.
_CUT = "…"
#: The largest type first.
_TYPES = (Type.FIGURE, Type.TITLE, Type.HEADING, Type.LABEL)
#: From here on it is said how many characters are left.
_FEW_LEFT = 20


class TextLine(QWidget):
    """The whole text in the largest type that has room; of a very long one the part before the
    caret."""

    def __init__(self, theme: Theme, words: Words, name: str, most: int) -> None:
        """``name``: what is asked. ``most``: how many characters there may be."""
        super().__init__()
        self._theme, self._words, self._most = theme, words, most
        self._line = Line()
        self._masked = False
        self.setObjectName("text_line")
        self.setAccessibleName(name)
        low = _LOW_MM if theme.cramped else _HEIGHT_MM
        self.setFixedHeight(theme.glass.px(_VERY_LOW_MM if theme.very_low else low))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_line(self._line)

    def show_line(self, line: Line, *, masked: bool = False) -> None:
        """``masked``: nobody behind the resident reads it, nor does a voice say it."""
        self._line, self._masked = line, masked
        count = self._words.text("entry.count", count=len(line.text), places=self._most)
        self.setAccessibleDescription(count if masked or not line.text else line.text)
        self.update()

    @property
    def shown(self) -> str:
        """What stands on the glass."""
        return _DOT * len(self._line.text) if self._masked else self._line.text

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(self._theme.glass.px(120), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        theme, palette = self._theme, self._theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.stroke * 2
        painter.setPen(QPen(QColor(palette.accent), edge))
        painter.setBrush(QColor(palette.card))
        frame = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        painter.drawRoundedRect(frame, theme.radius, theme.radius)
        pad = theme.glass.px(4.0)
        self._paint_text(painter, QRectF(self.rect()).adjusted(pad, 0, -pad - self._count(), 0))
        if self._count():
            painter.setFont(theme.font(Type.NOTE))
            painter.setPen(QColor(palette.ink_soft))
            right = QRectF(self.rect()).adjusted(0, 0, -pad, 0)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(right, int(flags), self._left_over())

    def _left_over(self) -> str:
        left = max(0, self._most - len(self._line.text))
        return plain(self._words.text("entry.left", left=left))

    def _count(self) -> int:
        """The width that is kept for how many characters are left; none while there are many."""
        if self._masked or self._most - len(self._line.text) > _FEW_LEFT:
            return 0
        text = self._theme.metrics(Type.NOTE).horizontalAdvance(self._left_over())
        return text + self._theme.pad

    def _paint_text(self, painter: QPainter, room: QRectF) -> None:
        theme, text, caret = self._theme, self.shown, self._line.caret
        fitting = (t for t in _TYPES if theme.font(t).pixelSize() * _ROOM <= self.height())
        type_ = next(
            (t for t in fitting if theme.metrics(t).horizontalAdvance(text) <= room.width()),
            _TYPES[-1],
        )
        metrics = theme.metrics(type_)
        first = 0
        while first < caret and metrics.horizontalAdvance(text[first:caret]) > room.width() * 0.9:
            first += 1
        before = (_CUT if first else "") + text[first + bool(first) : caret]
        after = text[caret:]
        while after and metrics.horizontalAdvance(before + after) > room.width():
            after = after[:-1]
        painter.setFont(theme.font(type_))
        painter.setPen(QColor(theme.palette.ink))
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, int(middle), before + after)
        at = room.left() + metrics.horizontalAdvance(before)
        high = metrics.height()
        top = (self.height() - high) / 2
        painter.fillRect(QRectF(at, top, theme.stroke * 2, high), QColor(theme.palette.accent))
        open_ = len(self._line.reading) + len(self._line.letters)
        if open_:
            start = room.left() + metrics.horizontalAdvance(before[: max(0, len(before) - open_)])
            painter.fillRect(
                QRectF(start, top + high, at - start, theme.stroke * 2),
                QColor(theme.palette.accent),
            )
