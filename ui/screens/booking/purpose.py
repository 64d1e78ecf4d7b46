"""What for?

Touched here: ``purpose.PURPOSE_ID``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.places import Purpose
from ui.preview import Preview
from ui.screens.booking.booking_steps import BookingStep, booking_steps
from ui.screens.booking.way import is_let_by_unit, next_place, why_closed
from ui.screens.screen import Screen
from ui.widgets.button import BigButton, Look
from ui.widgets.paged_list import PagedList

if TYPE_CHECKING:
    from ui.stage import Stage


class PurposeScreen(Screen):
    def __init__(self, stage: Stage, place: Purpose, answer: None = None) -> None:
        super().__init__(stage, place)
        words, draft = self.words, place.draft
        found = self.directory.room(draft.room_id)
        assert found is not None, "the room was chosen from this directory"  # noqa: S101
        by_unit = is_let_by_unit(found[1])
        self.head(
            words.text("purpose.title"),
            steps=booking_steps(self.theme, words, BookingStep.PURPOSE, by_unit=by_unit),
        )
        rows = []
        for purpose in self.directory.class_of(found[1]).purposes:
            row = BigButton(self.theme, words.of(purpose.name), look=Look.ROW)
            row.setObjectName(f"purpose.{purpose.id}")
            to = next_place(replace(draft, purpose_id=purpose.id), self.directory)
            row.clicked.connect(lambda _=False, to=to: self.stage.go(to))
            rows.append(row)
        self.columns = 1
        self.add(PagedList(self.theme, words, rows, column_mm=120.0), grow=True)

    @staticmethod
    def ask(place: Purpose, terminal: Terminal) -> Refused | None:
        return why_closed(terminal)


def previews() -> Iterator[Preview]:
    from ui.samples.values import DRAFT

    yield Preview("all", Purpose(DRAFT))


SCREEN = PurposeScreen
