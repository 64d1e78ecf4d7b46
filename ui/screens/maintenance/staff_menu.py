"""What staff or a technician may do. The module beside it, doors, says what stands here.

Touched here: ``door.DOOR``, ``staff_menu.leave``, ``staff.language``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.journeys.staff_works import Attention
from kiosk.line import LineState
from kiosk.maintenance.roles import Role
from kiosk.outcome import Refused
from kiosk.readiness.wording import why_not_reached
from ui.jobs import Lane
from ui.places.maintenance import StaffMenu
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.doors import Door, doors_of
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.button import BigButton, Look
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.paged_list import PagedList

if TYPE_CHECKING:
    from ui.stage import Stage

#: A door is at least as high, and a column of them as wide on an upright glass and on others.
_ROW_MM, _UPRIGHT_MM, _LYING_MM = 22.0, 150.0, 120.0


class StaffMenuScreen(StaffScreen):
    has_back = False
    has_stop = False

    def __init__(self, stage: Stage, place: StaffMenu, answer: None = None) -> None:
        super().__init__(stage, place)
        self._left_on = place.page
        words, theme = self.words, self.theme
        role = self.maintenance.role or Role.STAFF
        who = words.text(f"maintenance.role.{role.value}")
        self.head(words.text("maintenance.menu.title", role=who))
        self.columns = 1
        out = self.maintenance.out_of_service()
        if out is not None:
            body = words.text("maintenance.menu.out")
            self.tell(NoticeCard(theme, Tone.WARNING, Icon.WARNING, body))
        if self.terminal.shut_out():
            body = words.text("maintenance.menu.shut_out")
            self.tell(NoticeCard(theme, Tone.WARNING, Icon.WARNING, body))
        self._trouble = self.terminal.service_trouble()
        if self._trouble is not None:
            body = why_not_reached(words, self._trouble)
            self.tell(NoticeCard(theme, Tone.WARNING, Icon.WARNING, body))
        self._rows = {door.key: self._door(door) for door in doors_of(role)}
        doors = list(self._rows.values())
        self._see_to()
        column_mm = _UPRIGHT_MM if theme.glass.portrait else _LYING_MM
        rows = PagedList(theme, words, doors, row_mm=_ROW_MM, column_mm=column_mm)
        self.add(rows, grow=True)
        self.language_button()
        leave = self.action("staff_menu.leave", words.text("maintenance.leave"), icon=Icon.LOCK)
        leave.clicked.connect(self.stage.leave)

    @property
    def seen(self) -> int:
        """The page that is shown now, counted from 1."""
        return self.page + 1

    def see(self, block: int) -> None:
        """Shows that page; 0: the one that was left through a door."""
        self.turn_to(block - 1 if block else self._left_on)

    def tick(self) -> None:
        """The menu is made anew when the way to the service has changed."""
        if self.terminal.service_trouble() != self._trouble:
            self.stage.again()

    def _see_to(self) -> None:
        """Marks the doors behind which something waits; asked aside, the menu stands at once."""
        asked = Request(self.terminal.staff, "attention")
        job = self.stage.jobs.submit(asked, owner=self, lane=Lane.ASIDE)
        job.done.connect(self.mark)
        job.crashed.connect(self.stage.crash)

    def mark(self, attention: Attention) -> None:
        """Shows what has to be seen to."""
        words = self.words
        waiting = {"receipts": attention.receipts, "writes": attention.writes}
        for door, count in waiting.items():
            if count:
                # Short enough for every language and size of type.
                self._rows[f"maintenance.door.{door}"].set_mark(str(count))
        if attention.paper:
            said = words.text(f"maintenance.menu.mark.{attention.paper}")
            self._rows["maintenance.door.paper"].set_sub(said)
            self._rows["maintenance.door.paper"].set_mark("!")

    def _door(self, door: Door) -> BigButton:
        text, sub = self.words.text(door.key), self.words.text(f"{door.key}.sub")
        button = BigButton(self.theme, text, sub=sub, look=Look.SECONDARY, icon=door.icon)
        if self.theme.cramped:
            button.say_in(Type.LABEL, more=False)
        button.setObjectName(door.name)
        button.clicked.connect(lambda: self._enter(door))
        return button

    def _enter(self, door: Door) -> None:
        self.stage.trail.remember(StaffMenu(self.page))
        self.stage.go(door.to)


def previews() -> Iterator[Preview]:
    from ui.samples.maintenance import OUT_FOR_CLEANING

    def marked(screen: Screen) -> None:
        assert isinstance(screen, StaffMenuScreen)  # noqa: S101 (a preview of this screen)
        screen.mark(Attention("paper_low", receipts=3, writes=1))

    yield Preview("staff", StaffMenu(), role=Role.STAFF)
    yield Preview("waiting", StaffMenu(), prepare=marked, role=Role.STAFF)
    yield Preview("technician", StaffMenu(), role=Role.TECHNICIAN)
    behind = Refused("clock_wrong", {"behind_seconds": 900_000})
    yield Preview("clock_wrong", StaffMenu(), role=Role.STAFF, line=LineState.DOWN, trouble=behind)
    yield Preview("out_of_service", StaffMenu(), role=Role.STAFF, out=OUT_FOR_CLEANING)


SCREEN = StaffMenuScreen
