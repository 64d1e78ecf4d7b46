"""Which hours? The slots of a day, with what can be done with each and from when.

Touched here: ``slot.INDEX``, ``day.go_on``; with slots chosen ``day.apply`` or ``day.reserve``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from kiosk.availability import DayView, Now, SlotView
from kiosk.outcome import Refused
from kiosk.terminal import CardShown, CardUnreadable, Kind, Terminal
from ui.jobs import Lane
from ui.places import Day, Draft, LogInNumber, Purpose, WhyNot, log_in_with
from ui.preview import Preview
from ui.request import Request
from ui.screens.looking.fees import fee_of
from ui.screens.looking.following import FollowingScreen
from ui.screens.looking.freshness import Freshness
from ui.screens.screen import MOST_OF_IT, Screen
from ui.theme.theme import Type
from ui.widgets.adjoining import Run
from ui.widgets.button import Look
from ui.widgets.slot_grid import SlotCell, SlotGrid, SlotText
from ui.widgets.text import Text
from ui.wording.ruby import plain

if TYPE_CHECKING:
    from ui.stage import Stage


class DayScreen(FollowingScreen[DayView]):
    """The hours are shown at once. How many applied for each is filled in when the service says."""

    def __init__(self, stage: Stage, place: Day, answer: DayView) -> None:
        super().__init__(stage, place, answer)
        self._view, words = answer, self.words
        self._counts: tuple[int, ...] = ()
        found = self.directory.room(place.room_id)
        assert found is not None, "the room was chosen from this directory"  # noqa: S101
        facility, room = found
        lead = words.text(
            "day.lead",
            facility=words.of(facility.name),
            room=words.of(room.name),
            people=room.capacity,
            fee=fee_of(self, room),
        )
        self.head(words.text("day.title", date=words.date(place.day)), lead)
        most = self.directory.class_of(room).max_slots_per_use
        self.grid = SlotGrid(self.theme, words, self._view.slots, self._texts(), most)
        self.grid.changed.connect(self._chosen)
        self.grid.explain.connect(self._explain)
        self.body.addWidget(self.grid, MOST_OF_IT)
        self.body.addStretch(1)
        self._fresh = Freshness(self.theme)
        self._fresh.show_state(words, answer.as_of, answer.line_up)
        self.body.addWidget(self._fresh)
        self._summary = Text(self.theme, words.text("day.touch"), Type.LABEL, bold=True)
        self.verbs.addWidget(self._summary, 1)
        self._go_on = self.action("day.go_on", words.text("day.go_on"), Look.PRIMARY)
        self._go_on.setEnabled(False)
        self._go_on.clicked.connect(self._next)
        self._ask_counts()

    @staticmethod
    def ask(place: Day, terminal: Terminal) -> DayView | Refused:
        return terminal.looking.day(place.room_id, place.day)

    def card(self, shown: CardShown | CardUnreadable) -> None:
        """Hours that are chosen stay chosen over the log-in."""
        draft = self._draft()
        self.stage.go(log_in_with(shown, then=Purpose(draft) if draft else self.place))

    def follow(self, answer: DayView) -> None:
        """At 8:30:00 what opens at 8:30 can be touched; hours that were just taken cannot."""
        same_hours = [_hours(slot) for slot in answer.slots] == [
            _hours(slot) for slot in self._view.slots
        ]
        if not same_hours:
            self.stage.show_screen(self.place, answer)
            return
        had_chosen = self.grid.run is not None
        self._view = answer
        self.grid.show_slots(answer.slots, self._texts())
        self._fresh.show_state(self.words, answer.as_of, answer.line_up)
        if had_chosen and self.grid.run is None:
            self._summary.setText(self.words.text("day.gone"))

    def show_counts(self, counts: tuple[int, ...]) -> None:
        """``counts``: lottery applications so far, slot by slot."""
        self._counts = counts
        self.grid.show_slots(self._view.slots, self._texts())

    def _ask_counts(self) -> None:
        drawn = any(slot.now is Now.LOTTERY for slot in self._view.slots)
        if not drawn or not self.terminal.line_up():
            return
        view = self._view
        question = Request(self.terminal.looking, "competition", (view.room_id, view.date))
        job = self.stage.jobs.submit(question, owner=self, lane=Lane.ASIDE)
        job.done.connect(self.show_counts)
        job.crashed.connect(self.stage.crash)

    def _texts(self) -> list[SlotText]:
        return [self._text(slot) for slot in self._view.slots]

    def _text(self, slot: SlotView) -> SlotText:
        words = self.words
        state = words.text(f"now.{slot.now.value}.slot")
        if slot.now is Now.NOT_YET and slot.opens_at is not None:
            state = words.text("day.opens", at=words.short_instant(slot.opens_at))
        elif slot.now is Now.LOTTERY and slot.index < len(self._counts):
            state = words.text("day.applications", count=self._counts[slot.index])
        return SlotText(words.time_span(slot.start, slot.end), state)

    def _chosen(self, run: Run | None) -> None:
        words = self.words
        self._go_on.setEnabled(run is not None)
        if run is None:
            self._summary.setText(words.text("day.touch"))
            return
        start, end = self._view.slots[run.first].start, self._view.slots[run.last].end
        lottery = self._view.slots[run.first].now is Now.LOTTERY
        key = "day.apply" if lottery else "day.reserve"
        self._go_on.setText(words.text(key))
        self._go_on.setAccessibleName(plain(words.text(key)))
        self._go_on.setObjectName(key)
        self._summary.setText(
            words.text("day.chosen", span=words.time_span(start, end), count=run.count)
        )

    def _draft(self) -> Draft | None:
        run = self.grid.run
        if run is None:
            return None
        lottery = self._view.slots[run.first].now is Now.LOTTERY
        kind: Kind = "lottery" if lottery else "reservation"
        return Draft(kind, self._view.room_id, self._view.date, run.first, run.count)

    def _next(self) -> None:
        draft = self._draft()
        if draft is not None:
            self.stage.go(Purpose(draft) if self.logged_in else LogInNumber(then=Purpose(draft)))

    def _explain(self, slot: SlotView) -> None:
        self.stage.go(WhyNot(self._why(slot)))

    def _why(self, slot: SlotView) -> Refused:
        found = self.directory.room(self._view.room_id)
        tel = found[0].tel if found else self.directory.city.contact.tel
        match slot.now:
            case Now.NOT_YET if slot.opens_at is not None:
                return Refused("not_open_yet", {"opens_at": slot.opens_at.isoformat()})
            case Now.COUNTER if slot.until is not None:
                return Refused("counter_only", {"until": slot.until.isoformat(), "tel": tel})
            case Now.TAKEN:
                return Refused("slot_taken")
            case Now.CLOSED:
                return Refused("closed_day")
            case _:
                return Refused("too_late", {"tel": tel})


def _hours(slot: SlotView) -> tuple[datetime, datetime]:
    return slot.start, slot.end


def previews() -> Iterator[Preview]:
    from ui.samples.values import DAY, ROOM, day_view

    def choose(screen: Screen) -> None:
        for name in ("slot.1", "slot.3"):
            cell = screen.findChild(SlotCell, name)
            if cell is not None:
                cell.click()

    def count(screen: Screen) -> None:
        assert isinstance(screen, DayScreen)  # noqa: S101
        screen.show_counts((0, 3, 1, 0, 12) + (2,) * 8)

    place = Day(ROOM.id, DAY)
    yield Preview("lottery", place, day_view(Now.LOTTERY), count)
    yield Preview("reserve_chosen", place, day_view(Now.RESERVE), choose)
    yield Preview("not_yet", place, day_view(Now.NOT_YET))
    yield Preview("counter_line_down", place, day_view(Now.COUNTER, line_up=False))


SCREEN = DayScreen
