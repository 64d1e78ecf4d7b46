"""What came of the one-time code: enrolled, or why not and what to do.

Touched here: ``enrol.again``, ``enrol.way``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.journeys.machine_care import PREFIX
from kiosk.outcome import Refused
from kiosk.readiness.wording import OF_THE_LINE
from ui.places.machine import MachineEnrol, MachineEnrolled, MachineReach
from ui.preview import Preview
from ui.screens.machine.why_not import why_not_enrolled
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.button import Look
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage


class MachineEnrolledScreen(StaffScreen):
    def __init__(self, stage: Stage, place: MachineEnrolled, answer: None = None) -> None:
        super().__init__(stage, place)
        words, theme, problem = self.words, self.theme, place.problem
        self.head(words.text("maintenance.enrol.title"))
        if problem is None:
            good = words.text("maintenance.enrol.done")
            starts = words.text("maintenance.enrol.starts_anew")
            self.tell(NoticeCard(theme, Tone.GOOD, Icon.CHECK, good, starts))
            return
        bad, why = words.text("maintenance.enrol.failed"), why_not_enrolled(words, problem)
        self.tell(NoticeCard(theme, Tone.BAD, Icon.WARNING, bad, why))
        if problem.details.get("code_spent") is True:
            self.tell(Text(theme, words.text("maintenance.enrol.spent"), Type.BODY))
        if problem.code.removeprefix(PREFIX) in OF_THE_LINE:
            way = self.action(
                "enrol.way", words.text("maintenance.enrol.way"), Look.SECONDARY, Icon.GLOBE
            )
            way.clicked.connect(lambda: self.stage.go(MachineReach()))
        again = self.action("enrol.again", words.text("maintenance.enrol.again"), icon=Icon.PENCIL)
        again.clicked.connect(lambda: self.stage.go(MachineEnrol()))


def previews() -> Iterator[Preview]:
    yield Preview("done", MachineEnrolled())
    for code, details in (
        ("code_wrong", {}),
        ("clock_wrong", {"behind_seconds": 4 * 86_400}),
        ("certificate_over", {"since": "2026-11-19T15:00:00+00:00"}),
        ("certificate_foreign", {}),
        ("not_stored", {"why": "No space left on device", "code_spent": True}),
    ):
        yield Preview(code, MachineEnrolled(Refused(f"{PREFIX}{code}", details)))


SCREEN = MachineEnrolledScreen
