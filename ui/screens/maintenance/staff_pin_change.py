"""Another PIN: first one's own, then the new one, then the new one again.

Touched here: ``key.0`` … ``key.9``, ``key.delete``, ``pin.next``, ``pin.menu``.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import TYPE_CHECKING

from kiosk.maintenance.roles import Role
from kiosk.maintenance.weak_pins import LONGEST, SHORTEST, KnownNumbers, Weakness, weakness
from kiosk.outcome import Refused
from ui.entry.rules import new_secret
from ui.places.maintenance import StaffPinChange
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.keyboards.desk import Desk
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage


class Phase(Enum):
    """What is typed now; the wording is ``maintenance.change.VALUE``."""

    OWN = "own"
    NEW = "new"
    AGAIN = "again"


class StaffPinChangeScreen(StaffScreen):
    def __init__(self, stage: Stage, place: StaffPinChange, answer: None = None) -> None:
        super().__init__(stage, place)
        words = self.words
        self._role = place.role
        who = words.text(f"maintenance.role.{place.role.value}")
        self.head(words.text("maintenance.change.title", role=who))
        if place.done:
            done = words.text("maintenance.change.done")
            self.tell(NoticeCard(self.theme, Tone.GOOD, Icon.CHECK, done))
            menu = self.action("pin.menu", words.text("maintenance.to_menu"))
            menu.clicked.connect(self.to_menu)
            return
        self._own = self._new = ""
        self._notice = Text(self.theme, "", bold=True)
        self._problem = Text(self.theme, "", colour=self.theme.palette.danger)
        self.tell(self._notice)
        self.tell(self._problem)
        rules = new_secret(SHORTEST, LONGEST, letters=False)
        self.desk = Desk(self.theme, words, words.text("maintenance.pin.title"), rules)
        self.desk.stand_on(self)
        self._next = self.action("pin.next", words.text("entry.next"))
        self._next.clicked.connect(self.go_on)
        self.desk.changed.connect(self._typed)
        self._ask(Phase.OWN)

    def _ask(self, phase: Phase, problem: str = "") -> None:
        self._phase = phase
        self._notice.setText(self.words.text(f"maintenance.change.{phase.value}"))
        self._problem.setText(problem)
        self.desk.clear()
        self._typed("")

    def _typed(self, typed: str) -> None:
        why = self.words.text("off.enter_all", count=SHORTEST)
        self._next.allow(when=len(typed) >= SHORTEST, otherwise=why)

    def go_on(self) -> None:
        """To what is typed next; after the last, the PIN is changed."""
        typed = self.desk.typed
        match self._phase:
            case Phase.OWN:
                self._own = typed
                self._ask(Phase.NEW)
            case Phase.NEW:
                weak = weakness(typed, KnownNumbers())
                if weak is None:
                    self._new = typed
                    self._ask(Phase.AGAIN)
                else:
                    self._ask(Phase.NEW, self._said(weak.value))
            case Phase.AGAIN if typed == self._new:
                self._change()
            case Phase.AGAIN:
                self._ask(Phase.NEW, self.words.text("maintenance.change.differs"))

    def _change(self) -> None:
        own, new, self._own, self._new = self._own, self._new, "", ""
        self.desk.clear()
        request = Request(self.maintenance, "change_pin", (self._role, own, new))
        self.do(request, self._changed, self._refused)

    def _changed(self, _: object) -> None:
        self.stage.go(StaffPinChange(self._role, done=True))

    def _refused(self, why: Refused) -> None:
        match why.code:
            case "weak_pin":
                self._ask(Phase.OWN, self._said(str(why.details.get("reason"))))
            case "wrong_pin":
                self._ask(Phase.OWN, self.words.text("maintenance.pin.wrong"))
            case _:
                self.refuse(why)

    def _said(self, weak: str) -> str:
        known = weak if weak in {one.value for one in Weakness} else "other"
        return self.words.text(f"maintenance.weak.{known}")


def previews() -> Iterator[Preview]:
    def weak(screen: Screen) -> None:
        assert isinstance(screen, StaffPinChangeScreen)  # noqa: S101 (a preview of this screen)
        for typed in ("274916", "123456"):
            screen.desk.type(typed)
            screen.go_on()

    yield Preview("own", StaffPinChange(Role.STAFF))
    yield Preview("weak", StaffPinChange(Role.TECHNICIAN), prepare=weak)
    yield Preview("done", StaffPinChange(Role.STAFF, done=True))


SCREEN = StaffPinChangeScreen
