"""How bright the glass is, and how loud the machine: from 0 to 10.

Touched here: ``brightness.less``, ``brightness.more``, ``volume.less``, ``volume.more``,
``light.use``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kiosk.machine.state import ScreenState
from ui.places.machine import MachineLight
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.theme.palette import Tone
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.stepper import Stepper
from ui.widgets.text import Text

if TYPE_CHECKING:
    from kiosk.outcome import Refused
    from kiosk.terminal import Terminal
    from ui.stage import Stage

_STEP: Final = 10
_LEAST_LIGHT, _LEAST_SOUND, _MOST = 1, 0, 10


class MachineLightScreen(StaffScreen):
    @staticmethod
    def ask(place: MachineLight, terminal: Terminal) -> ScreenState | Refused:
        return terminal.machine.screen()

    def __init__(self, stage: Stage, place: MachineLight, answer: ScreenState) -> None:
        super().__init__(stage, place)
        self.head(self.words.text("maintenance.light.title"))
        self.columns = 2
        self._light = self._stepper("brightness", answer.brightness, _LEAST_LIGHT)
        self._sound = self._stepper("volume", answer.volume, _LEAST_SOUND)
        if self._light is not None or self._sound is not None:
            use = self.action(
                "light.use", self.words.text("maintenance.light.use"), icon=Icon.CHECK
            )
            use.clicked.connect(self._use_light)

    def _stepper(self, name: str, percent: int | None, least: int) -> Stepper | None:
        words, theme = self.words, self.theme
        if percent is None:
            body = words.text(f"maintenance.light.no_{name}")
            self.tell(NoticeCard(theme, Tone.NEUTRAL, Icon.WARNING, body))
            return None
        self.tell(Text(theme, words.text(f"maintenance.light.{name}"), bold=True), heading=True)
        number = max(least, min(_MOST, round(percent / _STEP)))
        made = Stepper(theme, words, name, number, least=least, most=_MOST)
        self.add(made)
        return made

    def _use_light(self) -> None:
        if self._light is None:
            self._use_sound()
            return
        asked = Request(self.terminal.machine, "set_brightness", (self._light.number * _STEP,))
        self.do(asked, lambda _: self._use_sound(), self.refuse)

    def _use_sound(self) -> None:
        if self._sound is None:
            self._done()
            return
        asked = Request(self.terminal.machine, "set_volume", (self._sound.number * _STEP,))
        self.do(asked, lambda _: self._done(), self.refuse)

    def _done(self) -> None:
        self.to_menu()


def previews() -> Iterator[Preview]:
    yield Preview("both", MachineLight(), ScreenState(brightness=80, volume=60))
    yield Preview("sound_only", MachineLight(), ScreenState(volume=0))
    yield Preview("neither", MachineLight(), ScreenState())


SCREEN = MachineLightScreen
