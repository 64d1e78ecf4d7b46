"""What is free in a facility this week: every room on seven days.

Touched here: ``week.ROOM_AND_DAY``, ``week.previous``, ``week.next``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kiosk.availability import Now
from kiosk.line import LineState
from kiosk.outcome import Refused
from kiosk.search import WeekView
from kiosk.terminal import Terminal
from ui.places import Day, FacilityWeek
from ui.preview import Preview
from ui.screens.looking.following import FollowingScreen
from ui.screens.looking.month_turning import turner
from ui.widgets.legend import Legend
from ui.widgets.week_grid import RoomLine, WeekGrid

if TYPE_CHECKING:
    from ui.stage import Stage

_WEEK = timedelta(days=7)
#: From this width on the first and the last day of a week stand in one line.
_WIDE_MM = 400.0


class FacilityWeekScreen(FollowingScreen[WeekView]):
    def __init__(self, stage: Stage, place: FacilityWeek, answer: WeekView) -> None:
        super().__init__(stage, place, answer)
        words = self.words
        facility = self.directory.facility(place.facility_id)
        assert facility is not None, "the facility was chosen from this directory"  # noqa: S101
        last = answer.first + _WEEK - timedelta(days=1)
        # In two lines where one would take the room of what turns the weeks.
        beyond = "" if self.theme.glass.width_mm >= _WIDE_MM else "\n"
        span = words.text(
            "week.span", first=words.short_date(answer.first), last=beyond + words.short_date(last)
        )
        self.head(words.of(facility.name))
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
        ways = self._way(answer.first - _WEEK), self._way(answer.first + _WEEK)
        weeks = turner(
            self,
            "week",
            span,
            ways,
            lambda first: self.stage.go(FacilityWeek(answer.facility_id, first)),
        )
        legend = Legend(self.theme, words, states, columns=columns)
        if self.theme.cramped:
            # What they came for stands on the first page; what the signs mean, on the last.
            self.add(weeks)
            self.add(grid, grow=True)
        self.tell(legend)
        self.tell(self.fresh)
        if not self.theme.cramped:
            self.add(weeks)
            self.add(grid, grow=True)

    @staticmethod
    def ask(place: FacilityWeek, terminal: Terminal) -> WeekView | Refused:
        return terminal.searching.week(place.facility_id, place.first)

    def says(self, answer: WeekView) -> object:
        return answer.rooms

    def _way(self, to: date) -> tuple[date, bool]:
        """The week from ``to`` on, and whether there is anything to see in it."""
        view = self.answer
        return max(to, view.first_day), to + _WEEK > view.first_day and to <= view.last_day


def previews() -> Iterator[Preview]:
    from ui.samples.searching import week_view
    from ui.samples.values import FACILITY, NOW

    place = FacilityWeek(FACILITY.id, NOW.date())
    yield Preview("mixed", place, week_view(FACILITY.id, NOW.date()))
    down = LineState.DOWN
    yield Preview("line_down", place, week_view(FACILITY.id, NOW.date()), line=down)


SCREEN = FacilityWeekScreen
