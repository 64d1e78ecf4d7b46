"""A new paper roll, step by step; the printer is looked at while staff are at it.

Touched here: ``paper.test``, ``paper.new_roll``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.journeys.staff_works import Roll
from kiosk.outcome import Refused
from kiosk.readiness.finding import Verdict
from kiosk.readiness.wording import said_of
from ui.jobs import Lane
from ui.places.staff import StaffPaper
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.theme.palette import Tone
from ui.widgets.button import Look
from ui.widgets.card import NoticeCard
from ui.widgets.facts import Fact
from ui.widgets.icons import Icon
from ui.widgets.text import Text

if TYPE_CHECKING:
    from kiosk.readiness.finding import Finding
    from kiosk.terminal import Terminal
    from ui.stage import Stage

_STEPS = ("open", "put", "close", "test")
_LOOKS = {
    Verdict.PASS: (Tone.GOOD, Icon.CHECK),
    Verdict.WARN: (Tone.WARNING, Icon.WARNING),
    Verdict.FAIL: (Tone.BAD, Icon.WARNING),
    Verdict.NONE: (Tone.NEUTRAL, Icon.PRINTER),
}


class StaffPaperScreen(StaffScreen):
    @staticmethod
    def ask(place: StaffPaper, terminal: Terminal) -> Roll | Refused:
        return terminal.staff.roll()

    def __init__(self, stage: Stage, place: StaffPaper, answer: Roll) -> None:
        super().__init__(stage, place)
        words, theme = self.words, self.theme
        self._asking, self._roll = False, answer
        self.head(words.text("maintenance.paper.title"))
        self.columns = 2
        if place.came:
            came = words.text(f"maintenance.paper.came.{place.came}")
            self.tell(NoticeCard(theme, Tone.GOOD, Icon.CHECK, came))
        self._state = NoticeCard(theme, Tone.NEUTRAL, Icon.PRINTER, self._said(answer.printer))
        self._say(answer.printer)
        self.tell(self._state)
        self.tell_card(
            [Text(theme, words.text(f"maintenance.paper.step.{step}")) for step in _STEPS],
            whole=True,
        )
        self.tell_facts(self._facts())
        test = self.action(
            "paper.test", words.text("maintenance.paper.test"), Look.SECONDARY, Icon.PRINTER
        )
        test.clicked.connect(lambda: self._do("test_print", "test"))
        new = self.action("paper.new_roll", words.text("maintenance.paper.new_roll"))
        new.clicked.connect(lambda: self._do("new_roll", "new_roll"))

    def tick(self) -> None:
        """The cover is opened and closed while staff stand here."""
        if self._asking:
            return
        self._asking = True
        roll = Request(self.terminal.staff, "roll")
        job = self.stage.jobs.submit(roll, owner=self, lane=Lane.ASIDE)
        job.done.connect(self._stands)
        job.refused.connect(self._locked)
        job.crashed.connect(self.stage.crash)

    def _stands(self, roll: Roll) -> None:
        self._asking = False
        if roll.printer != self._roll.printer:
            self._roll = roll
            self._say(roll.printer)

    def _locked(self, _: Refused) -> None:
        """Maintenance mode was shut meanwhile; the window leads away."""

    def _do(self, method: str, came: str) -> None:
        asked = Request(self.terminal.staff, method)
        self.do(asked, lambda _: self.stage.go(StaffPaper(came)), self.refuse)

    def _said(self, printer: Finding) -> str:
        return said_of(printer, self.words)

    def _say(self, printer: Finding) -> None:
        tone, icon = _LOOKS[printer.verdict]
        name = self.words.text("maintenance.paper.now")
        self._state.say(tone, icon, self._said(printer), name)

    def _facts(self) -> list[Fact]:
        words, used = self.words, self._roll.used
        key = "near_end" if used.near_end else "value"
        since = (
            words.text("maintenance.paper.since.unknown")
            if used.since is None
            else words.short_instant(used.since)
        )
        return [
            Fact(
                words.text("maintenance.paper.left"),
                words.text(f"maintenance.paper.left.{key}", metres=round(used.left_metres)),
                strong=True,
            ),
            Fact(
                words.text("maintenance.paper.used"),
                words.text(
                    "maintenance.paper.used.value", metres=f"{used.metres:.1f}", count=used.pieces
                ),
            ),
            Fact(words.text("maintenance.paper.since"), since),
        ]


def previews() -> Iterator[Preview]:
    from ui.samples.staff import FRESH, NEAR_END, NOT_READY, READY, USED

    good, bad = READY.findings[0], NOT_READY.findings[0]
    yield Preview("ready", StaffPaper(), Roll(good, USED))
    yield Preview("no_paper", StaffPaper(), Roll(bad, NEAR_END))
    yield Preview("test", StaffPaper("test"), Roll(good, USED))
    yield Preview("new_roll", StaffPaper("new_roll"), Roll(good, FRESH))


SCREEN = StaffPaperScreen
