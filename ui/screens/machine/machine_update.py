"""Which version runs, which one is wanted, and how the last update ended.

Touched here: ``update.check``, ``update.from_stick``, ``update.roll_back``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
#: Why it stands as it does: codes of ``kiosk/updating`` and of root's side, and what is said.
WHY: Final[Mapping[str, str]] = {
    "first_screen": "update.why.first_screen",
    "dpkg_failed": "update.why.dpkg_failed",
    "power_cuts": "update.why.power_cuts",
    "asked": "update.why.asked",
    "in_use": "update.why.in_use",
    "hash_wrong": "update.why.broken",
    "package_wrong": "update.why.broken",
    "package_missing": "update.why.broken",
    "older_version": "update.why.older_version",
    "no_way_back": "update.why.no_way_back",
    "disk_full": "refused.machine_disk_full",
    "disk_read_only": "refused.machine_disk_read_only",
    "no_release_key": "refused.machine_no_release_key",
    "signature_wrong": "refused.machine_signature_wrong",
    "bad_version": "refused.machine_bad_version",
    "still_updating": "refused.machine_still_updating",
    "audit_not_kept": "refused.audit_not_kept",
    "failed": "refused.machine_failed",
    "not_installed": "refused.machine_not_installed",
    "no_answer": "refused.machine_no_answer",
    "line_down": "refused.line_down",
    "service_busy": "refused.service_busy",
}


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
        tone = Tone.WARNING if report.state in _WRONG else Tone.NEUTRAL
        icon = Icon.WARNING if report.state in _WRONG else Icon.CHECK
        why = "" if report.reason is None else self._why(report.reason)
        self._notice = NoticeCard(self.theme, tone, icon, now, why)
        self.tell(self._notice)
        self.tell_facts(facts)
        back = self.action(
            "update.roll_back",
            words.text("maintenance.update.roll_back"),
            Look.SECONDARY,
            Icon.BACK,
        )
        none = words.text("maintenance.update.no_previous")
        back.allow(when=bool(state.previous), otherwise=none)
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

    def _why(self, code: str) -> str:
        """Why the update stands as it does, in words; a code of which nobody has thought is told
        as it is."""
        key = WHY.get(code, "update.why.other")
        return self.words.text(f"maintenance.{key}", code=code)

    def _check(self) -> None:
        self.do(Request(self.terminal.machine, "check_update"), self.checked, self.refuse)

    def _from_stick(self) -> None:
        asked = Request(self.terminal.machine, "update_from_stick")
        self.do(asked, lambda _: self.taken(), self.refuse)

    def taken(self) -> None:
        """The keeper has it; the program ends at any moment now."""
        text = self.words.text("maintenance.update.taken")
        self._notice.say(Tone.ACCENT, Icon.CLOCK, text, self.words.text("maintenance.update.dark"))
        self._stick.allow(when=False, otherwise=text)

    def checked(self, _: object) -> None:
        """It begins as soon as nobody is at the glass."""
        text = self.words.text("maintenance.update.checked")
        self._notice.say(Tone.ACCENT, Icon.CLOCK, text, self.words.text("maintenance.update.dark"))


def previews() -> Iterator[Preview]:
    def taken(screen: Screen) -> None:
        assert isinstance(screen, MachineUpdateScreen)  # noqa: S101 (a preview of this screen)
        screen.taken()

    def checked(screen: Screen) -> None:
        assert isinstance(screen, MachineUpdateScreen)  # noqa: S101 (a preview of this screen)
        screen.checked(None)

    good = UpdateState("1.4.0", present=True, previous="1.3.2", result="done", key=True)
    fresh = UpdateState("1.4.0")
    back = UpdateReport("rolled_back", "1.5.0", "first_screen")
    newest = UpdateReport("up_to_date", "1.4.0")
    yield Preview("up_to_date", MachineUpdate(), Updating(good, newest))
    yield Preview("rolled_back", MachineUpdate(), Updating(good, back))
    yield Preview("nothing", MachineUpdate(), Updating(fresh, NO_UPDATE))
    for code in ("disk_full", "disk_read_only", "older_version", "something_new"):
        yield Preview(code, MachineUpdate(), Updating(good, UpdateReport("refused", "1.5.0", code)))
    yield Preview("taken", MachineUpdate(), Updating(good, NO_UPDATE), prepare=taken)
    yield Preview("checked", MachineUpdate(), Updating(good, NO_UPDATE), prepare=checked)


SCREEN = MachineUpdateScreen
