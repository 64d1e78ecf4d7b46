"""Which day? A month of the room, with what can be done on each day.

Touched here: ``month.YYYY-MM-DD``, ``month.previous``, ``month.next``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.availability import MonthView, Now
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.places import Day, Month
from ui.preview import Preview
from ui.screens.looking.following import FollowingScreen
from ui.screens.looking.freshness import Freshness
from ui.screens.screen import MOST_OF_IT
from ui.theme.theme import Type
from ui.widgets.button import BigButton, Look
from ui.widgets.icons import Icon
from ui.widgets.legend import Legend
from ui.widgets.month_calendar import MonthCalendar
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage

#: Longer than any month: the first day plus this lies in the next month.
_OVER_A_MONTH = timedelta(days=31)


class MonthScreen(FollowingScreen[MonthView]):
    def __init__(self, stage: Stage, place: Month, answer: MonthView) -> None:
        super().__init__(stage, place, answer)
        self._view = answer
        found = self.directory.room(answer.room_id)
        names = [self.words.of(part.name) for part in found] if found else []
        self.head(self.words.text("month.title"), "　".join(names))
        calendar = MonthCalendar(self.theme, self.words, answer.days)
        calendar.picked.connect(lambda day: self.stage.go(Day(answer.room_id, day)))
        self._arrange(calendar)

    @staticmethod
    def ask(place: Month, terminal: Terminal) -> MonthView | Refused:
        return terminal.looking.month(place.room_id, place.month)

    def follow(self, answer: MonthView) -> None:
        if answer.days == self._view.days:
            self._fresh.show_state(self.words, answer.as_of, answer.line_up)
        else:
            self.stage.show_screen(self.place, answer)

    def _arrange(self, calendar: MonthCalendar) -> None:
        """Upright all in a column; on a wide glass the calendar needs the whole height."""
        view, words, theme = self._view, self.words, self.theme
        states = (Now.LOTTERY, Now.RESERVE, Now.COUNTER, Now.NOT_YET)
        legend = Legend(theme, words, states, columns=2 if theme.glass.portrait else 1)
        self._fresh = Freshness(theme)
        self._fresh.show_state(words, view.as_of, view.line_up)
        name = Text(
            theme,
            words.month(view.month),
            Type.HEADING,
            bold=True,
            align=Qt.AlignmentFlag.AlignHCenter,
        )
        before, after = self._turners()
        if theme.glass.portrait:
            row = QHBoxLayout()
            row.setSpacing(theme.pad)
            row.addWidget(before, 2)
            row.addWidget(name, 3)
            row.addWidget(after, 2)
            self.body.addLayout(row)
            self.body.addWidget(calendar, MOST_OF_IT)
            self.body.addWidget(legend)
            self.body.addWidget(self._fresh)
            self.body.addStretch(1)
            return
        side, wide = QVBoxLayout(), QHBoxLayout()
        side.setSpacing(theme.gap)
        wide.setSpacing(theme.pad)
        parts: tuple[QWidget, ...] = (name, before, after, legend, self._fresh)
        for part in parts:
            side.addWidget(part)
        side.addStretch(1)
        wide.addWidget(calendar, 3)
        wide.addLayout(side, 1)
        self.body.addLayout(wide, 1)

    def _turners(self) -> tuple[BigButton, BigButton]:
        view, first = self._view, self._view.month.replace(day=1)
        before = (first - timedelta(days=1)).replace(day=1)
        after = (first + _OVER_A_MONTH).replace(day=1)
        return (
            self._turn("month.previous", before, before >= view.first_month),
            self._turn("month.next", after, after <= view.last_month),
        )

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
    yield Preview("last_days", place, month_view(from_day=18))
    yield Preview("line_down", place, month_view(line_up=False))


SCREEN = MonthScreen
