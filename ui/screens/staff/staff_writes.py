"""Requests whose end is not known yet, or nobody was told of.

Touched here: ``write.NUMBER`` in the order in which they stand, ``writes.ask``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from kiosk.journeys.staff_works import StaffWrite
from kiosk.outcome import Refused
from kiosk.readiness.wording import span
from ui.places.staff import StaffWriteEnded, StaffWrites
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.screens.staff.write_words import end_of, name_of
from ui.theme.palette import Tone
from ui.widgets.button import BigButton, Look
from ui.widgets.card import NoticeCard
from ui.widgets.facts import Fact
from ui.widgets.icons import Icon
from ui.widgets.paged_list import PagedList

if TYPE_CHECKING:
    from kiosk.terminal import Terminal
    from ui.stage import Stage

_ROW_MM, _COLUMN_MM = 22.0, 220.0
_SECONDS_A_MINUTE = 60


class StaffWritesScreen(StaffScreen):
    @staticmethod
    def ask(place: StaffWrites, terminal: Terminal) -> tuple[StaffWrite, ...] | Refused:
        return terminal.staff.writes() if place.writes is None else place.writes

    def __init__(self, stage: Stage, place: StaffWrites, answer: tuple[StaffWrite, ...]) -> None:
        super().__init__(stage, place)
        words, theme = self.words, self.theme
        self.head(words.text("maintenance.writes.title"))
        self.columns = 1
        ended = [one for one in answer if one.ended is not None]
        still_open = [one for one in answer if one.ended is None]
        self.tell_facts([Fact(name_of(one, words), self._since(one)) for one in still_open])
        if ended:
            rows = [self._row(number, one) for number, one in enumerate(ended, start=1)]
            self.add(PagedList(theme, words, rows, row_mm=_ROW_MM, column_mm=_COLUMN_MM), grow=True)
        if not answer:
            none = words.text("maintenance.writes.none")
            self.tell(NoticeCard(theme, Tone.NEUTRAL, Icon.CHECK, none))
        now = self.action("writes.ask", words.text("maintenance.writes.ask"), icon=Icon.SEARCH)
        now.clicked.connect(self._ask_now)

    def _since(self, one: StaffWrite) -> str:
        left = span(self.words, one.minutes * _SECONDS_A_MINUTE)
        key = "days" if one.stuck else "open"
        return self.words.text(f"maintenance.writes.{key}", span=left)

    def _row(self, number: int, one: StaffWrite) -> BigButton:
        words = self.words
        title = f"{name_of(one, words)}　{one.booking}".strip()
        sub = words.text("maintenance.writes.ended", end=end_of(one, words))
        button = BigButton(self.theme, title, sub=sub, look=Look.SECONDARY, icon=Icon.PERSON)
        button.setObjectName(f"write.{number}")
        button.clicked.connect(partial(self.stage.go, StaffWriteEnded(one)))
        return button

    def _ask_now(self) -> None:
        asked = Request(self.terminal.staff, "ask_writes")
        self.do(asked, lambda writes: self.stage.go(StaffWrites(writes)), self.refuse)


def previews() -> Iterator[Preview]:
    from ui.samples.staff import STUCK, WRITES

    yield Preview("four", StaffWrites(), WRITES)
    yield Preview("open", StaffWrites(), WRITES[:1])
    yield Preview("for_days", StaffWrites(), (STUCK, *WRITES))
    yield Preview("none", StaffWrites(), ())


SCREEN = StaffWritesScreen
