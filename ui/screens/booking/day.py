"""Which hours? The slots of a day, with what can be done with each and from when.

Touched here: ``slot.INDEX``, ``whole.NAME`` for hours that are let as one, ``day.go_on``; with
slots chosen ``day.apply``, ``day.reserve`` or ``day.change``; where nothing is left to choose
``day.other_day`` and ``day.other_room`` instead; where the city shows it ``day.competition``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.availability import DayView, Now, SlotView, WholeView
from kiosk.cards.shown import CardShown, CardUnreadable
from kiosk.line import LineState
from kiosk.model import Kind
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.jobs import Lane
from ui.places import Competition, Day, Draft, LogInNumber, Month, Place, Rooms, WhyNot, log_in_with
from ui.preferences import TypeSize
from ui.preview import Preview
from ui.request import Request
from ui.screens.booking.way import next_place
from ui.screens.lobby.hours import changed, closed, opens_here, tell_hours
from ui.screens.looking.fees import fee_of
from ui.screens.looking.following import FollowingScreen
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.adjoining import Run
from ui.widgets.button import BigButton, Look
from ui.widgets.button_grid import ButtonGrid
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.slot_grid import CHOOSABLE, SlotCell, SlotGrid, SlotText
from ui.widgets.text import Text
from ui.wording.ruby import plain
from ui.wording.words import JAPAN

if TYPE_CHECKING:
    from ui.stage import Stage

_WHOLES_BESIDE = 3


class DayScreen(FollowingScreen[DayView]):
    """The hours are shown at once. How many applied for each is filled in when the service says."""

    def __init__(self, stage: Stage, place: Day, answer: DayView) -> None:
        super().__init__(stage, place, answer)
        self._kept = place.kept
        self._view, words = self._seen(answer), self.words
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
        self.columns = 1
        self._opens = opens_here(self)
        tell_hours(self, self._opens)
        if self._kept is not None and self._kept.changes is not None:
            self.tell(self._now_booked())
        most = self.directory.class_of(room).max_slots_per_use
        self.grid = SlotGrid(self.theme, words, self._view.slots, self._texts(), most)
        self.grid.changed.connect(self._chosen)
        self.grid.explain.connect(self._explain)
        self._wholes = [
            (whole, self._whole(whole)) for whole in self._view.wholes if whole.count <= most
        ]
        self._allow_wholes()
        if self._wholes and _any_to_choose(self._view):
            self.add(ButtonGrid(self.theme, [button for _, button in self._wholes], _WHOLES_BESIDE))
        self.add(self.grid, grow=True)
        if self._competes(answer):
            self.add(self._beside_age(self._competition()))
        else:
            self.tell(self.fresh)
        self._summary = Text(self.theme, self._asked(), Type.LABEL, bold=True)
        self.verbs.addWidget(self._summary, 1)
        if not _any_to_choose(self._view):
            self._offer_other()
            return
        self._go_on = self.action("day.go_on", words.text("day.go_on"), Look.PRIMARY)
        self._go_on.allow(when=False, otherwise=words.text("off.choose_time"))
        self._go_on.clicked.connect(self._next)
        if place.chosen is not None:
            self.grid.choose(*place.chosen)
        elif self._kept is not None:
            self.grid.choose(self._kept.first_slot, self._kept.slot_count)
        self._ask_counts()

    def _asked(self) -> str:
        """What to do before anything is chosen, or why there is nothing to choose."""
        found = {slot.now for slot in self._view.slots}
        for now in (*CHOOSABLE, Now.NOT_YET, Now.COUNTER):
            if now in found:
                key = "day.touch" if now in CHOOSABLE else f"day.nothing.{now.value}"
                return self.words.text(key)
        return self.words.text("day.nothing")

    def _offer_other(self) -> None:
        """Where nothing can be chosen: the room's other days, and the facility's other rooms."""
        here, theme = self.place, self.theme
        assert isinstance(here, Day)  # noqa: S101
        day = self.action("day.other_day", self.words.text("day.other_day"))
        day.clicked.connect(lambda: self.stage.go(Month(here.room_id, here.day, here.kept)))
        moved = here.kept is not None and here.kept.changes is not None
        found = self.directory.room(here.room_id)
        crowded = theme.low and theme.type_size is not TypeSize.STANDARD
        if found is None or len(found[0].rooms) == 1 or moved or crowded:
            return
        facility = found[0].id
        room = self.action("day.other_room", self.words.text("day.other_room"), Look.SECONDARY)
        room.clicked.connect(lambda: self.stage.go(Rooms(facility)))

    @staticmethod
    def ask(place: Day, terminal: Terminal) -> DayView | Refused:
        return terminal.looking.day(place.room_id, place.day)

    def card(self, shown: CardShown | CardUnreadable) -> None:
        """Hours that are chosen stay chosen over the log-in."""
        draft = self._draft()
        then = next_place(draft, self.directory) if draft else self.place
        self.stage.go(log_in_with(shown, then=then))

    def follow(self, answer: DayView) -> None:
        """At 8:30:00 what opens at 8:30 can be touched; hours that were just taken cannot."""
        same_hours = [_hours(slot) for slot in answer.slots] == [
            _hours(slot) for slot in self._view.slots
        ]
        begun = self._competes(answer) != self._competes(self._view)
        seen = self._seen(answer)
        emptied = _any_to_choose(seen) != _any_to_choose(self._view)
        had_chosen = self.grid.run is not None
        # Who has just lost what they chose is told so, and not shown another screen.
        anew = not same_hours or begun or (emptied and not had_chosen)
        if anew or changed(self, self._opens):
            self.show_anew(answer)
            return
        self._view = seen
        self._allow_wholes()
        if not had_chosen:
            self._summary.setText(self._asked())
        self.grid.show_slots(self._view.slots, self._texts())
        self.say_age()
        if had_chosen and self.grid.run is None:
            self._summary.setText(self.words.text("day.gone"))

    def show_counts(self, counts: tuple[int, ...]) -> None:
        """``counts``: lottery applications so far, slot by slot."""
        self._counts = counts
        self.grid.show_slots(self._view.slots, self._texts())

    def _seen(self, view: DayView) -> DayView:
        """The hours of a reservation that is moved are free for the one who moves it; by lottery
        nothing is moved."""
        moved = self._kept.changes if self._kept is not None else None
        if moved is None:
            return view
        view = replace(view, slots=tuple(_to_change(slot) for slot in view.slots))
        if (moved.room_id, moved.date) != (view.room_id, view.date):
            return view
        own = range(moved.first_slot, moved.first_slot + moved.slot_count)
        now = self.terminal.now()
        slots = tuple(
            replace(slot, now=Now.RESERVE)
            if slot.index in own and slot.now is Now.TAKEN and now < slot.start
            else slot
            for slot in view.slots
        )
        return replace(view, slots=slots)

    def _now_booked(self) -> NoticeCard:
        assert self._kept is not None  # noqa: S101
        assert self._kept.changes is not None  # noqa: S101
        words, moved = self.words, self._kept.changes
        day = words.date(moved.from_.astimezone(JAPAN).date())
        booked = f"{day}　{words.time_span(moved.from_, moved.until)}"
        return NoticeCard(
            self.theme, Tone.ACCENT, Icon.CALENDAR, words.text("day.now_booked"), booked
        )

    def _whole(self, whole: WholeView) -> BigButton:
        words, slots = self.words, self._view.slots
        last = slots[whole.first + whole.count - 1]
        span = words.time_span(slots[whole.first].start, last.end)
        text = words.text("day.whole", name=words.of(whole.name), span=span)
        button = BigButton(self.theme, text, look=Look.SECONDARY)
        button.setObjectName(f"whole.{whole.id}")
        button.clicked.connect(lambda: self._choose_whole(whole))
        return button

    def _allow_wholes(self) -> None:
        """Those can be pressed whose hours are all there to be chosen."""
        for whole, button in self._wholes:
            hours = self._view.slots[whole.first : whole.first + whole.count]
            free = all(slot.now in CHOOSABLE for slot in hours)
            later = any(slot.now is Now.NOT_YET for slot in hours)
            why = self._asked() if later else self.words.text("day.whole.gone")
            button.allow(when=free, otherwise=why)

    def _choose_whole(self, whole: WholeView) -> None:
        if not self.grid.choose(whole.first, whole.count):
            self._summary.setText(self.words.text("day.whole.gone"))

    def _competes(self, view: DayView) -> bool:
        """Whether hours are drawn, and the city shows how many apply for each."""
        shown = "lottery-competition" in self.directory.city.features
        return shown and any(slot.now is Now.LOTTERY for slot in view.slots)

    def _competition(self) -> BigButton:
        """How many applied for each hour; the way back finds the same hours chosen."""
        text = self.words.text("month.competition", **self.terms)
        button = BigButton(self.theme, text, look=Look.SECONDARY, icon=Icon.TICKET)
        button.setObjectName("day.competition")
        button.clicked.connect(self._compare)
        return button

    def _beside_age(self, button: BigButton) -> QWidget:
        """In one row, so that the hours keep their height."""
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(self.theme.pad)
        across.addWidget(self.fresh, 1)
        across.addWidget(button, 1)
        return row

    def _compare(self) -> None:
        here = self.place
        assert isinstance(here, Day)  # noqa: S101
        self.stage.go(Competition(here.room_id, here.day, here))

    def _ask_counts(self) -> None:
        if not self._competes(self._view) or self.terminal.line() is LineState.DOWN:
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
            kind = slot.opens_kind or "first_come"
            state = words.text(f"day.opens.{kind}", at=words.short_instant(slot.opens_at))
        elif slot.now is Now.LOTTERY and slot.index < len(self._counts):
            state = words.text("day.applications", count=self._counts[slot.index])
        if slot.name is not None:
            state = f"{words.of(slot.name)}　{state}"
        return SlotText(words.time_span(slot.start, slot.end), state)

    def _chosen(self, run: Run | None) -> None:
        words = self.words
        self._remember(run)
        self._go_on.allow(when=run is not None, otherwise=words.text("off.choose_time"))
        if run is None:
            self._summary.setText(self._asked())
            return
        start, end = self._view.slots[run.first].start, self._view.slots[run.last].end
        key = f"day.{self._verb(run)}"
        self._go_on.setText(words.text(key))
        self._go_on.setAccessibleName(plain(words.text(key)))
        self._go_on.setObjectName(key)
        self._summary.setText(
            words.text("day.chosen", span=words.time_span(start, end), count=run.count)
        )

    def _remember(self, run: Run | None) -> None:
        """Who comes back here finds the same hours chosen."""
        assert isinstance(self.place, Day)  # noqa: S101
        chosen = None if run is None else (run.first, run.count)
        self.place = replace(self.place, chosen=chosen)
        self.stage.trail.remember(self.place)

    def _verb(self, run: Run) -> str:
        if self._kept is not None and self._kept.changes is not None:
            return "change"
        lottery = self._view.slots[run.first].now is Now.LOTTERY
        return "apply" if lottery else "reserve"

    def _draft(self) -> Draft | None:
        run = self.grid.run
        if run is None:
            return None
        lottery = self._view.slots[run.first].now is Now.LOTTERY
        kind: Kind = "lottery" if lottery else "reservation"
        draft = Draft(kind, self._view.room_id, self._view.date, run.first, run.count)
        kept = self._kept
        if kept is None:
            return draft
        return replace(
            draft,
            unit_asked=kept.changes is None and kept.unit_id is not None,
            unit_id=kept.unit_id,
            purpose_id=kept.purpose_id,
            people=kept.people if kept.changes is None else None,
            changes=kept.changes,
        )

    def _next(self) -> None:
        draft = self._draft()
        if self._opens is not None:
            self.stage.go(WhyNot(closed(self._opens)))
        elif draft is not None:
            self.stage.go(self._onward(next_place(draft, self.directory)))

    def _onward(self, to: Place) -> Place:
        return to if self.logged_in else LogInNumber(then=to)

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


def _any_to_choose(view: DayView) -> bool:
    """Whether an hour can be chosen, or will be: what opens does so on the same screen."""
    return any(slot.now in (*CHOOSABLE, Now.NOT_YET) for slot in view.slots)


def _to_change(slot: SlotView) -> SlotView:
    """What is drawn first, or opens by lottery, is open to a change with first-come only."""
    drawn = slot.now is Now.LOTTERY or (slot.now is Now.NOT_YET and slot.opens_kind == "lottery")
    if not drawn:
        return slot
    if slot.first_come_at is None:
        return replace(slot, now=Now.TOO_LATE)
    return replace(slot, now=Now.NOT_YET, opens_kind="first_come", opens_at=slot.first_come_at)


def _hours(slot: SlotView) -> tuple[datetime, datetime]:
    return slot.start, slot.end


def previews() -> Iterator[Preview]:
    from ui.places import Kept
    from ui.samples import mine
    from ui.samples.calendars import day_view
    from ui.samples.values import DAY, ROOM

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
    yield Preview("lottery_chosen", place, day_view(Now.LOTTERY), choose)
    yield Preview("reserve_chosen", place, day_view(Now.RESERVE), choose)
    yield Preview("not_yet", place, day_view(Now.NOT_YET))
    yield Preview("taken", place, day_view(Now.TAKEN))
    yield Preview("counter_line_down", place, day_view(Now.COUNTER), line=LineState.DOWN)
    yield Preview("named_slots", place, mine.named_day(DAY))
    yield Preview("same_hours", Day(ROOM.id, DAY, Kept.of(mine.USED)), day_view(Now.RESERVE))
    moving = Day(ROOM.id, mine.CHANGEABLE.date, Kept.of(mine.CHANGEABLE, changes=True))
    yield Preview("moving", moving, day_view(Now.RESERVE))


SCREEN = DayScreen
