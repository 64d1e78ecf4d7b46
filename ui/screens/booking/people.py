"""How many people?

Touched here: ``people.COUNT`` for common numbers, ``people.less``, ``people.more``,
``people.next``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.places import People
from ui.preview import Preview
from ui.screens.booking.booking_steps import BookingStep, booking_steps
from ui.screens.booking.way import is_let_by_unit, next_place, why_closed
from ui.screens.screen import Screen
from ui.widgets.button import BigButton, Look
from ui.widgets.button_grid import ButtonGrid
from ui.widgets.stepper import Stepper
from ui.widgets.text import Text
from ui.wording.ruby import plain

if TYPE_CHECKING:
    from ui.stage import Stage

#: What groups come as; of these the ones that the room holds are offered.
_COMMON = (2, 4, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50)
_COLUMNS = 4
_START = 10


class PeopleScreen(Screen):
    """A common number goes on at once; any other is stepped to. More than the room holds cannot
    be sent on."""

    def __init__(self, stage: Stage, place: People, answer: None = None) -> None:
        super().__init__(stage, place)
        words = self.words
        found = self.directory.room(place.draft.room_id)
        assert found is not None, "the room was chosen from this directory"  # noqa: S101
        self._draft, capacity = place.draft, found[1].capacity
        by_unit = is_let_by_unit(found[1])
        self.head(
            words.text("people.title"),
            words.text("people.capacity", people=capacity),
            booking_steps(self.theme, words, BookingStep.PEOPLE, by_unit=by_unit),
        )
        self.columns = 1
        self.tell(Text(self.theme, words.text("people.touch"), bold=True), heading=True)
        common = [self._common(count) for count in self._offered(capacity)]
        for first in range(0, len(common), _COLUMNS):
            # A line a block, so that a page may end after any of them.
            self.add(ButtonGrid(self.theme, common[first : first + _COLUMNS], _COLUMNS))
        self.tell(Text(self.theme, words.text("people.other"), bold=True), heading=True)
        start = min(place.draft.people or self._before or _START, capacity)
        self.stepper = Stepper(self.theme, words, "people", start, least=1, most=capacity)
        self.add(self.stepper)
        self._next = self.action("people.next", "")
        self.stepper.changed.connect(self._show_number)
        self._show_number(self.stepper.number)
        self._next.clicked.connect(lambda: self._go_on(self.stepper.number))

    @staticmethod
    def ask(place: People, terminal: Terminal) -> Refused | None:
        return why_closed(terminal)

    @property
    def _before(self) -> int | None:
        """As many as the reservation that is moved is for."""
        changes = self._draft.changes
        return changes.people if changes is not None else None

    def _offered(self, capacity: int) -> list[int]:
        """The common numbers, and the one that was agreed before."""
        counts = {count for count in _COMMON if count <= capacity} or {capacity}
        if self._before is not None and self._before <= capacity:
            counts.add(self._before)
        return sorted(counts)

    def _common(self, count: int) -> BigButton:
        button = BigButton(
            self.theme, self.words.text("people.count", people=count), look=Look.SECONDARY
        )
        button.setObjectName(f"people.{count}")
        button.clicked.connect(lambda: self._go_on(count))
        return button

    def _show_number(self, number: int) -> None:
        text = self.words.text("people.go_on", people=number)
        self._next.setText(text)
        self._next.setAccessibleName(plain(text))
        self._next.updateGeometry()
        self._next.update()

    def _go_on(self, people: int) -> None:
        self.stage.go(next_place(replace(self._draft, people=people), self.directory))


def previews() -> Iterator[Preview]:
    from ui.samples import mine
    from ui.samples.values import DRAFT, PURPOSE

    draft = replace(DRAFT, purpose_id=PURPOSE.id)
    yield Preview("large_room", People(draft))
    yield Preview("small_room", People(replace(draft, room_id=mine.COURTS.id)))
    yield Preview("as_before", People(replace(draft, changes=mine.CHANGEABLE)))


SCREEN = PeopleScreen
