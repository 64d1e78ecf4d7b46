"""Which facility?

Touched here: ``facility.FACILITY_ID``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.model import Facility
from ui.places import Facilities, Place, Rooms
from ui.preview import Preview
from ui.screens.screen import Screen
from ui.widgets.button import BigButton, Look
from ui.widgets.paged_list import PagedList

if TYPE_CHECKING:
    from ui.stage import Stage


class FacilitiesScreen(Screen):
    """All facilities of the city, the one whose lobby this is first."""

    def __init__(self, stage: Stage, place: Place, answer: None = None) -> None:
        super().__init__(stage, place)
        self.head(self.words.text("facilities.title"))
        home = stage.around.settings.home_facility_id
        ordered = sorted(self.directory.facilities, key=lambda facility: facility.id != home)
        rows = [self._row(facility, here=facility.id == home) for facility in ordered]
        self.body.addWidget(PagedList(self.theme, self.words, rows, row_mm=26.0), 1)

    def _row(self, facility: Facility, *, here: bool) -> BigButton:
        words = self.words
        row = BigButton(
            self.theme,
            words.of(facility.name),
            sub=words.of(facility.address),
            mark=words.text("facilities.here") if here else "",
            look=Look.ROW,
        )
        row.setObjectName(f"facility.{facility.id}")
        row.clicked.connect(lambda: self.stage.go(Rooms(facility.id)))
        return row


def previews() -> Iterator[Preview]:
    yield Preview("all", Facilities())


SCREEN = FacilitiesScreen
