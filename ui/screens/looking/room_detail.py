"""What is to be known of a room: how large, what it costs, what is in it, what it is for.

Touched here: ``room_detail.month``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.model import Room
from ui.places import Month, RoomDetail
from ui.preview import Preview
from ui.screens.looking.fees import fee_lines
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.card import NoticeCard
from ui.widgets.facts import Fact
from ui.widgets.icons import Icon
from ui.widgets.text import Text
from ui.wording.words import JAPAN

if TYPE_CHECKING:
    from ui.stage import Stage


class RoomDetailScreen(Screen):
    """``answer`` is a room other than the directory's, for pictures."""

    def __init__(self, stage: Stage, place: RoomDetail, answer: Room | None = None) -> None:
        super().__init__(stage, place)
        found, words = self.directory.room(place.room_id), self.words
        assert found is not None, "the room was chosen from this directory"  # noqa: S101
        facility, room = found
        room = answer or room
        sign = words.on_the_sign(room.name)
        self.head(words.of(room.name), "　".join(filter(None, (words.of(facility.name), sign))))
        facts = [*self._size(room), *fee_lines(self, room)]
        self.tell_facts(facts)
        if room.note is not None:
            self.tell(NoticeCard(self.theme, Tone.ACCENT, Icon.HELP, words.of(room.note)))
        self._list("room_detail.equipment", [words.of(one) for one in room.equipment])
        purposes = self.directory.class_of(room).purposes
        self._list("room_detail.purposes", [words.of(one.name) for one in purposes])
        today = self.terminal.now().astimezone(JAPAN).date()
        text = words.text("room_detail.month")
        on = self.action("room_detail.month", text, icon=Icon.CALENDAR)
        on.clicked.connect(lambda: self.stage.go(Month(room.id, today)))

    def _size(self, room: Room) -> list[Fact]:
        words = self.words
        people = words.text("rooms.people", people=room.capacity)
        facts = [Fact(words.text("room_detail.capacity"), people, strong=True)]
        if room.area_m2 is not None:
            area = words.text("room_detail.square_metres", area=f"{room.area_m2:g}")
            facts.append(Fact(words.text("room_detail.area"), area))
        if room.units:
            names = words.text("room_detail.between").join(words.of(u.name) for u in room.units)
            facts.append(Fact(words.text("room_detail.units"), names))
            key = "room_detail.takes_one" if room.takes == "one" else "room_detail.takes_all"
            facts.append(Fact(words.text("room_detail.takes"), words.text(key)))
        return facts

    def _part(self, key: str) -> None:
        heading = Text(self.theme, self.words.text(key), Type.LABEL, bold=True)
        self.tell(heading, heading=True)

    def _list(self, key: str, names: list[str]) -> None:
        if names:
            self._part(key)
            self.tell(Text(self.theme, self.words.text("room_detail.between").join(names)))


def previews() -> Iterator[Preview]:
    from ui.samples.looking import FURNISHED
    from ui.samples.values import BY_SLOT, ROOM

    yield Preview("by_the_hour", RoomDetail(ROOM.id))
    yield Preview("by_the_slot", RoomDetail(BY_SLOT.rooms[0].id), BY_SLOT.rooms[0])
    yield Preview("furnished", RoomDetail(ROOM.id), FURNISHED)


SCREEN = RoomDetailScreen
