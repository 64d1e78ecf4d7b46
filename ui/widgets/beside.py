"""Something slim at the side of a calendar that takes the rest."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme.theme import Theme
from ui.widgets.month_calendar import MonthCalendar


class Beside(QWidget):
    def __init__(self, theme: Theme, side: QWidget, calendar: MonthCalendar) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.pad)
        row.addWidget(side)
        row.addWidget(calendar, 1)
        calendar.show()
        self._calendar = calendar

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(0, self._calendar.whole_height)

    def sizeHint(self) -> QSize:  # noqa: N802
        return self.minimumSizeHint()
