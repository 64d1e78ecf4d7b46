"""The readiness report: every part of the terminal, whether it will do, and what to do.

Touched here: ``report.print``, ``report.again``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.journeys.staff_works import Looked
from kiosk.outcome import Refused
from kiosk.readiness.finding import Verdict
from kiosk.readiness.wording import name_of, said_of, verdict_of
from ui.places.staff import StaffReport
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.theme.palette import Tone
from ui.widgets.button import Look
from ui.widgets.card import NoticeCard
from ui.widgets.facts import Fact
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from kiosk.terminal import Terminal
    from ui.stage import Stage

#: What has to be seen to stands first.
_ORDER = {Verdict.FAIL: 0, Verdict.WARN: 1, Verdict.PASS: 2, Verdict.NONE: 3}


class StaffReportScreen(StaffScreen):
    @staticmethod
    def ask(place: StaffReport, terminal: Terminal) -> Looked | Refused:
        """Some seconds; a report that was made is not made again to show it."""
        return place.looked or terminal.staff.readiness()

    def __init__(self, stage: Stage, place: StaffReport, answer: Looked) -> None:
        super().__init__(stage, place)
        words, report = self.words, answer.report
        self._looked = answer
        self.head(words.text("maintenance.report.title"), words.short_instant(report.at))
        self.columns = 2
        self.tell(self._notice())
        if place.printed:
            printed = words.text("maintenance.report.printed")
            self.tell(NoticeCard(self.theme, Tone.GOOD, Icon.PRINTER, printed))
        findings = sorted(report.findings, key=lambda one: _ORDER[one.verdict])
        self.tell_facts(
            [
                Fact(
                    name_of(one, words),
                    f"{verdict_of(one, words)} － {said_of(one, words)}",
                )
                for one in findings
            ]
        )
        again = self.action(
            "report.again", words.text("maintenance.report.again"), Look.SECONDARY, Icon.SEARCH
        )
        again.clicked.connect(lambda: self.stage.go(StaffReport()))
        out = self.action("report.print", words.text("maintenance.report.print"), icon=Icon.PRINTER)
        out.clicked.connect(self._print)

    def _notice(self) -> NoticeCard:
        words, ready = self.words, self._looked.report.ready
        said = words.text(f"maintenance.report.{'ready' if ready else 'not_ready'}")
        kept = words.text(f"maintenance.report.{'kept' if self._looked.kept else 'not_kept'}")
        tone, icon = (Tone.GOOD, Icon.CHECK) if ready else (Tone.BAD, Icon.WARNING)
        return NoticeCard(self.theme, tone, icon, said, kept)

    def _print(self) -> None:
        asked = Request(self.terminal.staff, "print_report", (self._looked.report,))
        shown = StaffReport(self._looked, printed=True)
        self.do(asked, lambda _: self.stage.go(shown), self.refuse)


def previews() -> Iterator[Preview]:
    from ui.samples.staff import EVERY_CODE, NOT_READY, READY

    yield Preview("ready", StaffReport(), Looked(READY, kept=True))
    yield Preview("not_ready", StaffReport(), Looked(NOT_READY, kept=True))
    yield Preview("not_kept", StaffReport(), Looked(NOT_READY, kept=False))
    shown = Looked(READY, kept=True)
    yield Preview("printed", StaffReport(shown, printed=True), shown)
    yield Preview("every_code", StaffReport(), Looked(EVERY_CODE, kept=True))


SCREEN = StaffReportScreen
