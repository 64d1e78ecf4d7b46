"""Which facility of a ward, of those that sound alike at the beginning, of a name?

Touched here: ``facility.FACILITY_ID``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.kana import hiragana, row_of
from kiosk.model import Facility
from ui.directory import Directory
from ui.places import FacilitiesOf
from ui.preview import Preview
from ui.screens.looking.facility_rows import areas_of, facility_rows, in_area, named
from ui.screens.screen import Screen
from ui.widgets.paged_list import PagedList

if TYPE_CHECKING:
    from ui.stage import Stage


class FacilitiesOfScreen(Screen):
    """``answer`` is a directory other than the city's own, for pictures."""

    def __init__(self, stage: Stage, place: FacilitiesOf, answer: Directory | None = None) -> None:
        super().__init__(stage, place)
        city, words = answer or self.directory, self.words
        self.columns = 1
        if place.area is not None:
            names = {area.name["ja"]: words.of(area.name) for area in areas_of(city)}
            title = words.text("facilities_of.area", area=names.get(place.area, place.area))
            found = in_area(city, place.area)
        elif place.typed is not None:
            title = words.text("facilities_of.named", typed=place.typed)
            found = list(named(city, place.typed))
        else:
            title = (
                words.text("facilities_of.kana", kana=place.kana)
                if place.kana
                else words.text("facilities_of.other")
            )
            found = sorted(
                (one for one in city.facilities if row_of(_kana(one)) == place.kana),
                key=lambda one: hiragana(_kana(one)),
            )
        self.head(title, words.text("facilities.title"))
        rows = facility_rows(self, found)
        self.add(PagedList(self.theme, words, rows, row_mm=26.0), grow=True)


def _kana(facility: Facility) -> str:
    return facility.name.get("kana", "")


def previews() -> Iterator[Preview]:
    from ui.samples.wards import WARDS

    yield Preview("of_a_ward", FacilitiesOf(area="東区"), WARDS)
    yield Preview("of_a_name", FacilitiesOf(typed="センター"), WARDS)
    yield Preview("of_a_row", FacilitiesOf(kana="た"), WARDS)


SCREEN = FacilitiesOfScreen
