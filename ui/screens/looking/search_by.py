"""One condition of a search: what for, when, how many, where.

Touched here: ``choice.NUMBER``, ``choice.any``, ``search_by.day``, ``search_by.period``,
``weekday.NUMBER``, ``search_by.next``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kiosk.model import Purpose
from kiosk.search import Condition, Question
from ui.directory import Directory
from ui.places import Place, Search, SearchBy, SearchDay
from ui.preview import Preview
from ui.screens.looking.conditions import PARTS, PEOPLE, SATURDAY, WEEKEND, WORKDAYS
from ui.screens.looking.facility_rows import areas_of
from ui.screens.looking.spacious import spacious
from ui.screens.screen import Screen
from ui.widgets.button import BigButton, Look
from ui.widgets.button_grid import ButtonGrid
from ui.widgets.icons import Icon
from ui.widgets.paged_list import PagedList
from ui.wording.words import JAPAN

if TYPE_CHECKING:
    from ui.stage import Stage

_WEEK = 7
_LONGEST_MONTH = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class _Choice:
    """A button that answers: the question as it is then."""

    text: str
    question: Question
    sub: str = ""


class SearchByScreen(Screen):
    """``answer`` is a directory other than the city's own, for pictures."""

    def __init__(self, stage: Stage, place: SearchBy, answer: Directory | None = None) -> None:
        super().__init__(stage, place)
        self._city, self._question = answer or self.directory, place.question
        self._today = self.terminal.now().astimezone(JAPAN).date()
        self.columns = 1
        words, name = self.words, place.condition.value
        self.head(words.text(f"search_by.{name}.title"))
        match place.condition:
            case Condition.PURPOSE:
                self._offer(self._purposes())
            case Condition.DAYS:
                self._calendars()
                self._offer(self._periods())
            case Condition.PART:
                self._offer(
                    [
                        _Choice(
                            words.text(f"search.part.{part.value}"),
                            replace(self._question, part=part),
                            words.text(f"search_by.part.{part.value}"),
                        )
                        for part in PARTS
                    ]
                )
            case Condition.WEEKDAYS:
                self._weekdays()
            case Condition.PEOPLE:
                self._offer(
                    [
                        _Choice(
                            words.text("search.people.least", people=people),
                            replace(self._question, people=people),
                        )
                        for people in PEOPLE
                    ]
                )
            case Condition.AREA:
                self._offer(
                    [
                        _Choice(words.of(area.name), replace(self._question, area=area.name["ja"]))
                        for area in areas_of(self._city)
                    ]
                )

    # -- what can be chosen ---------------------------------------------------------------------

    def _offer(self, choices: Sequence[_Choice]) -> None:
        """The choices, and last that it does not matter."""
        rows = [self._button(f"choice.{number}", choice) for number, choice in enumerate(choices)]
        assert isinstance(self.place, SearchBy)  # noqa: S101
        anything = _Choice(
            self.words.text("search_by.any"), self._question.without(self.place.condition)
        )
        rows.append(self._button("choice.any", anything))
        self.add(PagedList(self.theme, self.words, rows, row_mm=22.0, column_mm=110.0), grow=True)

    def _button(self, name: str, choice: _Choice) -> BigButton:
        button = BigButton(self.theme, choice.text, sub=choice.sub, look=Look.ROW)
        button.setObjectName(name)
        button.clicked.connect(lambda: self.stage.go(Search(choice.question)))
        return button

    def _purposes(self) -> list[_Choice]:
        """Every purpose of the city once: many classes take the same."""
        found: dict[str, Purpose] = {}
        for klass in self._city.city.classes:
            for purpose in klass.purposes:
                found.setdefault(purpose.id, purpose)
        return [
            _Choice(self.words.of(one.name), replace(self._question, purpose_id=one.id))
            for one in found.values()
        ]

    def _calendars(self) -> None:
        """A day out of the calendar, or a stretch from one day to another."""
        one = self._way("search_by.day", SearchDay(self._question, self._today))
        more = self._way("search_by.period", SearchDay(self._question, self._today, "first"))
        self.add(ButtonGrid(self.theme, [one, more], 2))

    def _way(self, name: str, to: Place) -> BigButton:
        text = self.words.text(name)
        button = BigButton(self.theme, text, look=Look.SECONDARY, icon=Icon.CALENDAR)
        button.setObjectName(name)
        button.clicked.connect(lambda: self.stage.go(to))
        return button

    def _periods(self) -> list[_Choice]:
        """Stretches of days that people say in one word."""
        words, today = self.words, self._today
        saturday = today + timedelta(days=(SATURDAY - today.weekday()) % _WEEK)
        next_month = (today.replace(day=1) + _LONGEST_MONTH).replace(day=1)
        after = (next_month + _LONGEST_MONTH).replace(day=1)
        day = timedelta(days=1)
        spans: dict[str, tuple[date, date]] = {
            "today": (today, today),
            "tomorrow": (today + day, today + day),
            "weekend": (saturday, saturday + day),
            "week": (today, today + 6 * day),
            "this_month": (today, next_month - day),
            "next_month": (next_month, after - day),
        }
        return [
            _Choice(
                words.text(f"search_by.days.{name}"),
                replace(self._question, first=first, last=last),
                self._span(first, last),
            )
            for name, (first, last) in spans.items()
        ]

    def _span(self, first: date, last: date) -> str:
        words = self.words
        if first == last:
            return words.short_date(first)
        return words.text("week.span", first=words.short_date(first), last=words.short_date(last))

    # -- several at once ------------------------------------------------------------------------

    def _weekdays(self) -> None:
        """Weekdays are chosen together: each touch takes one in or out."""
        words = self.words
        quick = [
            _Choice(words.text(f"search.weekdays.{name}"), replace(self._question, weekdays=days))
            for name, days in (("weekend", WEEKEND), ("workdays", WORKDAYS))
        ]
        anything = replace(self._question, weekdays=frozenset())
        rows = [self._button(f"choice.{number}", choice) for number, choice in enumerate(quick)]
        rows.append(self._button("choice.any", _Choice(words.text("search_by.any"), anything)))
        self.add(ButtonGrid(self.theme, rows, 3))
        sunday_first = words.weekdays()
        names = (*sunday_first[1:], sunday_first[0])
        self._days = [self._weekday(day, name) for day, name in enumerate(names)]
        self.add(ButtonGrid(self.theme, self._days, _WEEK))
        self._next = self.action("search_by.next", words.text("search_by.next"))
        self._next.clicked.connect(lambda: self.stage.go(Search(self._chosen())))
        self._offer_next()

    def _weekday(self, day: int, name: str) -> BigButton:
        button = BigButton(self.theme, name, look=Look.SECONDARY)
        button.setObjectName(f"weekday.{day}")
        button.setMinimumHeight(spacious(self.theme, 22.0))
        button.setCheckable(True)
        button.setChecked(day in self._question.weekdays)
        button.toggled.connect(self._offer_next)
        return button

    def _offer_next(self) -> None:
        why = self.words.text("off.choose_weekday")
        self._next.allow(when=bool(self._chosen().weekdays), otherwise=why)

    def _chosen(self) -> Question:
        chosen = frozenset(day for day, button in enumerate(self._days) if button.isChecked())
        return replace(self._question, weekdays=chosen)


def previews() -> Iterator[Preview]:
    from ui.samples.wards import WARDS

    for condition in Condition:
        yield Preview(condition.value, SearchBy(Question(), condition), WARDS)
    weekend = Question(weekdays=WEEKEND)
    yield Preview("weekdays_chosen", SearchBy(weekend, Condition.WEEKDAYS))


SCREEN = SearchByScreen
