"""The networks in the air, the strongest first.

Touched here: ``wifi.NUMBER`` in the order in which they stand, ``wifi.not_listed``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from kiosk.journeys.machine_care import Network
from kiosk.machine.memory import NETWORK
from kiosk.machine.state import Wifi
from ui.places.machine import MachineReach, MachineWifi, MachineWifiName, MachineWifiPassword
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.theme.palette import Tone
from ui.widgets.button import BigButton, Look
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.paged_list import PagedList

if TYPE_CHECKING:
    from ui.stage import Stage

_ROW_MM, _COLUMN_MM = 22.0, 150.0


class MachineWifiScreen(StaffScreen):
    def __init__(self, stage: Stage, place: MachineWifi, answer: None = None) -> None:
        super().__init__(stage, place)
        words, self._link = self.words, place.link.name
        self.head(words.text("maintenance.wifi.title"))
        self.columns = 1
        other = words.text("maintenance.wifi.not_listed")
        by_name = self.action("wifi.not_listed", other, Look.SECONDARY, Icon.PENCIL)
        by_name.clicked.connect(lambda: self.stage.go(MachineWifiName(place.link)))
        if not place.networks:
            none = words.text("maintenance.wifi.none")
            self.tell(NoticeCard(self.theme, Tone.NEUTRAL, Icon.SEARCH, none))
            return
        rows = [self._row(number, wifi) for number, wifi in enumerate(place.networks, start=1)]
        self.add(
            PagedList(self.theme, words, rows, row_mm=_ROW_MM, column_mm=_COLUMN_MM), grow=True
        )

    def _row(self, number: int, wifi: Wifi) -> BigButton:
        words = self.words
        key = "joined" if wifi.joined else "open" if wifi.security == "open" else "strength"
        sub = words.text(f"maintenance.wifi.{key}", percent=wifi.strength)
        icons = {"joined": Icon.CHECK, "open": Icon.GLOBE, "strength": Icon.LOCK}
        button = BigButton(self.theme, wifi.ssid, sub=sub, look=Look.SECONDARY, icon=icons[key])
        button.setObjectName(f"wifi.{number}")
        button.clicked.connect(partial(self._choose, wifi))
        if wifi.security is None:
            button.allow(when=False, otherwise=words.text("maintenance.wifi.not_here"))
        return button

    def _choose(self, wifi: Wifi) -> None:
        place = self.place
        if wifi.security != "open" and isinstance(place, MachineWifi):
            self.stage.go(MachineWifiPassword(place.link, wifi))
            return
        asked = Request(self.terminal.machine, "join_wifi", (self._link, wifi, ""))
        self.do(asked, self._tried, self.refuse)

    def _tried(self, network: Network) -> None:
        self.stage.go(MachineReach(network.state.trying, network.reach))


def previews() -> Iterator[Preview]:
    link = NETWORK.links[1]
    joined = Wifi("city-lobby", 82, "wpa-psk", joined=True)
    yield Preview("three", MachineWifi(link, (joined, *NETWORK.wifi[1:])))
    many = tuple(Wifi(f"shop-{one}", 90 - one, "wpa-psk") for one in range(30))
    yield Preview("many", MachineWifi(link, many))
    yield Preview("none", MachineWifi(link, ()))


SCREEN = MachineWifiScreen
