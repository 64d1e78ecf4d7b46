"""How would you like to look: here, at a facility, on a day, for what you want to do?

Touched here: ``facility.FACILITY_ID``, ``look.facilities``, ``look.days``, ``look.purpose``,
``look.calendar``, ``look.lotteries``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.search import Condition, Question
from ui.places import (
    CityCalendar,
    Facilities,
    Lotteries,
    Place,
    Rooms,
    SearchBy,
    WaysToLook,
)
from ui.preview import Preview
from ui.screens.looking.spacious import spacious
from ui.screens.screen import Screen
from ui.theme.theme import Type
from ui.widgets.button import BigButton, Look
from ui.widgets.button_grid import ButtonGrid
from ui.widgets.icons import Icon
from ui.widgets.paged_list import PagedList
from ui.wording.words import JAPAN

if TYPE_CHECKING:
    from ui.stage import Stage

#: The least height of a way, which grows with the room there is; and on a very low glass.
_WAY_MM, _LOW_WAY_MM = 30.0, 24.0


class LookScreen(Screen):
    """The rooms of this very house first: they are what most people in its lobby want."""

    def __init__(self, stage: Stage, place: WaysToLook, answer: None = None) -> None:
        super().__init__(stage, place)
        words = self.words
        self.head(words.text("look.title"), words.text("look.lead"))
        home = self.directory.facility(stage.around.settings.home_facility_id or "")
        ways: list[BigButton] = []
        if home is not None:
            name = f"facility.{home.id}"
            ways.append(self._way(name, "look.here", Rooms(home.id), Icon.HOUSE, Look.PRIMARY))
        for key, icon, to in (
            ("look.facilities", Icon.LIST, Facilities()),
            ("look.days", Icon.CALENDAR, SearchBy(Question(), Condition.DAYS)),
            ("look.purpose", Icon.SEARCH, SearchBy(Question(), Condition.PURPOSE)),
        ):
            ways.append(self._way(key, key, to, icon, Look.SECONDARY))
        self.columns = 1
        theme = self.theme
        row = theme.glass.mm(spacious(theme, _LOW_WAY_MM if theme.very_low else _WAY_MM))
        self.add(PagedList(theme, words, ways, row_mm=row), grow=True)
        today = self.terminal.now().astimezone(JAPAN).date()
        small = [self._small("look.calendar", CityCalendar(today))]
        if "lottery" in self.directory.city.features:
            small.append(self._small("look.lotteries", Lotteries()))
        self.add(ButtonGrid(self.theme, small, 2))

    def _way(self, name: str, key: str, to: Place, icon: Icon, look: Look) -> BigButton:
        words = self.words
        home = self.directory.facility(self.stage.around.settings.home_facility_id or "")
        button = BigButton(
            self.theme,
            words.text(key),
            sub=words.of(home.name) if key == "look.here" and home else words.text(f"{key}.sub"),
            look=look,
            icon=icon,
            type_=Type.HEADING,
        )
        button.setObjectName(name)
        button.clicked.connect(lambda: self.stage.go(to))
        return button

    def _small(self, name: str, to: Place) -> BigButton:
        text = self.words.text(name, **self.terms)
        button = BigButton(self.theme, text, look=Look.SECONDARY)
        button.setObjectName(name)
        button.clicked.connect(lambda: self.stage.go(to))
        return button


def previews() -> Iterator[Preview]:
    yield Preview("ways", WaysToLook())


SCREEN = LookScreen
