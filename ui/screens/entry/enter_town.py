"""Which of the towns that share a postcode.

Touched here: ``town.NUMBER``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ui.entry.towns import Town
from ui.places import EnterTown
from ui.preview import Preview
from ui.screens.entry.asking import Asking
from ui.widgets.button import BigButton, Look
from ui.widgets.paged_list import PagedList

if TYPE_CHECKING:
    from ui.stage import Stage


class EnterTownScreen(Asking):
    def __init__(self, stage: Stage, place: EnterTown, answer: None = None) -> None:
        super().__init__(stage, place)
        self.head(self.words.text("entry.town.title"))
        rows = [self._row(number, town) for number, town in enumerate(place.towns)]
        self.add(PagedList(self.theme, self.words, rows), grow=True)

    def _row(self, number: int, town: Town) -> BigButton:
        row = BigButton(self.theme, town.address, sub=town.note, look=Look.ROW)
        row.setObjectName(f"town.{number}")
        row.clicked.connect(lambda: self._choose(town))
        return row

    def _choose(self, town: Town) -> None:
        self.sheet.write_town(self.index, town.address)
        self.go_on()


def previews() -> Iterator[Preview]:
    from ui.samples import forms

    asked = forms.ask("postcode", answered=True)
    yield Preview("several", EnterTown(asked.sheet, asked.index, towns=forms.TOWNS))
    many = tuple(Town(f"岐阜県郡上市八幡町市島高雄参区第{n}") for n in range(40))
    yield Preview("many", EnterTown(asked.sheet, asked.index, towns=many))


SCREEN = EnterTownScreen
