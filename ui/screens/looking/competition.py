"""How many have applied for each slot of a day in the lottery.

Touched here: ``competition.previous``, ``competition.next``, ``competition.day``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from kiosk.availability import DayView
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.places import Competition, Day
from ui.preview import Preview
from ui.screens.looking.following import FollowingScreen
from ui.widgets.bars import Bar, Bars
from ui.widgets.button import Look
from ui.widgets.icons import Icon
from ui.wording.ruby import plain
from ui.wording.words import JAPAN

if TYPE_CHECKING:
    from ui.stage import Stage

_DAY = timedelta(days=1)
#: So many bars are never parted by the end of a page.
_TOGETHER = 1


@dataclass(frozen=True, slots=True)
class DayAndCounts:
    """A room's day, and how many applied for each of its slots."""

    view: DayView
    counts: tuple[int, ...]
    as_of: datetime


class CompetitionScreen(FollowingScreen[DayAndCounts]):
    """A look at where fewer others have applied, before one applies oneself."""

    every_seconds = 10

    def __init__(self, stage: Stage, place: Competition, answer: DayAndCounts) -> None:
        super().__init__(stage, place, answer)
        words, view = self.words, answer.view
        names = self.directory.room(place.room_id)
        lead = ""
        if names is not None:
            facility, room = names
            lead = words.text(
                "search_results.where", facility=words.of(facility.name), room=words.of(room.name)
            )
        self.head(words.text("competition.title", date=words.date(place.day), **self.terms), lead)
        self.columns = 1
        bars = [
            Bar(
                plain(words.time_span(slot.start, slot.end)),
                plain(words.text("day.applications", count=count)),
                count,
            )
            for slot, count in zip(view.slots, answer.counts, strict=False)
        ]
        self.tell(self.fresh)
        for first in range(0, len(bars), _TOGETHER):
            self.tell(Bars(self.theme, bars[first : first + _TOGETHER], bars))
        before = self.action(
            "competition.previous", words.text("competition.previous"), Look.SECONDARY, Icon.BACK
        )
        before.allow(when=place.day > self._today(), otherwise=words.text("off.first"))
        before.clicked.connect(lambda: self._turn(place, place.day - _DAY))
        day = self.action("competition.day", words.text("competition.day"))
        day.clicked.connect(lambda: self.stage.go(_day(place)))
        after = self.action(
            "competition.next", words.text("competition.next"), Look.SECONDARY, Icon.FORWARD
        )
        after.clicked.connect(lambda: self._turn(place, place.day + _DAY))

    @staticmethod
    def ask(place: Competition, terminal: Terminal) -> DayAndCounts | Refused:
        view = terminal.looking.day(place.room_id, place.day)
        if isinstance(view, Refused):
            return view
        counts = terminal.looking.competition(place.room_id, place.day)
        if isinstance(counts, Refused):
            return counts
        return DayAndCounts(view, counts, terminal.now())

    def says(self, answer: DayAndCounts) -> object:
        hours = [(slot.start, slot.end) for slot in answer.view.slots]
        return hours, answer.counts, self._today()

    def _today(self) -> date:
        return self.terminal.now().astimezone(JAPAN).date()

    def _turn(self, place: Competition, day: date) -> None:
        self.stage.go(replace(place, day=day))


def _day(place: Competition) -> Day:
    """The day as it was left, or the one that was turned to, in the same course."""
    since = place.since
    if since is None or since.day == place.day:
        return since or Day(place.room_id, place.day)
    return replace(since, day=place.day, chosen=None)


def previews() -> Iterator[Preview]:
    from kiosk.availability import Now
    from ui.samples.calendars import day_view
    from ui.samples.values import DAY, NOW, ROOM

    place, view = Competition(ROOM.id, DAY), day_view(Now.LOTTERY)
    yield Preview("some", place, DayAndCounts(view, (0, 3, 1, 12, 0, 0, 2, 2, 2, 0, 1, 1), NOW))
    yield Preview("nobody", place, DayAndCounts(view, (0,) * 12, NOW))


SCREEN = CompetitionScreen
