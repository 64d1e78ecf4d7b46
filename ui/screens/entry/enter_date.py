"""A day, as residents say it: the era, then year, month and day, each by one touch, or in digits.

Touched here: ``calendar.ERA``, ``year.YEAR``, ``month.MONTH``, ``day.DAY``, ``date.typed``,
``entry.next`` where there is an answer already, ``entry.skip``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from ui.entry import rules
from ui.entry.dates import Calendar, Span, digits_of, typed_day, western_year
from ui.places import EnterDate
from ui.preview import Preview
from ui.screens.entry.asking import Asking
from ui.widgets.button import BigButton, Look
from ui.widgets.keyboards.desk import Desk
from ui.widgets.paged_list import PagedList
from ui.wording.eras import Era, era_of

if TYPE_CHECKING:
    from ui.stage import Stage

WESTERN: Final = "western"
#: As wide as what stands on the buttons of years, and of days.
_YEAR_MM: Final = 54.0
_DAY_MM: Final = 40.0


class EnterDateScreen(Asking):
    def __init__(self, stage: Stage, place: EnterDate, answer: None = None) -> None:
        super().__init__(stage, place)
        self._place, asked = place, self.field.rules
        self._span = Span(asked.first or date.min, asked.last or date.max)
        self._calendar = _calendar(place.calendar)
        if place.calendar is None:
            self._ask_calendar()
        elif place.typed:
            self._ask_digits()
        elif place.year is None:
            self._ask_year()
        elif place.month is None:
            self._ask_month(place.year)
        else:
            self._ask_day(place.year, place.month)

    def _ask_calendar(self) -> None:
        words = self.words
        known = self.sheet.written(self.index)
        lead = words.era_date(date.fromisoformat(known)) if known else ""
        self.ask_it(lead=words.text("entry.date.known", date=lead) if known else "")
        self._offer(
            (
                (f"calendar.{_name(calendar)}", *self._named(calendar))
                for calendar in self._span.calendars
            ),
            column_mm=110.0,
        )
        for calendar in self._span.calendars:
            name = _name(calendar)
            self._leads(f"calendar.{name}", replace(self._place, calendar=name))
        if known or self.field.optional:
            self.next_button().clicked.connect(lambda: self.take(known))

    def _named(self, calendar: Calendar) -> tuple[str, str]:
        """A calendar and the western years of it."""
        words = self.words
        years = self._span.years(calendar)
        first, last = (western_year(calendar, year) for year in (years[0], years[-1]))
        text = words.text("entry.date.western") if calendar is None else words.era(calendar)
        return text, words.text("entry.date.years", first=first, last=last)

    def _ask_year(self) -> None:
        self._ask_for("entry.date.year", self._known_calendar())
        years = self._span.years(self._calendar)
        self._offer(((f"year.{year}", *self._year(year)) for year in years), _YEAR_MM)
        for year in years:
            self._leads(f"year.{year}", replace(self._place, year=year))
        typed = replace(self._place, typed=True)
        verb = self.action("date.typed", self.words.text("entry.date.typed"), Look.SECONDARY)
        verb.clicked.connect(lambda: self.stage.go(typed))

    def _ask_digits(self) -> None:
        """What is typed stands above the keys as a day, as soon as it is one."""
        words, digits = self.words, digits_of(self._calendar)
        title = words.text("entry.date.typed.title", calendar=self._known_calendar())
        kind = "western" if self._calendar is None else "era"
        self.ask_it(title, words.text(f"entry.date.typed.{kind}"))
        self.desk = Desk(self.theme, words, self.names, rules.digits(digits, digits))
        self.desk.stand_on(self)
        self.desk.changed.connect(self._typed)
        self.desk.refused.connect(lambda _: self._say_digits())
        self.next_button().clicked.connect(self._take_typed)

    def _typed(self, digits: str) -> None:
        day = typed_day(self._calendar, digits)
        if day is None:
            self.unsay()
        else:
            self.tell_help(self.words.era_date(day))

    def _take_typed(self) -> None:
        digits = self.desk.typed
        day = typed_day(self._calendar, digits)
        if day is not None:
            self.take(day.isoformat())
        elif len(digits) < digits_of(self._calendar):
            self._say_digits()
        else:
            self.say_why(rules.Problem.NO_SUCH_DAY)

    def _say_digits(self) -> None:
        kind = "western" if self._calendar is None else "era"
        self.say(self.words.text(f"entry.date.typed.{kind}"))

    def _year(self, year: int) -> tuple[str, str]:
        """A year in its calendar and, smaller, in the other."""
        words = self.words
        if self._calendar is not None:
            western = words.text("entry.date.western_year", year=western_year(self._calendar, year))
            return words.era_year(self._calendar, year), western
        text = words.text("entry.date.western_year", year=year)
        era = era_of(date(year, 12, 31))
        return text, words.era_year(*era) if era is not None else ""

    def _ask_month(self, year: int) -> None:
        self._ask_for("entry.date.month", self._year(year)[0])
        months = self._span.months(self._calendar, year)
        names = ((f"month.{m}", self.words.month_name(date(2000, m, 1)), "") for m in months)
        self._offer(names, _YEAR_MM)
        for month in months:
            self._leads(f"month.{month}", replace(self._place, month=month))

    def _ask_day(self, year: int, month: int) -> None:
        western = western_year(self._calendar, year)
        name = self.words.month_name(date(2000, month, 1))
        self._ask_for(
            "entry.date.day",
            self.words.text("entry.date.both", year=self._year(year)[0], month=name),
        )
        days = self._span.days(self._calendar, year, month)
        texts = ((f"day.{d}", self.words.day(d), "") for d in days)
        buttons = self._offer(texts, _DAY_MM)
        for day in days:
            chosen = date(western, month, day).isoformat()
            buttons[f"day.{day}"].clicked.connect(lambda _=False, text=chosen: self.take(text))

    def _known_calendar(self) -> str:
        if self._calendar is None:
            return self.words.text("entry.date.western")
        return self.words.era(self._calendar)

    def _ask_for(self, key: str, so_far: str) -> None:
        self.head(self.words.text(key), so_far)

    def _offer(
        self, choices: Iterable[tuple[str, str, str]], column_mm: float
    ) -> dict[str, BigButton]:
        """Buttons by object name, text and second line, in a list of pages."""
        self._buttons = {}
        for name, text, sub in choices:
            look = Look.ROW if sub else Look.KEY
            button = BigButton(self.theme, text, sub=sub, look=look)
            button.setObjectName(name)
            self._buttons[name] = button
        rows = list(self._buttons.values())
        self.columns = 1
        widest = max(self.theme.glass.mm(row.sizeHint().width()) for row in rows)
        paged = PagedList(
            self.theme, self.words, rows, row_mm=20.0, column_mm=max(column_mm, widest)
        )
        # Months and days are read as in a calendar.
        paged.along = True
        self.add(paged, grow=True)
        return self._buttons

    def _leads(self, name: str, place: EnterDate) -> None:
        self._buttons[name].clicked.connect(lambda: self.stage.go(place))


def _name(calendar: Calendar) -> str:
    return WESTERN if calendar is None else calendar.key


def _calendar(name: str | None) -> Calendar:
    return next((era for era in Era if era.key == name), None)


def previews() -> Iterator[Preview]:
    from ui.samples import forms

    asked = forms.ask("birth_date")
    assert isinstance(asked, EnterDate)  # noqa: S101 (its own preview)
    yield Preview("calendar", asked)
    yield Preview("known", forms.ask("birth_date", answered=True))
    for calendar, year in (("showa", 20), ("western", 1945)):
        chosen = replace(asked, calendar=calendar)
        yield Preview(f"{calendar}_year", chosen)
        yield Preview(f"{calendar}_month", replace(chosen, year=year))
        yield Preview(f"{calendar}_day", replace(chosen, year=year, month=1))
        yield Preview(f"{calendar}_typed", replace(chosen, typed=True))


SCREEN = EnterDateScreen
