"""When to apply, draw, claim and pay: the city's month as a chart of its days.

A city of many kinds of facilities has more lines than anybody turns pages for: which of them is
asked first.

Touched here: ``month.previous``, ``month.next``, ``city_calendar.lotteries``;
``city_calendar.class.ID``, ``city_calendar.others``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from kiosk.happenings import Happening, MonthOfCity, UseDay
from kiosk.line import LineState
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.places import CityCalendar, Lotteries
from ui.preview import Preview
from ui.screens.looking.following import FollowingScreen
from ui.screens.looking.month_turning import month_turner
from ui.theme.palette import Tone
from ui.widgets.button import BigButton, Look
from ui.widgets.text import Text
from ui.widgets.time_chart import Bar, ChartLine, TimeChart
from ui.wording.ruby import plain
from ui.wording.words import JAPAN

if TYPE_CHECKING:
    from ui.stage import Stage

_TONES = {
    "lottery_open": Tone.LOTTERY,
    "draw": Tone.NEUTRAL,
    "result": Tone.ACCENT,
    "claim": Tone.WARNING,
    "lapse": Tone.BAD,
    "first_come": Tone.GOOD,
    "payment": Tone.BAD,
    "counter_only": Tone.NEUTRAL,
}
#: More lines than these are asked for one kind of facilities at a time.
_MANY = 16
#: How many months one can look ahead and back.
_MONTHS = 12
#: What happens on a day, and does not last.
_MOMENTS = ("draw", "lapse")
_OVER_A_MONTH = timedelta(days=31)
_MOMENT = timedelta(microseconds=1)


class CityCalendarScreen(FollowingScreen[MonthOfCity]):
    every_seconds = 10

    def __init__(self, stage: Stage, place: CityCalendar, answer: MonthOfCity) -> None:
        super().__init__(stage, place, answer)
        words, self._month, self._class_id = self.words, answer.month, place.class_id
        self._today = self._day_of_now()
        if place.class_id is None and len(answer.events) > _MANY:
            self._ask_which(answer.events)
            return
        events = [one for one in answer.events if place.class_id in (None, *one.class_ids)]
        lines = [self._line(happening) for happening in events]
        marked = any(line.today is not None for line in lines)
        self.head(
            words.text("city_calendar.title"), words.text("city_calendar.lead") if marked else ""
        )
        if place.class_id is not None:
            self.tell(Text(self.theme, self._class_name(place.class_id), bold=True), heading=True)
        self.columns = 1
        first = self._today.replace(day=1)
        bounds = (_months_from(first, -1), _months_from(first, _MONTHS))
        self.add(month_turner(self, answer.month, bounds, self._turn))
        self.tell(self.fresh)
        for line in lines:
            self.tell(TimeChart(self.theme, line))
        if not lines:
            self.tell(Text(self.theme, words.text("city_calendar.none")))
        if place.class_id is not None:
            others = self.action(
                "city_calendar.others", words.text("city_calendar.others"), Look.SECONDARY
            )
            others.clicked.connect(lambda: self.stage.go(CityCalendar(answer.month)))
        # A very low glass is left to the chart: the way to look has this door as well.
        elif "lottery" in self.directory.city.features and not self.theme.very_low:
            text = words.text("city_calendar.lotteries", **self.terms)
            running = self.action("city_calendar.lotteries", text, Look.SECONDARY)
            running.clicked.connect(lambda: self.stage.go(Lotteries()))

    def _ask_which(self, events: Sequence[Happening]) -> None:
        """A row for each kind of facilities that something happens to."""
        self.head(self.words.text("city_calendar.title"), self.words.text("city_calendar.which"))
        concerned = {class_id for event in events for class_id in event.class_ids}
        for kind in self.directory.city.classes:
            if kind.id in concerned:
                row = BigButton(self.theme, self.words.of(kind.name), look=Look.ROW)
                row.setObjectName(f"city_calendar.class.{kind.id}")
                place = CityCalendar(self._month, kind.id)
                row.clicked.connect(lambda _=False, place=place: self.stage.go(place))
                self.add(row)

    def _class_name(self, class_id: str) -> str:
        found = (kind for kind in self.directory.city.classes if kind.id == class_id)
        return next((self.words.of(kind.name) for kind in found), "")

    @staticmethod
    def ask(place: CityCalendar, terminal: Terminal) -> MonthOfCity | Refused:
        return terminal.searching.month_of_city(place.month)

    def says(self, answer: MonthOfCity) -> object:
        """With the day that is marked as today."""
        return answer.events, self._day_of_now()

    def _day_of_now(self) -> date:
        return self.terminal.now().astimezone(JAPAN).date()

    def _turn(self, month: date) -> None:
        self.stage.go(CityCalendar(month, self._class_id))

    def _line(self, event: Happening) -> ChartLine:
        """The part of a happening that lies in this month, and all of it in words."""
        words = self.words
        use = "" if event.use_month is None else self._use_month(event.use_month)
        title = words.text(
            "city_calendar.line",
            what=words.text(f"city_calendar.{event.kind}", **self.terms),
            name=words.of(event.name),
            use=use,
        ).strip()
        after = (self._month + _OVER_A_MONTH).replace(day=1)
        days = (after - self._month).days
        here = self._today.day if self._today.replace(day=1) == self._month else None
        first, last = self._first_day(event), self._last_day(event)
        tone = _TONES[event.kind]
        if first is None and last is None:
            return ChartLine(title, self._when(event), tone, self._bars(event, days), days, here)
        if last is None and event.kind in _MOMENTS:
            last = first
        first, last = first or last or self._month, last or after
        bar = Bar(
            max(1, (first - self._month).days + 1),
            max(1, min(days, (last - self._month).days + 1)),
            open_end=last >= after,
        )
        return ChartLine(title, self._when(event), tone, (bar,), days, here)

    def _bars(self, event: Happening, days: int) -> tuple[Bar, ...]:
        """What is told by day of use holds on most days: one band over those that adjoin, the
        longest of which says so."""
        held: set[int] = set()
        for one in event.days:
            first = self._place(one.from_)
            last = first if one.until is None else self._place(one.until - _MOMENT)
            held.update(range(max(1, first), min(last, days) + 1))
        bands = [Bar(first, last, open_end=last == days) for first, last in _adjoining(held)]
        longest = max(bands, key=lambda band: band.last - band.first, default=None)
        if longest is None or longest.first == longest.last:
            return tuple(bands)
        every_day = plain(self.words.text("city_calendar.every_day"))
        return tuple(replace(band, label=every_day) if band is longest else band for band in bands)

    def _place(self, at: datetime) -> int:
        """Which day of this month an instant is; 0 or less before it."""
        return (at.astimezone(JAPAN).date() - self._month).days + 1

    def _for_uses(self, event: Happening) -> str:
        """Which days of use today is about, or this month where it is not that of today."""
        words, now = self.words, self.terminal.now()
        if not event.days:
            return ""
        if self._today.replace(day=1) != self._month:
            return self._uses("city_calendar.uses", [one.use_date for one in event.days])
        today = [one.use_date for one in event.days if self._is_today(one, now)]
        if not today:
            return words.text("city_calendar.uses_none_today")
        return self._uses("city_calendar.uses_today", today)

    def _example(self, event: Happening) -> str:
        """A rule in the dates of one day of use: of today's last, or the month's first."""
        if not event.days:
            return ""
        now = self.terminal.now()
        today = [one for one in event.days if self._is_today(one, now)]
        one = today[-1] if today else event.days[0]
        use = self.words.short_date(one.use_date)
        when = self._span(event.kind, one.from_, one.until)
        return self.words.text("city_calendar.example", use=use, when=when)

    def _uses(self, key: str, uses: Sequence[date]) -> str:
        words = self.words
        first, last = words.short_date(min(uses)), words.short_date(max(uses))
        span = first if first == last else words.text("city_calendar.span", first=first, last=last)
        return words.text(key, days=span)

    def _is_today(self, one: UseDay, now: datetime) -> bool:
        if one.until is None:
            return one.from_.astimezone(JAPAN).date() == self._today
        return one.from_ <= now < one.until

    def _use_month(self, month: str) -> str:
        use = date.fromisoformat(f"{month}-01")
        return self.words.text("city_calendar.use", month=self.words.month(use))

    def _when(self, event: Happening) -> str:
        """From when until when, as the city says it where there is a sentence of its own."""
        text = self._span(event.kind, event.from_, event.until)
        what = "" if event.what is None else self.words.of(event.what)
        parts = (text, self._for_uses(event), what, self._example(event), self._only_in(event))
        return "\n".join(part for part in parts if part)

    def _span(self, kind: str, from_: datetime | None, until: datetime | None) -> str:
        """In dates; with the time of day where it is not that at which a day begins or ends."""
        words = self.words
        first = "" if from_ is None else self._beginning(from_)
        last = "" if until is None else self._end(until)
        if first and (first == last or (kind in _MOMENTS and not last)):
            return first
        if first and last:
            return words.text("city_calendar.span", first=first, last=last)
        if first:
            return words.text("city_calendar.since", first=first)
        return words.text("city_calendar.until", last=last) if last else ""

    def _beginning(self, at: datetime) -> str:
        local = at.astimezone(JAPAN)
        whole = local.time() == time.min
        return self.words.short_date(local.date()) if whole else self.words.short_instant(at)

    def _end(self, at: datetime) -> str:
        local = at.astimezone(JAPAN)
        if local.time() != time.min:
            return self.words.short_deadline(at)
        return self.words.short_date((local - _MOMENT).date())

    def _only_in(self, event: Happening) -> str:
        """The facilities whose day this is, where it is not the same in all."""
        found = (self.directory.facility(facility_id) for facility_id in event.facility_ids)
        names = "・".join(self.words.of(facility.name) for facility in found if facility)
        return self.words.text("city_calendar.facilities", names=names) if names else ""

    @staticmethod
    def _first_day(event: Happening) -> date | None:
        return None if event.from_ is None else event.from_.astimezone(JAPAN).date()

    @staticmethod
    def _last_day(event: Happening) -> date | None:
        """The last day on which it holds: a window that ends at midnight ends the day before."""
        if event.until is None:
            return None
        return (event.until.astimezone(JAPAN) - _MOMENT).date()


def _adjoining(days: Iterable[int]) -> list[tuple[int, int]]:
    """The first and the last of each run of days that follow each other."""
    runs: list[tuple[int, int]] = []
    for day in sorted(days):
        if runs and runs[-1][1] == day - 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _months_from(month: date, months: int) -> date:
    count = month.year * 12 + month.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def previews() -> Iterator[Preview]:
    from ui.samples.searching import BY_DAY_OF_USE, events_of_kinds, month_of_city
    from ui.samples.values import NOW
    from ui.samples.wards import KINDS

    place = CityCalendar(NOW.date())
    yield Preview("month", place, month_of_city(NOW.date()))
    yield Preview("line_down", place, month_of_city(NOW.date()), line=LineState.DOWN)
    yield Preview("by_day_of_use", place, month_of_city(NOW.date(), events=BY_DAY_OF_USE))
    yield Preview("none", place, month_of_city(NOW.date(), events=()))
    kinds = [kind.id for kind in KINDS.city.classes]
    many = month_of_city(NOW.date(), events=events_of_kinds(kinds))
    yield Preview("which", place, many, city=KINDS)
    yield Preview("one_of_many", CityCalendar(NOW.date(), kinds[4]), many, city=KINDS)


SCREEN = CityCalendarScreen
