"""The password of a Wi-Fi. It goes to root's side and nowhere else; the keys forget it at once.

Touched here: ``key.KEY`` for every key of the boards, ``wifi.join``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kiosk.journeys.machine_care import Network
from kiosk.machine.memory import NETWORK
from ui.entry.rules import ascii_signs
from ui.places.machine import MachineReach, MachineWifiPassword
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.screens.screen import Screen
from ui.widgets.icons import Icon
from ui.widgets.keyboards.desk import Desk

if TYPE_CHECKING:
    from ui.stage import Stage

#: WPA's own bounds (IEEE 802.11, annex J.4).
_LEAST, _MOST = 8, 64
_SIGNS: Final = "to_signs"


class MachineWifiPasswordScreen(StaffScreen):
    def __init__(self, stage: Stage, place: MachineWifiPassword, answer: None = None) -> None:
        super().__init__(stage, place)
        words, self._wifi, self._link = self.words, place.wifi, place.link.name
        title = words.text("maintenance.wifi.password", name=place.wifi.ssid)
        self.head(title)
        self.desk = Desk(self.theme, words, title, ascii_signs(_LEAST, _MOST, hidden=True))
        self.desk.stand_on(self)
        self._join = self.action("wifi.join", words.text("maintenance.wifi.join"), icon=Icon.CHECK)
        self._join.clicked.connect(self._try)
        self.desk.changed.connect(self._typed)
        self._typed("")

    def _typed(self, typed: str) -> None:
        why = self.words.text("maintenance.wifi.too_short")
        self._join.allow(when=len(typed) >= _LEAST, otherwise=why)

    def _try(self) -> None:
        typed = self.desk.typed
        self.desk.clear()
        asked = Request(self.terminal.machine, "join_wifi", (self._link, self._wifi, typed))
        self.do(asked, self._tried, self.refuse)

    def _tried(self, network: Network) -> None:
        self.stage.go(MachineReach(network.state.trying, network.reach))


def previews() -> Iterator[Preview]:
    def typed(screen: Screen) -> None:
        assert isinstance(screen, MachineWifiPasswordScreen)  # noqa: S101 (a preview of this screen)
        screen.desk.type("correct-horse")

    def signs(screen: Screen) -> None:
        typed(screen)
        assert isinstance(screen, MachineWifiPasswordScreen)  # noqa: S101 (as above)
        screen.desk.press(_SIGNS)

    place = MachineWifiPassword(NETWORK.links[1], NETWORK.wifi[0])
    yield Preview("empty", place)
    yield Preview("typed", place, prepare=typed)
    yield Preview("signs", place, prepare=signs)


SCREEN = MachineWifiPasswordScreen
