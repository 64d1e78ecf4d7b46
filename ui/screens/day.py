"""Which hours? The slots of a day, with what can be done with each and from when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.availability import DayView, Now, SlotView
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.places import Day, Draft, LogInNumber, Purpose, WhyNot
from ui.preview import Preview
from ui.screens.freshness import freshness
from ui.screens.rooms import fee_per_hour
from ui.screens.screen import MOST_OF_IT, Screen
from ui.theme.theme import Type
from ui.widgets.adjoining import Run
from ui.widgets.button import Look
from ui.widgets.slot_grid import SlotCell, SlotGrid, SlotText
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage


@dataclass(frozen=True, slots=True)
class DayAnswer:
    """``competition``: applications per slot so far; empty where there is no lottery or line."""

    view: DayView
    competition: tuple[int, ...] = ()


class DayScreen(Screen):
    def __init__(self, stage: Stage, place: Day, answer: DayAnswer) -> None:
        super().__init__(stage, place)
        self._view, words = answer.view, self.words
        self._made_at = self.terminal.now()
        found = self.directory.room(place.room_id)
        assert found is not None, "the room was chosen from this directory"  # noqa: S101
        facility, room = found
        lead = words.text(
            "day.lead",
            facility=words.of(facility.name),
            room=words.of(room.name),
            people=room.capacity,
            fee=fee_per_hour(self, room),
        )
        self.head(words.text("day.title", date=words.date(place.day)), lead)
        most = self.directory.class_of(room).max_slots_per_use
        self.grid = SlotGrid(
            self.theme,
            self._view.slots,
            [self._text(slot, answer.competition) for slot in self._view.slots],
            most,
        )
        self.grid.changed.connect(self._chosen)
        self.grid.explain.connect(self._explain)
        self.body.addWidget(self.grid, MOST_OF_IT)
        self.body.addStretch(1)
        self.body.addWidget(freshness(self.theme, words, self._view.as_of, self._view.line_up))
        self._summary = Text(self.theme, words.text("day.touch"), Type.LABEL, bold=True)
        self.verbs.addWidget(self._summary, 1)
        self._go_on = self.action("day.go_on", words.text("day.go_on"), Look.PRIMARY)
        self._go_on.setEnabled(False)
        self._go_on.clicked.connect(self._next)

    @staticmethod
    def ask(place: Day, terminal: Terminal) -> DayAnswer | Refused:
        view = terminal.looking.day(place.room_id, place.day)
        if isinstance(view, Refused):
            return view
        if not terminal.line_up() or all(slot.now is not Now.LOTTERY for slot in view.slots):
            return DayAnswer(view)
        counts = terminal.looking.competition(place.room_id, place.day)
        return DayAnswer(view, () if isinstance(counts, Refused) else counts)

    def tick(self) -> None:
        """At 8:30:00 what opens at 8:30 can be touched; what is chosen already is left alone."""
        if self.grid.run is None and self._has_changed():
            self.stage.again()

    def _has_changed(self) -> bool:
        edges = [edge for slot in self._view.slots for edge in (slot.opens_at, slot.until) if edge]
        now = self.terminal.now()
        passed = any(self._made_at < edge <= now for edge in edges)
        return passed or self._view.line_up != self.terminal.line_up()

    def _text(self, slot: SlotView, competition: tuple[int, ...]) -> SlotText:
        words = self.words
        state = words.text(f"now.{slot.now.value}.slot")
        if slot.now is Now.NOT_YET and slot.opens_at is not None:
            state = words.text("day.opens", at=words.short_instant(slot.opens_at))
        elif slot.now is Now.LOTTERY and slot.index < len(competition):
            state = words.text("day.applications", count=competition[slot.index])
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
        self._go_on.setAccessibleName(words.text(key))
        self._go_on.setObjectName(key)
        self._summary.setText(
            words.text("day.chosen", span=words.time_span(start, end), count=run.count)
        )

    def _next(self) -> None:
        run = self.grid.run
        if run is None:
            return
        lottery = self._view.slots[run.first].now is Now.LOTTERY
        draft = Draft(
            "lottery" if lottery else "reservation",
            self._view.room_id,
            self._view.date,
            run.first,
            run.count,
        )
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


def previews() -> Iterator[Preview]:
    from ui.samples.values import DAY, ROOM, day_view

    def choose(screen: Screen) -> None:
        for name in ("slot.1", "slot.3"):
            cell = screen.findChild(SlotCell, name)
            if cell is not None:
                cell.click()

    place = Day(ROOM.id, DAY)
    yield Preview("lottery", place, DayAnswer(day_view(Now.LOTTERY), (0, 3, 1, 0, 12) + (2,) * 8))
    yield Preview("reserve_chosen", place, DayAnswer(day_view(Now.RESERVE)), choose)
    yield Preview("not_yet", place, DayAnswer(day_view(Now.NOT_YET)))
    yield Preview("counter_line_down", place, DayAnswer(day_view(Now.COUNTER, line_up=False)))


SCREEN = DayScreen
