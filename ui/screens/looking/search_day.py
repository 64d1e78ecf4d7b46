"""On which day? A month of all rooms that the search is about.

Touched here: ``month.YYYY-MM-DD``, ``month.previous``, ``month.next``, ``search_day.typed``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kiosk.outcome import Refused
from kiosk.search import CityDays, Question
from kiosk.terminal import Terminal
from ui.entry.rules import day as day_between
from ui.forms.form import Field, Form, LeadTo, Sheet
from ui.places import EnterDate, Place, Search, SearchDay
from ui.preview import Preview
from ui.screens.looking.following import FollowingScreen
from ui.screens.looking.month_turning import month_turner
from ui.widgets.button import Look
from ui.widgets.month_calendar import MonthCalendar
from ui.wording.words import JAPAN

if TYPE_CHECKING:
    from ui.stage import Stage


_DAY = timedelta(days=1)
#: Longer than any month.
_OVER_A_MONTH = timedelta(days=31)


class SearchDayScreen(FollowingScreen[CityDays]):
    """The first day of a stretch leads to the last, which is asked on the same calendar."""

    every_seconds = 10

    def __init__(self, stage: Stage, place: SearchDay, answer: CityDays) -> None:
        super().__init__(stage, place, answer)
        words = self.words
        self._place, self._question = place, place.question
        lead = ""
        if place.which == "last" and self._question.first is not None:
            lead = words.text("search.days.since", first=words.short_date(self._question.first))
        self.head(words.text(f"search_day.{place.which}"), lead)
        self.columns = 1
        upright = self.theme.glass.portrait
        if upright:
            self.tell(self.fresh)
        bounds = (answer.first_month, answer.last_month)
        self.add(month_turner(self, answer.month, bounds, self._turned))
        if answer.days:
            calendar = MonthCalendar(self.theme, words, answer.days)
            calendar.picked.connect(self._picked)
            self.add(calendar, grow=True)
        if not upright:
            self.tell(self.fresh)
        form = self._form(answer)
        typed = self.action("search_day.typed", words.text("entry.date.typed"), Look.SECONDARY)
        typed.clicked.connect(lambda: self.stage.go(EnterDate(Sheet(form), 0, typed=True)))

    @staticmethod
    def ask(place: SearchDay, terminal: Terminal) -> CityDays | Refused:
        return terminal.searching.city_days(place.question, place.month)

    def says(self, answer: CityDays) -> object:
        return answer.month, answer.days

    def _turned(self, month: date) -> None:
        self.stage.go(replace(self._place, month=month))

    def _picked(self, day: date) -> None:
        self.stage.go(self._with(day))

    def _with(self, day: date) -> Place:
        """Where a day leads, picked or typed."""
        match self._place.which:
            case "only":
                return Search(replace(self._question, first=day, last=day))
            case "first":
                question = replace(self._question, first=day, last=None)
                return SearchDay(question, day, "last")
            case "last":
                first = self._question.first or day
                question = replace(self._question, first=min(first, day), last=max(first, day))
                return Search(question)

    def _form(self, answer: CityDays) -> Form:
        """The same question, answered in digits."""
        today = self.terminal.now().astimezone(JAPAN).date()
        last = (answer.last_month + _OVER_A_MONTH).replace(day=1) - _DAY
        asked = Field("day", day_between(today, max(today, last)), "search_day.digits")
        end = LeadTo(lambda answers: self._with(date.fromisoformat(answers["day"])))
        return Form("search_day", "search_day", (asked,), end, reviewed=False)


def previews() -> Iterator[Preview]:
    from ui.samples.searching import city_days
    from ui.samples.values import DAY

    yield Preview("only", SearchDay(Question(), DAY), city_days(DAY))
    last = SearchDay(Question(first=DAY), DAY, "last")
    yield Preview("last", last, city_days(DAY))


SCREEN = SearchDayScreen
