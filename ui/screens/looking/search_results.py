"""What was found: rooms by day with their free hours; and if nothing was, what to loosen.

Touched here: ``found.NUMBER``, ``found.more``, ``found.before``, ``found.change``,
``found.print``, ``looser.CONDITION``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.availability import Now
from kiosk.line import LineState
from kiosk.outcome import Refused
from kiosk.search import Found, Looser, SearchAnswer
from kiosk.terminal import Terminal
from ui.places import Day, Search, SearchResults
from ui.preview import Preview
from ui.request import Request
from ui.screens.lobby.handing_out import offer_paper
from ui.screens.looking.conditions import said
from ui.screens.looking.following import FollowingScreen
from ui.screens.looking.spacious import is_low
from ui.theme.palette import Tone
from ui.widgets.availability_marks import MARKS
from ui.widgets.button import BigButton, Look
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.paged_list import PagedList
from ui.wording.ruby import plain

if TYPE_CHECKING:
    from ui.stage import Stage


class SearchResultsScreen(FollowingScreen[SearchAnswer]):
    every_seconds = 10

    def __init__(self, stage: Stage, place: SearchResults, answer: SearchAnswer) -> None:
        super().__init__(stage, place, answer)
        self._place, self._answer, words = place, answer, self.words
        self.columns = 1
        narrowed = place.question.narrowed_by
        asked = tuple(said(self, place.question, condition) for condition in narrowed)
        lead = words.text("room_detail.between").join(asked)
        key = "search_results.title" if answer.found else "search_results.none"
        self.head(words.text(key), "" if is_low(self.theme) else lead)
        if answer.found:
            rows = [self._row(number, one) for number, one in enumerate(answer.found)]
            self.add(PagedList(self.theme, words, rows, row_mm=26.0), grow=True)
        else:
            self._nothing()
        self.tell(self.fresh)
        change = self.action("found.change", words.text("search_results.change"), Look.SECONDARY)
        change.clicked.connect(lambda: self.stage.go(Search(place.question)))
        if answer.skipped:
            self._lot("found.before", max(0, answer.skipped - len(answer.found)), Icon.BACK)
        if answer.found:
            sheet = Request(self.terminal.handouts, "found", (answer, tuple(map(plain, asked))))
            offer_paper(self, "found.print", sheet, "found")
        if answer.more:
            self._lot("found.more", answer.skipped + len(answer.found), Icon.FORWARD)

    @staticmethod
    def ask(place: SearchResults, terminal: Terminal) -> SearchAnswer | Refused:
        return terminal.searching.search(place.question, place.skip)

    def says(self, answer: SearchAnswer) -> object:
        return answer.found, answer.more, answer.looser

    def _row(self, number: int, one: Found) -> BigButton:
        words, mark = self.words, MARKS[one.now]
        facility, room = self.directory.names(one.room_id, one.facility_id, words)
        hours = words.text("room_detail.between").join(
            words.time_span(start, end) for start, end in one.spans
        )
        # As the city calls it: here is the room that a day of a calendar does not have.
        drawn = one.now is Now.LOTTERY
        state = self.terms["lottery"] if drawn else words.text(f"now.{one.now.value}.short")
        row = BigButton(
            self.theme,
            words.text("search_results.row", day=words.short_date(one.date), hours=hours),
            sub=words.text("search_results.where", facility=facility, room=room),
            mark=f"{mark.sign} {state}",
            mark_tone=mark.tone,
            look=Look.ROW,
        )
        row.setObjectName(f"found.{number}")
        row.clicked.connect(lambda: self.stage.go(Day(one.room_id, one.date)))
        return row

    def _lot(self, name: str, skip: int, icon: Icon) -> None:
        text = self.words.text(f"search_results.{name.removeprefix('found.')}")
        button = self.action(name, text, Look.SECONDARY, icon)
        button.clicked.connect(lambda: self.stage.go(SearchResults(self._place.question, skip)))

    def _nothing(self) -> None:
        """What keeps something from being found, each to be dropped by a touch."""
        words, looser = self.words, self._answer.looser
        body = words.text("search_results.loosen" if looser else "search_results.nothing_helps")
        title = words.text("search_results.none")
        self.tell(NoticeCard(self.theme, Tone.WARNING, Icon.WARNING, title, body))
        for one in looser:
            self.add(self._looser(one))

    def _looser(self, one: Looser) -> BigButton:
        words = self.words
        key = "search_results.at_least" if one.at_least else "search_results.exactly"
        button = BigButton(
            self.theme,
            words.text(
                "search_results.without",
                condition=words.text(f"search.{one.condition.value}"),
                said=said(self, self._place.question, one.condition),
            ),
            mark=words.text(key, count=one.total),
            look=Look.ROW,
        )
        button.setObjectName(f"looser.{one.condition.value}")
        question = self._place.question.without(one.condition)
        button.clicked.connect(lambda: self.stage.go(SearchResults(question)))
        return button


def previews() -> Iterator[Preview]:
    from kiosk.search import Question
    from ui.samples.searching import search_answer
    from ui.samples.values import DAY

    place = SearchResults(Question())
    yield Preview("found", place, search_answer())
    yield Preview("more", place, search_answer(60, more=True, skip=60))
    yield Preview("one", place, search_answer(1))
    nothing = SearchResults(Question(first=DAY, last=DAY, people=200))
    yield Preview("nothing", nothing, search_answer(0))
    yield Preview("line_down", place, search_answer(), line=LineState.DOWN)


SCREEN = SearchResultsScreen
