"""The lotteries that run now or come next: when to apply, when the result is told.

Touched here: ``lottery.NUMBER``, ``lotteries.calendar``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.happenings import LotteriesNow, RunningLottery
from kiosk.line import LineState
from kiosk.outcome import Refused
from kiosk.search import Question
from kiosk.terminal import Terminal
from ui.places import CityCalendar, Lotteries, SearchResults
from ui.preview import Preview
from ui.screens.looking.following import FollowingScreen
from ui.screens.looking.spacious import is_low
from ui.theme.palette import Tone
from ui.widgets.button import BigButton, Look
from ui.widgets.icons import Icon
from ui.widgets.paged_list import PagedList
from ui.widgets.text import Text
from ui.wording.words import JAPAN

if TYPE_CHECKING:
    from ui.stage import Stage

_TONES = {
    "coming": Tone.ACCENT,
    "open": Tone.LOTTERY,
    "drawing": Tone.MUTED,
    "result": Tone.GOOD,
    "claiming": Tone.WARNING,
}


class LotteriesScreen(FollowingScreen[LotteriesNow]):
    """A touch shows the rooms that can be had in that lottery."""

    every_seconds = 10

    def __init__(self, stage: Stage, place: Lotteries, answer: LotteriesNow) -> None:
        super().__init__(stage, place, answer)
        words = self.words
        lead = "" if is_low(self.theme) else words.text("lotteries.lead")
        self.head(words.text("lotteries.title", **self.terms), lead)
        self.columns = 1
        if answer.items:
            rows = [self._row(number, one) for number, one in enumerate(answer.items)]
            self.add(PagedList(self.theme, words, rows, row_mm=30.0), grow=True)
        else:
            self.tell(Text(self.theme, words.text("lotteries.none", **self.terms)))
        self.tell(self.fresh)
        today = self.terminal.now().astimezone(JAPAN).date()
        text = words.text("lotteries.calendar")
        month = self.action("lotteries.calendar", text, Look.SECONDARY, Icon.CALENDAR)
        month.clicked.connect(lambda: self.stage.go(CityCalendar(today)))

    @staticmethod
    def ask(place: Lotteries, terminal: Terminal) -> LotteriesNow | Refused:
        return terminal.searching.lotteries()

    def says(self, answer: LotteriesNow) -> object:
        return answer.items

    def _row(self, number: int, one: RunningLottery) -> BigButton:
        words = self.words
        row = BigButton(
            self.theme,
            words.text("lotteries.row", name=words.of(one.name), use=self._use(one)),
            sub=self._dates(one),
            mark=words.text(f"lotteries.{one.state}"),
            mark_tone=_TONES[one.state],
            look=Look.ROW,
        )
        row.setObjectName(f"lottery.{number}")
        question = Question(
            first=one.use_from, last=one.use_until, classes=frozenset(one.class_ids)
        )
        row.clicked.connect(lambda: self.stage.go(SearchResults(question)))
        return row

    def _use(self, one: RunningLottery) -> str:
        """The days of use: a month where it is one, else the day or the stretch."""
        words = self.words
        if one.use_from == one.use_until:
            return words.short_date(one.use_from)
        if (one.use_from.year, one.use_from.month) == (one.use_until.year, one.use_until.month):
            return words.month(one.use_from)
        return words.text(
            "week.span",
            first=words.short_date(one.use_from),
            last=words.short_date(one.use_until),
        )

    def _dates(self, one: RunningLottery) -> str:
        """What is next: applying, the result, or claiming."""
        words = self.words
        match one.state:
            case "coming" | "open":
                return words.text(
                    "lotteries.apply",
                    first=words.short_instant(one.opens),
                    last=words.short_deadline(one.closes),
                )
            case "claiming" if one.claim_until is not None:
                last = words.short_deadline(one.claim_until)
                return words.text("lotteries.claim", last=last)
            case _:
                first = words.short_instant(one.result_from)
                return words.text("lotteries.result_from", first=first)


def previews() -> Iterator[Preview]:
    from ui.samples.searching import lotteries

    yield Preview("running", Lotteries(), lotteries(5))
    yield Preview("many", Lotteries(), lotteries(24))
    yield Preview("none", Lotteries(), lotteries(0))
    yield Preview("line_down", Lotteries(), lotteries(2), line=LineState.DOWN)


SCREEN = LotteriesScreen
