"""The name of a Wi-Fi that does not say it; whether it has a password only the technician knows.

Touched here: ``key.KEY`` for every key of the boards, ``wifi.without_password``,
``wifi.with_password``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kiosk.journeys.machine_care import Network
from kiosk.machine.memory import NETWORK
from kiosk.machine.state import Wifi
from ui.entry.rules import ascii_signs
from ui.places.machine import MachineReach, MachineWifiName, MachineWifiPassword
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.screens.screen import Screen
from ui.widgets.button import Look
from ui.widgets.icons import Icon
from ui.widgets.keyboards.desk import Desk

if TYPE_CHECKING:
    from kiosk.machine.tasks import Security
    from ui.stage import Stage

#: IEEE 802.11, 9.4.2.2.
_MOST: Final = 32


class MachineWifiNameScreen(StaffScreen):
    def __init__(self, stage: Stage, place: MachineWifiName, answer: None = None) -> None:
        super().__init__(stage, place)
        words, self._link = self.words, place.link
        title = words.text("maintenance.wifi.name")
        self.head(title, words.text("maintenance.wifi.name.exactly"))
        self.desk = Desk(self.theme, words, title, ascii_signs(1, _MOST))
        self.desk.stand_on(self)
        without = words.text("maintenance.wifi.without_password")
        self._open = self.action("wifi.without_password", without, Look.SECONDARY, Icon.GLOBE)
        self._open.clicked.connect(self._join)
        password = words.text("maintenance.wifi.with_password")
        self._next = self.action("wifi.with_password", password, icon=Icon.LOCK)
        self._next.clicked.connect(self._ask_password)
        self.desk.changed.connect(self._typed)
        self._typed("")

    def _typed(self, typed: str) -> None:
        why = self.words.text("maintenance.wifi.name.type")
        for button in (self._open, self._next):
            button.allow(when=bool(typed.strip()), otherwise=why)

    def _typed_one(self, security: Security) -> Wifi:
        return Wifi(self.desk.typed, 0, security, hidden=True)

    def _ask_password(self) -> None:
        """``wpa-psk`` is what NetworkManager joins both WPA2 and WPA3 by."""
        self.stage.go(MachineWifiPassword(self._link, self._typed_one("wpa-psk")))

    def _join(self) -> None:
        values = (self._link.name, self._typed_one("open"), "")
        self.do(Request(self.terminal.machine, "join_wifi", values), self._tried, self.refuse)

    def _tried(self, network: Network) -> None:
        self.stage.go(MachineReach(network.state.trying, network.reach))


def previews() -> Iterator[Preview]:
    def typed(screen: Screen) -> None:
        assert isinstance(screen, MachineWifiNameScreen)  # noqa: S101 (a preview of this screen)
        screen.desk.type("city-kiosks")

    place = MachineWifiName(NETWORK.links[1])
    yield Preview("empty", place)
    yield Preview("typed", place, prepare=typed)


SCREEN = MachineWifiNameScreen
