"""The band at the top: whose kiosk this is, where it stands, the time, the state of the line."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.line import LineState
from ui.preferences import TypeSize
from ui.theme.theme import Theme, Type
from ui.widgets.text import Text
from ui.wording.ruby import plain
from ui.wording.words import JAPAN, Words

_HEIGHT_MM = 28.0
_SLIM_MM = 18.0
#: A narrower glass has its clock in smaller type.
_WIDE_MM = 240.0
#: The city's name in the largest of these that has room for it on one line.
_CITY = (Type.LABEL, Type.BODY, Type.NOTE)


class Header(QWidget):
    """A low glass has one line of it: without the place it stands in, which is plain there.

    Its type grows up to the large size only, and on a glass of 15 inches that stands upright not at
    all: it is the same on every screen, and the room is for what is not.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        usual = theme.type_size is TypeSize.STANDARD or theme.small_upright
        size = TypeSize.STANDARD if usual else TypeSize.LARGE
        self._type = written = replace(theme, type_size=size, _fonts={})
        right = Qt.AlignmentFlag.AlignRight
        on = theme.palette.on_accent
        narrow = theme.low or theme.glass.mm(theme.glass.width_px) < _WIDE_MM
        clock = Type.BODY if narrow else Type.LABEL
        self._city = Text(written, "", Type.LABEL, bold=True, colour=on)
        self._where = Text(written, "", Type.NOTE, colour=on)
        self._clock = Text(written, "", clock, bold=True, colour=on, align=right)
        self._line = Text(written, "", Type.NOTE, colour=on, align=right)
        self._clock.setObjectName("header.clock")
        self._line.setObjectName("header.line")
        for text in (self._city, self._where, self._clock, self._line):
            text.setWordWrap(False)
        row = QHBoxLayout(self)
        margin = theme.glass.px(1.0) if theme.low else theme.gap
        row.setContentsMargins(theme.pad, margin, theme.pad, margin)
        row.setSpacing(theme.pad)
        if theme.low:
            row.addWidget(self._city, 1)
            row.addWidget(self._line)
            row.addWidget(self._clock)
            self._where.setParent(self)
            self._where.hide()
        else:
            for texts, share in (((self._city, self._where), 1), ((self._clock, self._line), 0)):
                column = QVBoxLayout()
                column.setSpacing(0)
                for text in texts:
                    column.addWidget(text)
                row.addLayout(column, share)
        self._fit_city()

    def show_place(self, city: str, where: str) -> None:
        # The band is as high as its lines: readings stand in the page below it.
        self._city.setText(plain(city))
        self._where.setText(plain(where))
        self._where.setVisible(bool(where) and not self._theme.low)
        self._fit_city()

    def show_state(self, words: Words, now: datetime, line: LineState) -> None:
        """``now`` is shown as date and time; the line in words, never by a colour alone."""
        day = words.short_date(now.astimezone(JAPAN).date())
        self._clock.setText(plain(f"{day}　{words.time(now)}"))
        self._line.setText(plain(words.text(f"header.line_{line.value}")))
        # The clock takes what it needs and no more; the city has all the rest.
        self._clock.setMinimumWidth(self._clock.sizeHint().width())
        self._line.setMinimumWidth(self._line.sizeHint().width())
        self._fit_city()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self._fit_city()

    def _room(self) -> int:
        """The width beside clock and line."""
        clock, line = (text.sizeHint().width() for text in (self._clock, self._line))
        pad = self._theme.pad
        beside = clock + line + pad if self._theme.low else max(clock, line)
        return max(1, (self.width() or self._theme.glass.width_px) - beside - 3 * pad)

    def _fit_city(self) -> None:
        """The largest type in which the name of the city's system stands on one line; a name too
        long for that is broken between words, and the band grows."""
        theme, width = self._type, self._room()
        least = self._theme.glass.px(_SLIM_MM if self._theme.low else _HEIGHT_MM)
        self._city.setWordWrap(False)
        for type_ in _CITY:
            self._city.setFont(theme.font(type_, bold=True))
            if self._city.paragraph(0).widest <= width:
                break
        else:
            self._city.setWordWrap(True)
        where = "" if self._theme.low else self._where.text()
        self._where.setWordWrap(bool(where) and self._where.sizeHint().width() > width)
        tall = sum(
            text.heightForWidth(width) if text.wordWrap() else text.sizeHint().height()
            for text in (self._city, self._where)
            if text is self._city or where
        )
        beside = self._clock.sizeHint().height()
        if not self._theme.low:
            beside += self._line.sizeHint().height()
        self.setFixedHeight(max(least, tall + 2 * self._theme.gap, beside + 2 * self._theme.gap))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        QPainter(self).fillRect(self.rect(), QColor(self._theme.palette.accent))
