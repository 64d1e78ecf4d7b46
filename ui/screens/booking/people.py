"""How many people?

Touched here: ``key.0`` … ``key.9``, ``key.delete``, ``people.next``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.model import Choice
from ui.places import Confirm, People
from ui.preview import Preview
from ui.screens.booking.booking_steps import BookingStep, booking_steps
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.keypad import Asked, Keypad, Shown

if TYPE_CHECKING:
    from ui.stage import Stage


class PeopleScreen(Screen):
    """A number up to the room's capacity; more cannot be sent on."""

    def __init__(self, stage: Stage, place: People, answer: None = None) -> None:
        super().__init__(stage, place)
        words = self.words
        found = self.directory.room(place.draft.room_id)
        assert found is not None, "the room was chosen from this directory"  # noqa: S101
        self._place, self._capacity = place, found[1].capacity
        self.head(
            words.text("people.title"), steps=booking_steps(self.theme, words, BookingStep.PEOPLE)
        )
        first, second = self.halves(0, 1)
        self._notice = NoticeCard(
            self.theme,
            Tone.ACCENT,
            Icon.HELP,
            words.text("people.capacity", people=self._capacity),
            words.text("people.hint"),
        )
        first.addWidget(self._notice)
        self.end_half(first)
        asked = Asked(words.text("fact.people"), len(str(self._capacity)), Shown.FIGURES)
        self.keypad = Keypad(self.theme, words, asked)
        self.keypad.changed.connect(self._typed)
        second.addWidget(self.keypad, 1)
        self._next = self.action("people.next", words.text("people.next"))
        self._next.setEnabled(False)
        self._next.clicked.connect(self._go_on)

    def _typed(self, typed: str) -> None:
        people = int(typed or "0")
        over = people > self._capacity
        key = "people.too_many" if over else "people.hint"
        self._notice.body.setText(self.words.text(key))
        self._notice.body.set_colour(self.theme.palette.danger if over else self.theme.palette.ink)
        self._next.setEnabled(0 < people <= self._capacity)

    def _go_on(self) -> None:
        draft = self._place.draft
        choice = Choice(
            room_id=draft.room_id,
            date=draft.date,
            first_slot=draft.first_slot,
            slot_count=draft.slot_count,
            purpose_id=self._place.purpose_id,
            people=int(self.keypad.typed),
        )
        self.stage.go(Confirm(choice, draft.kind))


def previews() -> Iterator[Preview]:
    from ui.samples.values import DRAFT, PURPOSE

    yield Preview("empty", People(DRAFT, PURPOSE.id))


SCREEN = PeopleScreen
