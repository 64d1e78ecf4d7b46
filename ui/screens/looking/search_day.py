"""On which day? A month of all rooms that the search is about.

Touched here: ``month.YYYY-MM-DD``, ``month.previous``, ``month.next``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kiosk.outcome import Refused
from kiosk.search import CityDays, Question
from kiosk.terminal import Terminal
from ui.places import Search, SearchDay
from ui.preview import Preview
from ui.screens.looking.month_turning import month_turner
from ui.screens.screen import Screen
from ui.widgets.month_calendar import MonthCalendar

if TYPE_CHECKING:
    from ui.stage import Stage


class SearchDayScreen(Screen):
    """The first day of a stretch leads to the last, which is asked on the same calendar."""

    def __init__(self, stage: Stage, place: SearchDay, answer: CityDays) -> None:
        super().__init__(stage, place)
        words = self.words
        self._place, self._question = place, place.question
        lead = ""
        if place.which == "last" and self._question.first is not None:
            lead = words.text("search.days.since", first=words.short_date(self._question.first))
        self.head(words.text(f"search_day.{place.which}"), lead)
        self.columns = 1
        bounds = (answer.first_month, answer.last_month)
        self.add(month_turner(self, answer.month, bounds, self._turned))
        if answer.days:
            calendar = MonthCalendar(self.theme, words, answer.days)
            calendar.picked.connect(self._picked)
            self.add(calendar, grow=True)

    @staticmethod
    def ask(place: SearchDay, terminal: Terminal) -> CityDays | Refused:
        return terminal.searching.city_days(place.question, place.month)

    def _turned(self, month: date) -> None:
        self.stage.go(replace(self._place, month=month))

    def _picked(self, day: date) -> None:
        match self._place.which:
            case "only":
                self.stage.go(Search(replace(self._question, first=day, last=day)))
            case "first":
                question = replace(self._question, first=day, last=None)
                self.stage.go(SearchDay(question, day, "last"))
            case "last":
                first = self._question.first or day
                question = replace(self._question, first=min(first, day), last=max(first, day))
                self.stage.go(Search(question))


def previews() -> Iterator[Preview]:
    from ui.samples.searching import city_days
    from ui.samples.values import DAY

    yield Preview("only", SearchDay(Question(), DAY), city_days(DAY))
    last = SearchDay(Question(first=DAY), DAY, "last")
    yield Preview("last", last, city_days(DAY))


SCREEN = SearchDayScreen
