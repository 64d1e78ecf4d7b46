"""Which facility, by its name? Typed in kana; how many fit is said with every key.

Touched here: ``key.KEY`` for every key of the board that is shown, ``facilities_named.show``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ui.entry import rules
from ui.places import FacilitiesNamed, FacilitiesOf
from ui.preview import Preview
from ui.screens.looking.facility_rows import named
from ui.screens.screen import Screen
from ui.widgets.keyboards.desk import Desk

if TYPE_CHECKING:
    from ui.stage import Stage

#: No name needs more to be told from the others.
_MOST = 20


class FacilitiesNamedScreen(Screen):
    def __init__(self, stage: Stage, place: FacilitiesNamed, answer: None = None) -> None:
        super().__init__(stage, place)
        words = self.words
        self.head(words.text("facilities_named.title"), words.text("facilities_named.lead"))
        title = words.text("facilities_named.title")
        self.desk = Desk(self.theme, words, title, rules.kana(_MOST), place.typed)
        self.desk.stand_on(self)
        self.desk.changed.connect(self._typed)
        self._show = self.action("facilities_named.show", "")
        self._show.clicked.connect(lambda: self.stage.go(FacilitiesOf(typed=self.desk.typed)))
        self._typed(place.typed)

    def _typed(self, typed: str) -> None:
        found = len(named(self.directory, typed)) if typed else 0
        key = "facilities_named.show" if typed else "facilities_named.nothing_typed"
        text = self.words.text(key, count=found)
        self._show.setText(text)
        self._show.setAccessibleName(text)
        lacking = self.words.text("off.no_facility" if typed else "off.enter_kana")
        self._show.allow(when=found > 0, otherwise=lacking)
        if typed:
            # The way back leads to what was typed.
            self.stage.trail.remember(FacilitiesNamed(typed))


def previews() -> Iterator[Preview]:
    yield Preview("empty", FacilitiesNamed())
    yield Preview("some_fit", FacilitiesNamed("シロイ"))
    yield Preview("none_fits", FacilitiesNamed("ンンン"))


SCREEN = FacilitiesNamedScreen
