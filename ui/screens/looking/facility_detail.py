"""What is to be known of a facility: where it is, when it is open, whom to call, its rooms.

Touched here: ``facility_detail.rooms``, ``facility_detail.week``, ``room_detail.ROOM_ID``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from kiosk.model import Facility, Room
from ui.places import FacilityDetail, FacilityWeek, RoomDetail, Rooms
from ui.preview import Preview
from ui.screens.looking.fees import fee_of
from ui.screens.screen import Screen
from ui.theme.theme import Type
from ui.widgets.button import BigButton, Look
from ui.widgets.card import Card
from ui.widgets.facts import Fact
from ui.widgets.qr_picture import QrPicture
from ui.widgets.text import Text
from ui.wording.words import JAPAN

if TYPE_CHECKING:
    from ui.stage import Stage


class FacilityDetailScreen(Screen):
    """``answer`` is a facility other than the directory's, for pictures."""

    def __init__(self, stage: Stage, place: FacilityDetail, answer: Facility | None = None) -> None:
        super().__init__(stage, place)
        facility, words = answer or self.directory.facility(place.facility_id), self.words
        assert facility is not None, "the facility was chosen from this directory"  # noqa: S101
        self.head(words.of(facility.name), words.on_the_sign(facility.name))
        self.tell_facts(self._facts(facility))
        if facility.url is not None:
            self.tell(self._page(facility.url))
        for room in facility.rooms:
            self.add(self._room(room))
        today = self.terminal.now().astimezone(JAPAN).date()
        week = self.action("facility_detail.week", words.text("rooms.week"), Look.SECONDARY)
        week.clicked.connect(lambda: self.stage.go(FacilityWeek(facility.id, today)))
        on = self.action("facility_detail.rooms", words.text("facility_detail.rooms"))
        on.clicked.connect(lambda: self.stage.go(Rooms(facility.id)))

    def _facts(self, facility: Facility) -> list[Fact]:
        words = self.words
        facts = [
            Fact(words.text("facility_detail.address"), words.of(facility.address)),
            Fact(words.text("facility_detail.tel"), facility.tel, strong=True),
        ]
        if facility.fax is not None:
            facts.append(Fact(words.text("facility_detail.fax"), facility.fax))
        facts.append(Fact(words.text("facility_detail.opening"), words.of(facility.opening)))
        facts.append(Fact(words.text("facility_detail.closed"), words.of(facility.closed)))
        return facts

    def _page(self, url: str) -> Card:
        """The facility's own page, for the resident's telephone: the kiosk opens none itself."""
        card, row = Card(self.theme), QHBoxLayout()
        row.setSpacing(self.theme.pad)
        about = self.words.text("facility_detail.page")
        row.addWidget(QrPicture(self.theme, url, about), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(Text(self.theme, about, Type.BODY), 1)
        card.inside.addLayout(row)
        return card

    def _room(self, room: Room) -> BigButton:
        words = self.words
        # Half of a wide glass has no room for a mark beside the name.
        capacity = words.text("rooms.capacity", people=room.capacity)
        sub = f"{capacity}  {fee_of(self, room)}"
        row = BigButton(self.theme, words.of(room.name), sub=sub, look=Look.ROW)
        row.setObjectName(f"room_detail.{room.id}")
        row.clicked.connect(lambda: self.stage.go(RoomDetail(room.id)))
        return row


def previews() -> Iterator[Preview]:
    from ui.samples.looking import WITH_A_PAGE
    from ui.samples.values import FACILITY

    yield Preview("six_rooms", FacilityDetail(FACILITY.id))
    yield Preview("with_a_page", FacilityDetail(FACILITY.id), WITH_A_PAGE)


SCREEN = FacilityDetailScreen
