"""The way to the service, step by step; new settings are kept here, or go back.

Touched here: ``reach.again``, ``reach.keep``, ``reach.return``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.machine.reach import Reach, StepEnd
from kiosk.outcome import Refused
from kiosk.readiness.wording import why_not_reached
from ui.places.machine import MachineNetwork, MachineReach
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


class MachineReachScreen(StaffScreen):
    @staticmethod
    def ask(place: MachineReach, terminal: Terminal) -> Reach | Refused:
        """New settings with which the service is reached are kept."""
        if place.reach is not None:
            return place.reach
        found = terminal.machine.reach()
        if place.trying and found.ok:
            kept = terminal.machine.keep_network()
            return kept if isinstance(kept, Refused) else found
        return found

    def __init__(self, stage: Stage, place: MachineReach, answer: Reach) -> None:
        super().__init__(stage, place)
        words = self.words
        title = "good" if answer.ok else "bad"
        through = words.text("maintenance.reach.through", proxy=answer.proxy)
        self.head(words.text("maintenance.reach.title"), through if answer.proxy else "")
        tone, icon = (Tone.GOOD, Icon.CHECK) if answer.ok else (Tone.BAD, Icon.WARNING)
        told = ""
        if place.trying:
            told = words.text(f"maintenance.reach.{'kept' if answer.ok else 'goes_back'}")
        said = words.text(f"maintenance.reach.{title}")
        self.tell(NoticeCard(self.theme, tone, icon, said, told))
        self.tell_facts([self._step(one) for one in answer.steps])
        waits = place.trying and not answer.ok
        if waits:
            self._verb("return", "return_network", Look.SECONDARY, Icon.BACK)
        again = self.action(
            "reach.again", words.text("maintenance.reach.again"), Look.SECONDARY, Icon.SEARCH
        )
        again.clicked.connect(lambda: self.stage.go(MachineReach(trying=waits)))
        if waits:
            self._verb("keep", "keep_network", Look.PRIMARY, Icon.CHECK)

    def _verb(self, name: str, method: str, look: Look, icon: Icon) -> None:
        button = self.action(
            f"reach.{name}", self.words.text(f"maintenance.reach.{name}"), look, icon
        )
        asked = Request(self.terminal.machine, method)
        button.clicked.connect(
            lambda: self.do(asked, lambda _: self.stage.go(MachineNetwork()), self.refuse)
        )

    def _step(self, end: StepEnd) -> Fact:
        words = self.words
        name = words.text(f"maintenance.reach.step.{end.step.value}")
        if end.why is None:
            return Fact(name, words.text("maintenance.reach.ok"))
        return Fact(name, why_not_reached(words, end.why))


def previews() -> Iterator[Preview]:
    from ui.samples.machine import REACHED, THROUGH_PROXY, unreached

    yield Preview("good", MachineReach(), REACHED)
    yield Preview("kept", MachineReach(trying=True), THROUGH_PROXY)
    yield Preview("trying", MachineReach(trying=True), unreached("nobody_answers"))
    wrong = unreached("clock_wrong", behind_seconds=-40_000_000)
    yield Preview("clock_wrong", MachineReach(), wrong)
    for code in ("certificate_foreign", "new_code"):
        yield Preview(code, MachineReach(), unreached(code))


SCREEN = MachineReachScreen
