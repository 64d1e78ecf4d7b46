"""The band at the top: whose kiosk this is, where it stands, the time, the state of the line."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.theme import Theme, Type
from ui.widgets.text import Text
from ui.wording.words import JAPAN, Words

_HEIGHT_MM = 28.0


class Header(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(theme.glass.px(_HEIGHT_MM))
        right = Qt.AlignmentFlag.AlignRight
        on = theme.palette.on_accent
        self._city = Text(theme, "", Type.LABEL, bold=True, colour=on)
        self._where = Text(theme, "", Type.NOTE, colour=on)
        self._clock = Text(theme, "", Type.LABEL, bold=True, colour=on, align=right)
        self._line = Text(theme, "", Type.NOTE, colour=on, align=right)
        self._clock.setObjectName("header.clock")
        self._line.setObjectName("header.line")
        for text in (self._city, self._where, self._clock, self._line):
            text.setWordWrap(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.pad, theme.gap, theme.pad, theme.gap)
        row.setSpacing(theme.pad)
        for texts, share in (((self._city, self._where), 1), ((self._clock, self._line), 0)):
            column = QVBoxLayout()
            column.setSpacing(0)
            for text in texts:
                column.addWidget(text)
            row.addLayout(column, share)

    def show_place(self, city: str, where: str) -> None:
        self._city.setText(city)
        self._where.setText(where)
        self._where.setVisible(bool(where))
        self._fit_city()

    def show_state(self, words: Words, now: datetime, line_up: bool) -> None:
        """``now`` is shown as date and time; the line in words, never by a colour alone."""
        day = words.short_date(now.astimezone(JAPAN).date())
        self._clock.setText(f"{day}　{words.time(now)}")
        self._line.setText(words.text("header.line_up" if line_up else "header.line_down"))
        # The clock takes what it needs and no more; the city has all the rest.
        self._clock.setMinimumWidth(self._clock.sizeHint().width())
        self._line.setMinimumWidth(self._line.sizeHint().width())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self._fit_city()

    def _fit_city(self) -> None:
        """The largest type in which the name of the city's system stands on one line; a name too
        long for that is broken between words, and the band grows."""
        self._city.setWordWrap(False)
        for type_ in (Type.LABEL, Type.BODY, Type.NOTE):
            self._city.setFont(self._theme.font(type_, bold=True))
            if self._city.paragraph(0).widest <= self._city.width():
                self.setFixedHeight(self._theme.glass.px(_HEIGHT_MM))
                return
        self._city.setWordWrap(True)
        self._city.setFont(self._theme.font(Type.BODY, bold=True))
        lines = self._city.heightForWidth(self._city.width())
        where = self._where.sizeHint().height() if self._where.text() else 0
        least = self._theme.glass.px(_HEIGHT_MM)
        self.setFixedHeight(max(least, lines + where + 2 * self._theme.gap))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        QPainter(self).fillRect(self.rect(), QColor(self._theme.palette.accent))
