"""What is free in a facility this week: every room on seven days.

Touched here: ``week.ROOM_AND_DAY``, ``week.previous``, ``week.next``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kiosk.availability import Now
from kiosk.outcome import Refused
from kiosk.search import WeekView
from kiosk.terminal import Terminal
from ui.places import Day, FacilityWeek
from ui.preview import Preview
from ui.screens.looking.following import FollowingScreen
from ui.widgets.button import BigButton, Look
from ui.widgets.icons import Icon
from ui.widgets.legend import Legend
from ui.widgets.week_grid import RoomLine, WeekGrid

if TYPE_CHECKING:
    from ui.stage import Stage

_WEEK = timedelta(days=7)


class FacilityWeekScreen(FollowingScreen[WeekView]):
    def __init__(self, stage: Stage, place: FacilityWeek, answer: WeekView) -> None:
        super().__init__(stage, place, answer)
        words = self.words
        facility = self.directory.facility(place.facility_id)
        assert facility is not None, "the facility was chosen from this directory"  # noqa: S101
        last = answer.first + _WEEK - timedelta(days=1)
        span = words.text(
            "week.span", first=words.short_date(answer.first), last=words.short_date(last)
        )
        self.head(words.of(facility.name), span)
        self.columns = 1
        names = {room.id: words.of(room.name) for room in facility.rooms}
        lines = [
            RoomLine(room.room_id, names.get(room.room_id, room.room_id), room.days)
            for room in answer.rooms
        ]
        days = [answer.first + timedelta(days=number) for number in range(_WEEK.days)]
        grid = WeekGrid(self.theme, words, days, lines)
        grid.picked.connect(lambda room_id, day: self.stage.go(Day(room_id, day)))
        states = (Now.LOTTERY, Now.RESERVE, Now.COUNTER, Now.NOT_YET)
        columns = 2 if self.theme.glass.portrait else 4
        if self.theme.cramped:
            # What they came for stands on the first page; what the signs mean, on the last.
            self.add(grid, grow=True)
        self.tell(Legend(self.theme, words, states, columns=columns))
        self.tell(self.fresh)
        if not self.theme.cramped:
            self.add(grid, grow=True)
        self._turner("week.previous", answer.first - _WEEK, Icon.BACK)
        self._turner("week.next", answer.first + _WEEK, Icon.FORWARD)

    @staticmethod
    def ask(place: FacilityWeek, terminal: Terminal) -> WeekView | Refused:
        return terminal.searching.week(place.facility_id, place.first)

    def says(self, answer: WeekView) -> object:
        return answer.rooms

    def _turner(self, name: str, to: date, icon: Icon) -> BigButton:
        view = self.answer
        button = self.action(name, self.words.text(name), Look.SECONDARY, icon)
        button.setEnabled(to + _WEEK > view.first_day and to <= view.last_day)
        first = max(to, view.first_day)
        button.clicked.connect(lambda: self.stage.go(FacilityWeek(view.facility_id, first)))
        return button


def previews() -> Iterator[Preview]:
    from ui.samples.searching import week_view
    from ui.samples.values import FACILITY, NOW

    place = FacilityWeek(FACILITY.id, NOW.date())
    yield Preview("mixed", place, week_view(FACILITY.id, NOW.date()))
    yield Preview(
        "line_down", place, week_view(FACILITY.id, NOW.date(), line_up=False), line_up=False
    )


SCREEN = FacilityWeekScreen
