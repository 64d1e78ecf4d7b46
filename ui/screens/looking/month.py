"""Which day? A month of the room, with what can be done on each day.

Touched here: ``month.YYYY-MM-DD``, ``month.previous``, ``month.next``, ``month.room``,
``month.competition``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.availability import DaySummary, MonthView, Now
from kiosk.line import LineState
from kiosk.model import Reservation
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.places import Competition, Day, Month, RoomDetail
from ui.preferences import Reach, TypeSize
from ui.preview import Preview
from ui.screens.looking.following import FollowingScreen
from ui.screens.looking.month_turning import month_turner
from ui.screens.looking.spacious import is_low
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.beside import Beside
from ui.widgets.button import BigButton, Look
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.legend import Legend
from ui.widgets.month_calendar import MonthCalendar
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage


#: From this width on, in mm, a month stands beside its legend; else the legend comes after it.
_WIDE_MM = 400.0
#: What stands beside a month takes this part of the glass.
_SIDE_PERCENT = 33
#: What header and footer of a glass that lies take at most, in the standard size of type.
_BANDS_MM = 46.0


class MonthScreen(FollowingScreen[MonthView]):
    def __init__(self, stage: Stage, place: Month, answer: MonthView) -> None:
        super().__init__(stage, place, answer)
        self._kept = place.kept
        self._view = self._shown(answer)
        found = self.directory.room(answer.room_id)
        names = [self.words.of(part.name) for part in found] if found else []
        moved = place.kept.changes if place.kept is not None else None
        glass = self.theme.glass
        beside = not glass.portrait and glass.width_mm >= _WIDE_MM
        # On a glass that has no room for it above the calendar its gist stands in the head.
        above = beside or (glass.portrait and not self.theme.narrow)
        gist = "" if moved is None or above else self._gist()
        lead = gist or "　".join(names)
        # The smallest glass has no height for both in the largest type: days come first.
        self.head(self.words.text("month.title"), "" if self.theme.tight else lead)
        bounds = (answer.first_month, answer.last_month)
        calendar = MonthCalendar(self.theme, self.words, self._view.days)
        calendar.picked.connect(lambda day: self.stage.go(Day(answer.room_id, day, place.kept)))
        about = self.action("month.room", self.words.text("month.room"), Look.SECONDARY)
        about.clicked.connect(lambda: self.stage.go(RoomDetail(answer.room_id)))
        self._offer_competition()
        if moved is None and self._stands_beside(calendar):
            return
        if not beside:
            self.columns = 1
        if above and moved is not None:
            self.tell(self._what_can_be_changed(moved))
        if above:
            self._tell_states()
        self.add(month_turner(self, answer.month, bounds, self._turn))
        self.add(calendar, grow=True)
        if self.theme.tight:
            self.tell(Text(self.theme, lead))
        if not above and moved is not None:
            self.tell(self._what_can_be_changed(moved))
        if not above:
            self._tell_states()

    def _stands_beside(self, calendar: MonthCalendar) -> bool:
        """On a glass that lies all weeks are seen at once where all else has room at their side."""
        theme = self.theme
        larger = theme.type_size is not TypeSize.STANDARD
        if theme.glass.portrait or larger or theme.reach is Reach.SEATED:
            return False
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.gap)
        view, opening = self.answer, self._opening()
        bounds = (view.first_month, view.last_month)
        column.addWidget(month_turner(self, view.month, bounds, self._turn, slim=True))
        column.addWidget(self._legend(columns=1))
        said = Text(theme, opening, Type.NOTE)
        column.addWidget(said)
        column.addWidget(self.fresh)
        column.addStretch(1)
        verbs = self.findChildren(BigButton)
        across = theme.glass.width_px * _SIDE_PERCENT // 100
        wanted = sum(verb.heightForWidth(across) + theme.gap for verb in verbs)
        taken = theme.glass.px(_BANDS_MM) + 3 * theme.pad + self._head.sizeHint().height()
        room = theme.glass.height_px - taken
        if not opening or side.heightForWidth(across) + wanted > room:
            # The days themselves say from when on they open.
            said.hide()
        if max(side.heightForWidth(across) + wanted, calendar.whole_height) > room:
            self.fresh.setParent(None)
            return False
        for verb in verbs:
            self.verbs.removeWidget(verb)
            column.addWidget(verb)
        side.setFixedWidth(across)
        self.columns = 1
        self.add(Beside(theme, side, calendar), grow=True)
        return True

    @staticmethod
    def ask(place: Month, terminal: Terminal) -> MonthView | Refused:
        return terminal.looking.month(place.room_id, place.month)

    def says(self, answer: MonthView) -> object:
        return answer.days

    def _shown(self, answer: MonthView) -> MonthView:
        """To a booking that is changed a lottery is no way: its days open with first-come."""
        if self._kept is None or self._kept.changes is None:
            return answer
        return replace(answer, days=tuple(_to_change(day) for day in answer.days))

    def _tell_states(self) -> None:
        """What the signs mean, from when the days open that do later, and how old this is."""
        self.tell(self._legend())
        if opening := self._opening():
            self.tell(Text(self.theme, opening))
        self.tell(self.fresh)

    def _opening(self) -> str:
        """When the days open that cannot be had yet: all at once, or each at its own time."""
        words = self.words
        later = [(day.opens_at, day.date) for day in self._view.days if day.opens_at is not None]
        if not later:
            return ""
        first, day = min(later)
        state, at = words.text("now.not_yet"), words.short_instant(first)
        if all(opens == first for opens, _ in later):
            return words.text("month.opens.all", state=state, at=at)
        return words.text("month.opens.each", state=state, day=words.short_date(day), at=at)

    def _what_can_be_changed(self, moved: Reservation) -> NoticeCard:
        """To which days, and from when the others: paying may come first."""
        words = self.words
        opens = min((day.opens_at for day in self._view.days if day.opens_at), default=None)
        pays = moved.state == "provisional" and moved.fee_yen and moved.paid_by == "deadline"
        due = moved.payment_due if pays else None
        said = []
        if opens is not None:
            said.append(words.text("month.change.opens_at", at=words.instant(opens)))
        if due is not None and opens is not None and due <= opens and not self._any_free:
            said.append(words.text("month.change.pay_first", until=words.deadline(due)))
        elif due is not None and moved.origin == "lottery":  # else it goes with the day of use
            said.append(words.text("month.change.pay", until=words.deadline(due)))
        any_free = self._any_free
        tone, icon = (Tone.ACCENT, Icon.CALENDAR) if any_free else (Tone.WARNING, Icon.WARNING)
        return NoticeCard(self.theme, tone, icon, self._gist(), "\n".join(said))

    @property
    def _any_free(self) -> bool:
        return any(day.best is Now.RESERVE for day in self._view.days)

    def _gist(self) -> str:
        return self.words.text("month.change" if self._any_free else "month.change.none")

    def _legend(self, columns: int = 0) -> Legend:
        states = (Now.LOTTERY, Now.RESERVE, Now.COUNTER, Now.NOT_YET)
        # Beside the month, or on a page of its own, one below the other; else in one line, which
        # takes no week's place.
        glass = self.theme.glass
        alone = glass.width_mm >= _WIDE_MM or is_low(self.theme)
        columns = columns or (2 if glass.portrait else 1 if alone else len(states))
        return Legend(self.theme, self.words, states, columns=columns)

    def _offer_competition(self) -> None:
        """How many applied for the first day that is drawn, where the city tells."""
        drawn = [day.date for day in self._view.days if day.best is Now.LOTTERY]
        if not drawn or "lottery-competition" not in self.directory.city.features:
            return
        text = self.words.text("month.competition", **self.terms)
        button = self.action("month.competition", text, Look.SECONDARY)
        button.clicked.connect(lambda: self.stage.go(Competition(self._view.room_id, drawn[0])))

    def _turn(self, month: date) -> None:
        self.stage.go(Month(self._view.room_id, month, self._kept))


def _to_change(day: DaySummary) -> DaySummary:
    if day.best not in (Now.LOTTERY, Now.NOT_YET):
        return day
    best = Now.NOT_YET if day.first_come_at is not None else Now.TOO_LATE
    return replace(day, best=best, opens_at=day.first_come_at)


def previews() -> Iterator[Preview]:
    from ui.places import Kept
    from ui.samples import mine
    from ui.samples.calendars import month_view
    from ui.samples.values import ROOM

    place = Month(ROOM.id, month_view().month)
    yield Preview("mixed", place, month_view())
    yield Preview("last_days", place, month_view(from_day=18))
    yield Preview("line_down", place, month_view(), line=LineState.DOWN)
    moving = Month(ROOM.id, month_view().month, Kept.of(mine.CHANGEABLE, changes=True))
    yield Preview("moving", moving, month_view())
    yield Preview("moving_nowhere", moving, month_view(every=Now.NOT_YET))


SCREEN = MonthScreen
