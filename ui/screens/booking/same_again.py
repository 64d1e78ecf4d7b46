"""The same room at the same hours again: on which day?

Touched here: ``again.YYYY-MM-DD``, ``again.other``, ``again.another``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.availability import Now
from kiosk.journeys.outcomes import SameHours
from kiosk.model import Kind
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.places import Draft, Kept, Month, SameAgain, WaysToLook
from ui.preview import Preview
from ui.screens.booking.way import next_place
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.widgets.availability_marks import MARKS
from ui.widgets.button import BigButton, Look
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.paged_list import PagedList
from ui.wording.words import JAPAN

if TYPE_CHECKING:
    from ui.stage import Stage


class SameAgainScreen(Screen):
    """Room, hours, purpose and people are those of before; a day is all that is asked."""

    def __init__(self, stage: Stage, place: SameAgain, answer: tuple[SameHours, ...]) -> None:
        super().__init__(stage, place)
        words, booked = self.words, place.booked
        self._place = place
        facility, room = self.directory.names(booked.room_id, booked.facility_id, words)
        self.head(
            words.text("same_again.title"),
            words.text(
                "same_again.lead",
                facility=facility,
                room=room,
                hours=words.time_span(booked.from_, booked.until),
            ),
        )
        self.columns = 1
        if self.directory.room(booked.room_id) is None:
            gone = words.text("same_again.gone")
            self.tell(NoticeCard(self.theme, Tone.WARNING, Icon.WARNING, gone))
            another = self.action(
                "again.another", words.text("same_again.another"), Look.PRIMARY, Icon.SEARCH
            )
            another.clicked.connect(lambda: self.stage.go(WaysToLook()))
            return
        if answer:
            rows = [self._row(one) for one in answer]
            self.add(PagedList(self.theme, words, rows, column_mm=150.0), grow=True)
        else:
            none = words.text("same_again.none")
            hint = words.text("same_again.none.hint")
            self.tell(NoticeCard(self.theme, Tone.ACCENT, Icon.CALENDAR, none, hint))
        other = self.action(
            "again.other", words.text("same_again.other"), Look.SECONDARY, Icon.CALENDAR
        )
        other.clicked.connect(self._choose_otherwise)

    @staticmethod
    def ask(place: SameAgain, terminal: Terminal) -> tuple[SameHours, ...] | Refused:
        return terminal.repeating.same_hours(place.booked)

    def _row(self, one: SameHours) -> BigButton:
        words, mark = self.words, MARKS[one.now]
        row = BigButton(
            self.theme,
            words.date(one.date),
            mark=words.text(f"now.{one.now.value}.slot"),
            mark_tone=mark.tone,
            look=Look.ROW,
        )
        row.setObjectName(f"again.{one.date.isoformat()}")
        booked = self._place.booked
        kind: Kind = "lottery" if one.now is Now.LOTTERY else "reservation"
        draft = Draft(
            kind,
            booked.room_id,
            one.date,
            booked.first_slot,
            booked.slot_count,
            unit_asked=True,
            unit_id=booked.unit_id,
            purpose_id=booked.purpose_id,
            people=booked.people,
        )
        row.clicked.connect(lambda: self.stage.go(next_place(draft, self.directory)))
        return row

    def _choose_otherwise(self) -> None:
        booked, today = self._place.booked, self.terminal.now().astimezone(JAPAN).date()
        self.stage.go(Month(booked.room_id, today, Kept.of(booked)))


def previews() -> Iterator[Preview]:
    from msgspec.structs import replace

    from ui.samples import mine

    yield Preview("eight_days", SameAgain(mine.USED), mine.SAME_HOURS)
    yield Preview("none", SameAgain(mine.USED), ())
    gone = replace(mine.USED, room_id="gone", facility_id="gone")
    yield Preview("room_gone", SameAgain(gone), ())


SCREEN = SameAgainScreen
