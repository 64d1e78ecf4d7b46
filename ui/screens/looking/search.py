"""What are you looking for? The conditions of a search, each to be changed by a touch.

Touched here: ``search.purpose``, ``search.days``, ``search.part``, ``search.weekdays``,
``search.people``, ``search.area``, ``search.clear``, ``search.find``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from kiosk.search import Condition, PartOfDay, Question
from ui.places import Search, SearchBy, SearchResults
from ui.preview import Preview
from ui.screens.looking.conditions import WEEKEND, applicable, said
from ui.screens.looking.spacious import spacious
from ui.screens.screen import Screen
from ui.widgets.button import BigButton, Look
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage


class SearchScreen(Screen):
    """What does not matter need not be touched: the search may begin at once."""

    def __init__(self, stage: Stage, place: Search, answer: None = None) -> None:
        super().__init__(stage, place)
        words, question = self.words, place.question
        self.head(words.text("search.title"), words.text("search.lead"))
        for condition in applicable(self.directory):
            self.add(self._row(question, condition))
        clear = self.action("search.clear", words.text("search.clear"), Look.SECONDARY)
        clear.allow(when=bool(question.narrowed_by), otherwise=words.text("off.no_condition"))
        clear.clicked.connect(lambda: self.stage.go(Search()))
        find = self.action("search.find", words.text("search.find"), icon=Icon.SEARCH)
        find.clicked.connect(lambda: self.stage.go(SearchResults(question)))

    def _row(self, question: Question, condition: Condition) -> BigButton:
        words, name = self.words, f"search.{condition.value}"
        row = BigButton(
            self.theme,
            words.text("search.row", name=words.text(name), value=said(self, question, condition)),
            mark=words.text("search.change") if condition in question.narrowed_by else "",
            look=Look.ROW,
        )
        row.setObjectName(name)
        row.setMinimumHeight(spacious(self.theme, 20.0))
        row.clicked.connect(lambda: self.stage.go(SearchBy(question, condition)))
        return row


def previews() -> Iterator[Preview]:
    from ui.samples.values import NOW, PURPOSE
    from ui.samples.wards import WARDS

    today = NOW.date()
    narrow = Question(PURPOSE.id, today, today + timedelta(days=30), PartOfDay.EVENING, WEEKEND, 30)
    yield Preview("anything", Search())
    yield Preview("narrow", Search(narrow))
    yield Preview("of_a_big_city", Search(), city=WARDS)


SCREEN = SearchScreen
