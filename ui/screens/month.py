"""Which day? A month of the room, with what can be done on each day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout

from kiosk.availability import MonthView, Now
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.places import Day, Month
from ui.preview import Preview
from ui.screens.freshness import freshness
from ui.screens.screen import Screen
from ui.theme.theme import Type
from ui.widgets.button import BigButton, Look
from ui.widgets.icons import Icon
from ui.widgets.legend import Legend
from ui.widgets.month_calendar import MonthCalendar
from ui.widgets.text import Text

#: Longer than any month: the first day plus this lies in the next month.
_OVER_A_MONTH = timedelta(days=31)


class MonthScreen(Screen):
    def __init__(self, stage: Any, place: Month, answer: MonthView) -> None:
        super().__init__(stage, place)
        self._view = answer
        found = self.directory.room(answer.room_id)
        names = [self.words.of(part.name) for part in found] if found else []
        self.head(self.words.text("month.title"), "　".join(names))
        self.body.addLayout(self._turner())
        calendar = MonthCalendar(self.theme, self.words, answer.days)
        calendar.picked.connect(lambda day: self.stage.go(Day(answer.room_id, day)))
        self.body.addWidget(calendar, 1)
        self.body.addWidget(
            Legend(self.theme, self.words, (Now.LOTTERY, Now.RESERVE, Now.COUNTER, Now.NOT_YET))
        )
        self.body.addWidget(freshness(self.theme, self.words, answer.as_of, answer.line_up))

    @staticmethod
    def ask(place: Month, terminal: Terminal) -> MonthView | Refused:
        return terminal.looking.month(place.room_id, place.month)

    def _turner(self) -> QLayout:
        view, first = self._view, self._view.month.replace(day=1)
        before = (first - timedelta(days=1)).replace(day=1)
        after = (first + _OVER_A_MONTH).replace(day=1)
        row = QHBoxLayout()
        row.setSpacing(self.theme.pad)
        centre = Qt.AlignmentFlag.AlignHCenter
        name = Text(self.theme, self.words.month(first), Type.HEADING, bold=True, align=centre)
        row.addWidget(self._turn("month.previous", before, before >= view.first_month), 2)
        row.addWidget(name, 3)
        row.addWidget(self._turn("month.next", after, after <= view.last_month), 2)
        return row

    def _turn(self, name: str, to: date, possible: bool) -> BigButton:
        icon = Icon.BACK if name == "month.previous" else Icon.FORWARD
        button = BigButton(self.theme, self.words.text(name), look=Look.SECONDARY, icon=icon)
        button.setObjectName(name)
        button.setEnabled(possible)
        button.clicked.connect(lambda: self.stage.go(Month(self._view.room_id, to)))
        return button


def previews() -> Iterator[Preview]:
    from ui.samples.values import ROOM, month_view

    place = Month(ROOM.id, month_view().month)
    yield Preview("mixed", place, month_view())
    yield Preview("line_down", place, month_view(line_up=False))


SCREEN = MonthScreen
