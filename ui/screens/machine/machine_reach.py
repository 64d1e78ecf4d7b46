"""The way to the service, step by step; new settings are kept here, or go back.

Touched here: ``reach.again``, ``reach.keep``, ``reach.return``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from kiosk.machine.reach import Reach, StepEnd
from kiosk.outcome import Refused
from kiosk.readiness.wording import why_not_reached
from ui.places.machine import MachineNetwork, MachineReach
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.theme.palette import Tone
from ui.widgets.button import BigButton, Look
from ui.widgets.card import NoticeCard
from ui.widgets.facts import Fact
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from kiosk.terminal import Terminal
    from ui.screens.screen import Screen
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
        self._waits = waits = place.trying and not answer.ok
        self._verbs: list[BigButton] = []
        said = words.text(f"maintenance.reach.{title}")
        told = words.text("maintenance.reach.kept") if place.trying and answer.ok else ""
        if waits:
            told = words.text("maintenance.network.trying")
        self._notice = NoticeCard(self.theme, tone, icon, said, told)
        self.tell(self._notice)
        self.tell_facts([self._step(one) for one in answer.steps])
        if waits:
            self._verb("return", "return_network", Look.SECONDARY, Icon.BACK)
        again = self.action(
            "reach.again", words.text("maintenance.reach.again"), Look.SECONDARY, Icon.SEARCH
        )
        again.clicked.connect(self._again)
        if waits:
            self._verb("keep", "keep_network", Look.PRIMARY, Icon.CHECK)
        self.tick()

    def _again(self) -> None:
        """What has gone back by now is not to be kept any more."""
        gone = self.terminal.machine.seconds_of_network_trial() == 0.0
        self.stage.go(MachineReach(trying=self._waits and not gone))

    def tick(self) -> None:
        """How long the new settings still wait; root's side counts for itself."""
        left = self.terminal.machine.seconds_of_network_trial() if self._waits else None
        if left is not None:
            self.show_left(round(left))

    def show_left(self, seconds: int) -> None:
        """So many seconds until the settings before come back; with 0 there is no choice left."""
        words = self.words
        over = words.text("maintenance.reach.went_back")
        left = words.text("maintenance.reach.goes_back", seconds=seconds)
        told = left if seconds else over
        for button in self._verbs:
            button.allow(when=seconds > 0, otherwise=over)
        bad = words.text("maintenance.reach.bad")
        self._notice.say(Tone.BAD, Icon.WARNING, bad, told)

    def _verb(self, name: str, method: str, look: Look, icon: Icon) -> None:
        button = self.action(
            f"reach.{name}", self.words.text(f"maintenance.reach.{name}"), look, icon
        )
        self._verbs.append(button)
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

    def left(seconds: int) -> Callable[[Screen], None]:
        def counted(screen: Screen) -> None:
            assert isinstance(screen, MachineReachScreen)  # noqa: S101 (a preview of this screen)
            screen.show_left(seconds)

        return counted

    tried, nobody = MachineReach(trying=True), unreached("nobody_answers")
    yield Preview("trying", tried, nobody, prepare=left(48))
    yield Preview("went_back", tried, nobody, prepare=left(0))
    wrong = unreached("clock_wrong", behind_seconds=-40_000_000)
    yield Preview("clock_wrong", MachineReach(), wrong)
    for code in ("certificate_foreign", "new_code"):
        yield Preview(code, MachineReach(), unreached(code))


SCREEN = MachineReachScreen
