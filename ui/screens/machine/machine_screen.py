"""Which way up the picture is, and where a touch falls.

Touched here: ``rotation.ROTATION``, ``screen.rotate``, ``screen.calibrate``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kiosk.machine.state import ScreenState
from kiosk.machine.tasks import Rotation
from ui.jobs import Lane
from ui.places.machine import MachineCrosses, MachinePicture, MachineScreen
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.widgets.button import BigButton, Look
from ui.widgets.card import NoticeCard
from ui.widgets.choices import Choices, Option
from ui.widgets.icons import Icon
from ui.widgets.text import Text

if TYPE_CHECKING:
    from kiosk.outcome import Refused
    from kiosk.terminal import Terminal
    from ui.stage import Stage


#: The ends of the wording's keys.
_NAMES: Final[dict[Rotation, str]] = {
    "normal": "none",
    "rotate-90": "quarter",
    "rotate-180": "half",
    "rotate-270": "three_quarters",
}


class MachineScreenScreen(StaffScreen):
    @staticmethod
    def ask(place: MachineScreen, terminal: Terminal) -> ScreenState | Refused:
        return terminal.machine.screen()

    def __init__(self, stage: Stage, place: MachineScreen, answer: ScreenState) -> None:
        super().__init__(stage, place)
        words, theme = self.words, self.theme
        self._present, self._chosen = answer.rotation, str(answer.rotation)
        self.head(words.text("maintenance.screen.title"))
        self.columns = 2
        asked = words.text("maintenance.screen.rotation")
        self.tell(Text(theme, asked, bold=True), heading=True)
        options = [
            Option(one, words.text(f"maintenance.screen.turned.{name}"))
            for one, name in _NAMES.items()
        ]
        self.rotations = Choices(theme, "rotation", options, answer.rotation, most_columns=2)
        self.rotations.chosen.connect(self._choose)
        self.add(self.rotations)
        body = words.text("maintenance.screen.goes_back")
        self._notice = NoticeCard(theme, Tone.WARNING, Icon.CLOCK, body)
        self.tell(self._notice)
        crosses = self.action(
            "screen.calibrate",
            words.text("maintenance.screen.calibrate"),
            Look.SECONDARY,
            Icon.TOUCH,
        )
        crosses.clicked.connect(lambda: self.stage.go(MachineCrosses()))
        self._verb = self.action("screen.rotate", words.text("maintenance.screen.rotate"))
        self._verb.clicked.connect(self._rotate)
        self._choose(answer.rotation)
        self._turned = self._asking = False

    def tick(self) -> None:
        """The program is still there after the picture was turned, so it asks itself."""
        if not self._turned or self._asking:
            return
        self._asking = True
        tried = Request(self.terminal, "tried_screen")
        job = self.stage.jobs.submit(tried, owner=self, lane=Lane.ASIDE)
        job.done.connect(self._tried)
        job.crashed.connect(self.stage.crash)

    def _tried(self, tried: bool) -> None:
        self._asking = False
        if tried:
            self.stage.go(MachinePicture())

    def _choose(self, rotation: str) -> None:
        self._chosen = rotation
        why = self.words.text("maintenance.screen.choose_other")
        self._verb.allow(when=rotation != self._present, otherwise=why)

    def _rotate(self) -> None:
        asked = Request(self.terminal.machine, "rotate", (self._chosen,))
        self.do(asked, lambda _: self._begun(), self.refuse)

    def _begun(self) -> None:
        """The compositor starts anew; the new picture asks whether it is right."""
        text = self.words.text("maintenance.power.begun")
        self._notice.say(Tone.ACCENT, Icon.CLOCK, text, "")
        self._verb.allow(when=False, otherwise=text)
        self._turned = True


def previews() -> Iterator[Preview]:
    def other(screen: Screen) -> None:
        assert isinstance(screen, MachineScreenScreen)  # noqa: S101 (a preview of this screen)
        button = screen.rotations.findChild(BigButton, "rotation.rotate-270")
        assert isinstance(button, BigButton)  # noqa: S101 (as above)
        button.click()

    yield Preview("present", MachineScreen(), ScreenState(rotation="rotate-90"))
    yield Preview("other", MachineScreen(), ScreenState(rotation="rotate-90"), prepare=other)


SCREEN = MachineScreenScreen
