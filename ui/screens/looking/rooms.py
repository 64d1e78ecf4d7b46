"""Which room of the facility?

Touched here: ``room.ROOM_ID``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.model import Room
from ui.places import Month, Rooms
from ui.preview import Preview
from ui.screens.screen import Screen
from ui.widgets.button import BigButton, Look
from ui.widgets.paged_list import PagedList
from ui.wording.words import JAPAN

if TYPE_CHECKING:
    from ui.stage import Stage


class RoomsScreen(Screen):
    """Rooms with what tells them apart: how many people, what an hour costs."""

    def __init__(self, stage: Stage, place: Rooms, answer: None = None) -> None:
        super().__init__(stage, place)
        facility = self.directory.facility(place.facility_id)
        assert facility is not None, "the facility was chosen from this directory"  # noqa: S101
        self.head(self.words.text("rooms.title"), self.words.of(facility.name))
        rows = [self._row(room) for room in facility.rooms]
        self.body.addWidget(PagedList(self.theme, self.words, rows, row_mm=26.0), 1)

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
        today = self.terminal.now().astimezone(JAPAN).date()
        row.clicked.connect(lambda: self.stage.go(Month(room.id, today)))
        return row


def fee_of(screen: Screen, room: Room) -> str:
    """What an hour costs, or the cheapest slot, or that it costs nothing."""
    words, fee = screen.words, room.fee
    if fee.by_slot:
        least = min(slot.yen for slot in fee.by_slot)
        return words.text("rooms.fee_from", yen=words.yen(least)) if least else _free(screen)
    if not fee.per_hour_yen:
        return _free(screen)
    return words.text("rooms.fee", yen=words.yen(fee.per_hour_yen))


def _free(screen: Screen) -> str:
    return screen.words.text("rooms.free")


def previews() -> Iterator[Preview]:
    from ui.samples.values import BY_SLOT, FACILITY

    yield Preview("six_rooms", Rooms(FACILITY.id))
    yield Preview("let_by_the_slot", Rooms(BY_SLOT.id))


SCREEN = RoomsScreen
