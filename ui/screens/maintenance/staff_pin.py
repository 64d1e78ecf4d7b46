"""The PIN that opens maintenance mode.

Touched here: ``role.staff``, ``role.technician``, ``key.0`` … ``key.9``, ``key.delete``,
``staff.open``, ``staff.language``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.maintenance.mode import Gate
from kiosk.maintenance.pin import Shut
from kiosk.maintenance.roles import Role
from kiosk.maintenance.weak_pins import LONGEST, SHORTEST
from kiosk.outcome import Refused
from ui.entry.rules import new_secret
from ui.jobs import Lane
from ui.places.maintenance import StaffMenu, StaffPin, StaffWait
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.theme.palette import Tone
from ui.widgets.card import NoticeCard
from ui.widgets.choices import Choices, Option
from ui.widgets.icons import Icon
from ui.widgets.keyboards.desk import Desk

if TYPE_CHECKING:
    from ui.stage import Stage


class StaffPinScreen(StaffScreen):
    """Shown at once, whatever was under way: what stands before the PIN is asked aside."""

    has_back = False

    def __init__(self, stage: Stage, place: StaffPin, answer: None = None) -> None:
        super().__init__(stage, place)
        words, theme = self.words, self.theme
        self._role, self._shut = place.role, False
        self.head(words.text("maintenance.pin.title"))
        if place.problem is not None:
            self.tell(self._notice(place.problem))
        options = [Option(r.value, words.text(f"maintenance.role.{r.value}")) for r in Role]
        roles = Choices(theme, "role", options, place.role.value)
        roles.chosen.connect(self._other_role)
        self.add(roles)
        rules = new_secret(SHORTEST, LONGEST, letters=False)
        self.desk = Desk(theme, words, words.text(f"maintenance.pin.{place.role.value}"), rules)
        self.desk.stand_on(self)
        self.language_button()
        self._open = self.action("staff.open", words.text("maintenance.open"), icon=Icon.LOCK)
        self._open.clicked.connect(self._try)
        self.desk.changed.connect(self._typed)
        self._typed("")
        self._look()

    def _look(self) -> None:
        gate = Request(self.maintenance, "gate", (self._role,))
        job = self.stage.jobs.submit(gate, owner=self, lane=Lane.ASIDE)
        job.done.connect(self._stands)
        job.crashed.connect(self.stage.crash)

    def _stands(self, gate: Gate) -> None:
        if gate.wait:
            self.stage.go(StaffWait(self._role, gate.wait))
        elif gate.shut is not None and not self._told(gate.shut.value):
            self.stage.go(StaffPin(self._role, Refused(gate.shut.value)))

    def _told(self, code: str) -> bool:
        place = self.place
        return isinstance(place, StaffPin) and place.problem == Refused(code)

    def _other_role(self, role: str) -> None:
        self.stage.go(StaffPin(Role(role)))

    def _typed(self, typed: str) -> None:
        why = self.words.text("off.enter_all", count=SHORTEST)
        self._open.allow(when=len(typed) >= SHORTEST, otherwise=why)

    def _try(self) -> None:
        typed = self.desk.typed
        self.desk.clear()
        self.do(
            Request(self.maintenance, "open", (self._role, typed)),
            done=lambda _: self.stage.restart((StaffMenu(),)),
            refused=self._refused,
        )

    def _refused(self, why: Refused) -> None:
        wait = why.details.get("wait")
        if isinstance(wait, int) and wait:
            self.stage.go(StaffWait(self._role, wait))
        else:
            self.stage.go(StaffPin(self._role, why))

    def _notice(self, problem: Refused) -> NoticeCard:
        words, code = self.words, problem.code
        if code == "wrong_pin":
            left = problem.details.get("left", 0)
            title, body = words.text("maintenance.pin.wrong"), ""
            if left:
                body = words.text("maintenance.pin.left", left=left)
            notice = NoticeCard(self.theme, Tone.BAD, Icon.WARNING, title, body)
        else:
            title = words.text("maintenance.shut.title")
            known = code if code in _SHUT else "other"
            body = words.text(f"maintenance.shut.{known}", role=self._role.value)
            notice = NoticeCard(self.theme, Tone.BAD, Icon.LOCK, title, body)
        return notice


#: Why no PIN can be tried, or what was tried could not be noted.
_SHUT = (*(shut.value for shut in Shut), "audit_not_kept")


def previews() -> Iterator[Preview]:
    wrong = Refused("wrong_pin", {"left": 3, "wait": 0})
    yield Preview("first", StaffPin())
    yield Preview("wrong", StaffPin(Role.TECHNICIAN, wrong))
    for shut in Shut:
        yield Preview(shut.value, StaffPin(Role.STAFF, Refused(shut.value)))


SCREEN = StaffPinScreen
