"""Which part of the room (面)? Or any that is free.

Touched here: ``unit.any``, ``unit.UNIT_ID``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.model import RoomDay
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.places import Draft, Unit
from ui.preview import Preview
from ui.screens.booking.booking_steps import BookingStep, booking_steps
from ui.screens.booking.way import next_place, why_closed
from ui.screens.screen import Screen
from ui.widgets.button import BigButton, Look
from ui.widgets.icons import Icon
from ui.widgets.paged_list import PagedList

if TYPE_CHECKING:
    from ui.stage import Stage

_FREE = "f"


class UnitScreen(Screen):
    """Who does not mind takes any; parts that are taken in these hours are not offered."""

    def __init__(self, stage: Stage, place: Unit, answer: RoomDay) -> None:
        super().__init__(stage, place)
        words, draft = self.words, place.draft
        found = self.directory.room(draft.room_id)
        assert found is not None, "the room was chosen from this directory"  # noqa: S101
        self.head(
            words.text("unit.title"),
            words.of(found[1].name),
            booking_steps(self.theme, words, BookingStep.UNIT, by_unit=True),
        )
        self.columns = 1
        anyone = BigButton(
            self.theme, words.text("unit.any"), sub=words.text("unit.any.sub"), icon=Icon.CHECK
        )
        anyone.setObjectName("unit.any")
        anyone.clicked.connect(lambda: self._go_on(None))
        self.add(anyone)
        rows = []
        for unit in found[1].units:
            free = _is_free(answer, unit.id, draft)
            row = BigButton(
                self.theme,
                words.of(unit.name),
                mark="" if free else words.text("unit.taken"),
                look=Look.ROW,
            )
            row.setObjectName(f"unit.{unit.id}")
            row.allow(when=free, otherwise=words.text("off.taken"))
            row.clicked.connect(lambda _=False, id_=unit.id: self._go_on(id_))
            rows.append(row)
        self.add(PagedList(self.theme, words, rows, column_mm=120.0), grow=True)

    @staticmethod
    def ask(place: Unit, terminal: Terminal) -> RoomDay | Refused:
        return why_closed(terminal) or terminal.reserving.room_day(
            place.draft.room_id, place.draft.date
        )

    def _go_on(self, unit_id: str | None) -> None:
        assert isinstance(self.place, Unit)  # noqa: S101
        draft = replace(self.place.draft, unit_asked=True, unit_id=unit_id)
        self.stage.go(next_place(draft, self.directory))


def _is_free(day: RoomDay, unit_id: str, draft: Draft) -> bool:
    """Whether these hours of the part can be had. In a lottery several may apply for them."""
    letters = (day.units or {}).get(unit_id)
    if letters is None:
        return True
    own = draft.changes
    hours = range(draft.first_slot, draft.first_slot + draft.slot_count)
    kept = range(own.first_slot, own.first_slot + own.slot_count) if own else range(0)
    mine = own is not None and (own.room_id, own.date, own.unit_id) == (
        draft.room_id,
        draft.date,
        unit_id,
    )
    return all(letters[hour : hour + 1] == _FREE or (mine and hour in kept) for hour in hours)


def previews() -> Iterator[Preview]:
    from ui.samples import mine
    from ui.samples.values import DAY, DRAFT

    draft = replace(DRAFT, room_id=mine.HALF.id, first_slot=5, slot_count=2)
    yield Preview("one_taken", Unit(draft), mine.room_day(draft.room_id, DAY))
    many = replace(DRAFT, room_id=mine.COURTS.id)
    yield Preview("twelve_courts", Unit(many), mine.room_day(many.room_id, DAY))


SCREEN = UnitScreen
