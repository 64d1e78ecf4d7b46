"""Which room of the facility?

Touched here: ``room.ROOM_ID``, ``rooms.facility``, ``rooms.week``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.model import Room
from ui.places import FacilityDetail, FacilityWeek, Month, Rooms
from ui.preview import Preview
from ui.screens.looking.fees import fee_of
from ui.screens.screen import Screen
from ui.widgets.button import BigButton, Look
from ui.widgets.icons import Icon
from ui.widgets.paged_list import PagedList
from ui.wording.words import JAPAN

if TYPE_CHECKING:
    from ui.stage import Stage


class RoomsScreen(Screen):
    """Rooms with what tells them apart: how many people, what an hour costs."""

    def __init__(self, stage: Stage, place: Rooms, answer: None = None) -> None:
        super().__init__(stage, place)
        facility, words = self.directory.facility(place.facility_id), self.words
        assert facility is not None, "the facility was chosen from this directory"  # noqa: S101
        self._today = self.terminal.now().astimezone(JAPAN).date()
        self.columns = 1
        self.head(words.text("rooms.title"), words.of(facility.name))
        rows = [self._row(room) for room in facility.rooms]
        self.add(PagedList(self.theme, words, rows, row_mm=26.0), grow=True)
        about = self.action("rooms.facility", words.text("rooms.facility"), Look.SECONDARY)
        about.clicked.connect(lambda: self.stage.go(FacilityDetail(facility.id)))
        week = self.action("rooms.week", words.text("rooms.week"), Look.SECONDARY, Icon.CALENDAR)
        week.clicked.connect(lambda: self.stage.go(FacilityWeek(facility.id, self._today)))

    def _row(self, room: Room) -> BigButton:
        words = self.words
        row = BigButton(
            self.theme,
            words.of(room.name),
            sub=words.text("rooms.capacity", people=room.capacity),
            mark=fee_of(self, room),
            look=Look.ROW,
        )
        row.setObjectName(f"room.{room.id}")
        row.clicked.connect(lambda: self.stage.go(Month(room.id, self._today)))
        return row


def previews() -> Iterator[Preview]:
    from ui.samples.values import BY_SLOT, FACILITY

    yield Preview("six_rooms", Rooms(FACILITY.id))
    yield Preview("let_by_the_slot", Rooms(BY_SLOT.id))


SCREEN = RoomsScreen
