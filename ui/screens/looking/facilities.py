"""Which facility? All of them, or by ward, by the sound of the name, on a map.

Touched here: ``facility.FACILITY_ID``, ``facilities.area``, ``facilities.map``,
``facilities.kana``, ``facilities.named``, ``area.NUMBER``, ``kana.NUMBER``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.kana import ROWS, row_of
from ui.directory import Directory
from ui.places import Facilities, FacilitiesNamed, FacilitiesOf, Place
from ui.preview import Preview
from ui.screens.looking.facility_rows import areas_of, facility_rows, in_area
from ui.screens.looking.spacious import spacious
from ui.screens.screen import Screen
from ui.theme.theme import Type
from ui.widgets.area_map import AreaMap, Tile
from ui.widgets.button import BigButton, Look
from ui.widgets.button_grid import ButtonGrid
from ui.widgets.icons import Icon
from ui.widgets.paged_list import PagedList

if TYPE_CHECKING:
    from ui.stage import Stage

#: A map says something where the city is this many parts or more.
_LEAST_AREAS = 3


class FacilitiesScreen(Screen):
    """``answer`` is a directory other than the city's own, for pictures."""

    def __init__(self, stage: Stage, place: Facilities, answer: Directory | None = None) -> None:
        super().__init__(stage, place)
        self._city = answer or self.directory
        self.columns = 1
        match place.by:
            case "home":
                self._all()
            case "area":
                self._areas()
            case "map":
                self._map()
            case "kana":
                self._kana()

    def _all(self) -> None:
        self.head(self.words.text("facilities.title"))
        across = 2 if self.theme.glass.portrait else 4
        self.add(ButtonGrid(self.theme, self._ways(), across, alone=True))
        home = self.stage.around.settings.home_facility_id
        ordered = sorted(self._city.facilities, key=lambda facility: facility.id != home)
        rows = facility_rows(self, ordered)
        self.add(PagedList(self.theme, self.words, rows, row_mm=26.0), grow=True)

    def _ways(self) -> list[BigButton]:
        """Other ways to find a facility; those by area only where the city has areas."""
        ways = [
            self._way("facilities.kana", Facilities("kana"), Icon.LIST),
            self._way("facilities.named", FacilitiesNamed(), Icon.SEARCH),
        ]
        if len(areas_of(self._city)) > 1:
            ways.append(self._way("facilities.area", Facilities("area"), Icon.HOUSE))
        if len(self._city.city.areas) >= _LEAST_AREAS:
            ways.append(self._way("facilities.map", Facilities("map"), Icon.MAP))
        return ways

    def _way(self, name: str, to: Place, icon: Icon) -> BigButton:
        button = BigButton(self.theme, self.words.text(name), look=Look.SECONDARY, icon=icon)
        button.setObjectName(name)
        button.clicked.connect(lambda: self.stage.go(to))
        return button

    def _areas(self) -> None:
        words = self.words
        self.head(words.text("facilities.area.title"))
        rows = []
        for number, area in enumerate(areas_of(self._city)):
            count = len(in_area(self._city, area.name["ja"]))
            mark = words.text("facilities.count", count=count)
            row = BigButton(self.theme, words.of(area.name), mark=mark, look=Look.ROW)
            row.setObjectName(f"area.{number}")
            to = FacilitiesOf(area=area.name["ja"])
            row.clicked.connect(lambda _=False, to=to: self.stage.go(to))
            rows.append(row)
        self.add(PagedList(self.theme, words, rows, row_mm=22.0, column_mm=120.0), grow=True)

    def _map(self) -> None:
        words = self.words
        self.head(words.text("facilities.map.title"), words.text("facilities.map.lead"))
        tiles = [
            Tile(
                f"area.{number}",
                words.of(area.name),
                words.text("facilities.count", count=len(in_area(self._city, area.name["ja"]))),
                area.column,
                area.row,
            )
            for number, area in enumerate(areas_of(self._city))
        ]
        chart = AreaMap(self.theme, tiles)
        names = [area.name["ja"] for area in areas_of(self._city)]
        chart.picked.connect(lambda number: self.stage.go(FacilitiesOf(area=names[number])))
        self.add(chart, grow=True)

    def _kana(self) -> None:
        words = self.words
        self.head(words.text("facilities.kana.title"), words.text("facilities.kana.lead"))
        counts = Counter(row_of(one.name.get("kana", "")) for one in self._city.facilities)
        buttons = []
        for number, row in enumerate((*ROWS, "")):
            if not row and not counts[row]:
                continue
            text = words.text("facilities.kana.row", kana=row) if row else _other(self)
            button = BigButton(self.theme, text, look=Look.SECONDARY, type_=Type.HEADING)
            button.setObjectName(f"kana.{number}")
            button.allow(when=counts[row] > 0, otherwise=words.text("off.no_facility"))
            button.setMinimumHeight(spacious(self.theme, 24.0))
            to = FacilitiesOf(kana=row)
            button.clicked.connect(lambda _=False, to=to: self.stage.go(to))
            buttons.append(button)
        across = 2 if self.theme.glass.portrait else 4
        for first in range(0, len(buttons), across):
            self.add(ButtonGrid(self.theme, buttons[first : first + across], across))


def _other(screen: Screen) -> str:
    return screen.words.text("facilities.kana.other")


def previews() -> Iterator[Preview]:
    from ui.samples.wards import WARDS

    yield Preview("all", Facilities())
    yield Preview("all_of_a_big_city", Facilities(), WARDS)
    yield Preview("by_area", Facilities("area"), WARDS)
    yield Preview("on_a_map", Facilities("map"), WARDS)
    yield Preview("by_kana", Facilities("kana"), WARDS)


SCREEN = FacilitiesScreen
