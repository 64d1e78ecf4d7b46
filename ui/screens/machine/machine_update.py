"""Which version runs, which one is wanted, and how the last update ended.

Touched here: ``update.check``, ``update.from_stick``, ``update.roll_back``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kiosk.journeys.machine_care import Updating
from kiosk.machine.state import UpdateState
from kiosk.updating.release import NO_UPDATE, UpdateReport
from ui.places.machine import MachineRollBack, MachineUpdate
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.widgets.button import Look
from ui.widgets.card import NoticeCard
from ui.widgets.facts import Fact
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from kiosk.outcome import Refused
    from kiosk.terminal import Terminal
    from ui.stage import Stage

#: States of an update that somebody has to look at.
_WRONG: Final = ("rolled_back", "given_up", "refused")


class MachineUpdateScreen(StaffScreen):
    @staticmethod
    def ask(place: MachineUpdate, terminal: Terminal) -> Updating | Refused:
        return terminal.machine.updating()

    def __init__(self, stage: Stage, place: MachineUpdate, answer: Updating) -> None:
        super().__init__(stage, place)
        words, report, state = self.words, answer.report, answer.state
        self.head(words.text("maintenance.update.title"))
        nothing = words.text("maintenance.update.nothing")
        now = words.text(f"maintenance.update.state.{report.state}")
        facts = [
            Fact(words.text("maintenance.update.version"), state.version or nothing, strong=True),
            Fact(words.text("maintenance.update.previous"), state.previous or nothing),
            Fact(words.text("maintenance.update.wanted"), report.version or nothing),
        ]
        if report.reason is not None:
            facts.append(Fact(words.text("maintenance.update.reason"), report.reason))
        tone = Tone.WARNING if report.state in _WRONG else Tone.NEUTRAL
        icon = Icon.WARNING if report.state in _WRONG else Icon.CHECK
        self._notice = NoticeCard(self.theme, tone, icon, now)
        self.tell(self._notice)
        self.tell_facts(facts)
        back = self.action(
            "update.roll_back",
            words.text("maintenance.update.roll_back"),
            Look.SECONDARY,
            Icon.BACK,
        )
        why = words.text("maintenance.update.no_previous")
        back.allow(when=bool(state.previous), otherwise=why)
        back.clicked.connect(lambda: self.stage.go(MachineRollBack(state.previous)))
        self._stick = self.action(
            "update.from_stick",
            words.text("maintenance.update.from_stick"),
            Look.SECONDARY,
            Icon.PLUS,
        )
        self._stick.clicked.connect(self._from_stick)
        check = self.action("update.check", words.text("maintenance.update.check"), icon=Icon.CHECK)
        check.clicked.connect(self._check)

    def _check(self) -> None:
        self.do(Request(self.terminal.machine, "check_update"), self.checked, self.refuse)

    def _from_stick(self) -> None:
        asked = Request(self.terminal.machine, "update_from_stick")
        self.do(asked, lambda _: self.taken(), self.refuse)

    def taken(self) -> None:
        """The keeper has it; the program ends at any moment now."""
        text = self.words.text("maintenance.update.taken")
        self._notice.say(Tone.ACCENT, Icon.CLOCK, text, "")
        self._stick.allow(when=False, otherwise=text)

    def checked(self, _: object) -> None:
        """It begins as soon as nobody is at the glass."""
        text = self.words.text("maintenance.update.checked")
        self._notice.say(Tone.ACCENT, Icon.CLOCK, text, "")


def previews() -> Iterator[Preview]:
    def taken(screen: Screen) -> None:
        assert isinstance(screen, MachineUpdateScreen)  # noqa: S101 (a preview of this screen)
        screen.taken()

    good = UpdateState("1.4.0", present=True, previous="1.3.2", result="done", key=True)
    fresh = UpdateState("1.4.0")
    back = UpdateReport("rolled_back", "1.5.0", "first_screen")
    newest = UpdateReport("up_to_date", "1.4.0")
    yield Preview("up_to_date", MachineUpdate(), Updating(good, newest))
    yield Preview("rolled_back", MachineUpdate(), Updating(good, back))
    yield Preview("nothing", MachineUpdate(), Updating(fresh, NO_UPDATE))
    yield Preview("taken", MachineUpdate(), Updating(good, NO_UPDATE), prepare=taken)


SCREEN = MachineUpdateScreen
