"""Which counters? Those of a part of the city, or those for one kind of registration.

Touched here: ``choice.NUMBER``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk import guide
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.places import Counters, CountersBy
from ui.preview import Preview
from ui.screens.screen import Screen
from ui.widgets.button import BigButton, Look
from ui.widgets.paged_list import PagedList

if TYPE_CHECKING:
    from ui.stage import Stage


class CountersByScreen(Screen):
    """Only what leads to a counter is offered."""

    def __init__(self, stage: Stage, place: CountersBy, answer: guide.Counters) -> None:
        super().__init__(stage, place)
        self.head(self.words.text(f"counters_by.{place.by}"))
        self.columns = 1
        choices = self._areas(place, answer) if place.by == "area" else self._kinds(answer)
        rows = [self._row(number, *choice) for number, choice in enumerate(choices)]
        self.add(PagedList(self.theme, self.words, rows, column_mm=110.0), grow=True)

    @staticmethod
    def ask(place: CountersBy, terminal: Terminal) -> guide.Counters | Refused:
        return terminal.guide.counters()

    def _areas(self, place: CountersBy, answer: guide.Counters) -> Iterator[tuple[str, Counters]]:
        where = (
            [counter.address["ja"] for counter in answer.counters]
            if place.what == "counters"
            else [terminal.area["ja"] for terminal in answer.terminals]
        )
        for area in self.directory.city.areas:
            name = area.name["ja"]
            if any(one.startswith(name) for one in where):
                yield self.words.of(area.name), Counters(place.what, area=name)

    def _kinds(self, answer: guide.Counters) -> Iterator[tuple[str, Counters]]:
        taken = {kind for counter in answer.counters for kind in counter.kinds}
        for kind in self.directory.city.registration.kinds:
            if kind.id in taken:
                yield self.words.of(kind.name), Counters(kind=kind.id)

    def _row(self, number: int, text: str, to: Counters) -> BigButton:
        row = BigButton(self.theme, text, look=Look.ROW)
        row.setObjectName(f"choice.{number}")
        row.clicked.connect(lambda: self.stage.go(to))
        return row


def previews() -> Iterator[Preview]:
    from ui.samples.guide import MANY_COUNTERS
    from ui.samples.wards import WARDS

    yield Preview("kind", CountersBy("kind"), MANY_COUNTERS, city=WARDS)
    yield Preview("area", CountersBy("area"), MANY_COUNTERS, city=WARDS)


SCREEN = CountersByScreen
