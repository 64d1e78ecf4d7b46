"""How the machine is connected, and what can be changed about it.

Touched here: ``dhcp.LINK``, ``address.LINK``, ``wifi.LINK`` for each interface, ``network.proxy``,
``network.test``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from kiosk.journeys.machine_care import Network
from kiosk.machine.memory import NETWORK
from kiosk.machine.state import Link, NetworkState
from ui.places.machine import (
    MachineAddress,
    MachineNetwork,
    MachineProxy,
    MachineReach,
    MachineWifi,
)
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.theme.palette import Tone
from ui.widgets.button import BigButton, Look
from ui.widgets.card import NoticeCard
from ui.widgets.facts import Fact
from ui.widgets.icons import Icon
from ui.widgets.text import Text

if TYPE_CHECKING:
    from kiosk.outcome import Refused
    from kiosk.terminal import Terminal
    from ui.stage import Stage

_USUAL_PREFIX = "24"


class MachineNetworkScreen(StaffScreen):
    @staticmethod
    def ask(place: MachineNetwork, terminal: Terminal) -> NetworkState | Refused:
        return terminal.machine.network()

    def __init__(self, stage: Stage, place: MachineNetwork, answer: NetworkState) -> None:
        super().__init__(stage, place)
        words, self._state = self.words, answer
        self.head(words.text("maintenance.network.title"))
        self.columns = 2
        if answer.trying:
            trying = words.text("maintenance.network.trying")
            self.tell(NoticeCard(self.theme, Tone.WARNING, Icon.CLOCK, trying))
        for link in answer.links:
            self._show(link)
        proxy = answer.proxy.removeprefix("http://") or words.text("maintenance.network.none")
        self.tell_facts([Fact(words.text("maintenance.network.proxy"), proxy)])
        for link in answer.links:
            self._offer(link)
        self._button("network.proxy", "set_proxy", Icon.PENCIL, self._proxy)
        test = self.action("network.test", words.text("maintenance.network.test"), icon=Icon.CHECK)
        test.clicked.connect(lambda: self.stage.go(MachineReach(trying=answer.trying)))

    def _show(self, link: Link) -> None:
        words = self.words
        kind = "wireless" if link.wireless else "wired"
        name = words.text(f"maintenance.network.{kind}", name=link.name)
        self.tell(Text(self.theme, name, bold=True), heading=True)
        none = words.text("maintenance.network.none")
        address = words.text("maintenance.network.not_connected")
        if link.connected and link.address:
            how = "by_hand" if link.fixed else "by_dhcp"
            address = words.text(f"maintenance.network.{how}", address=link.address)
        facts = [("address", address)]
        if link.connected:
            facts += [("gateway", link.gateway or none), ("dns", ", ".join(link.dns) or none)]
        facts += [("hardware", link.hardware or none)]
        self.tell_facts(
            [Fact(words.text(f"maintenance.network.{key}"), value) for key, value in facts]
        )

    def _offer(self, link: Link) -> None:
        if link.wireless:
            to = MachineWifi(link, self._state.wifi)
            go = partial(self.stage.go, to)
            self._button(f"wifi.{link.name}", "choose_wifi", Icon.SEARCH, go, link)
            return
        dhcp = partial(self._use_dhcp, link)
        self._button(f"dhcp.{link.name}", "use_dhcp", Icon.LAMP, dhcp, link)
        address, _, prefix = link.address.partition("/")
        values = (address, prefix or _USUAL_PREFIX, link.gateway, link.dns[0] if link.dns else "")
        fixed = partial(self.stage.go, MachineAddress(link, values))
        self._button(f"address.{link.name}", "set_address", Icon.PENCIL, fixed, link)

    def _button(
        self, name: str, key: str, icon: Icon, act: partial[None] | object, link: Link | None = None
    ) -> None:
        text = self.words.text(f"maintenance.network.{key}", name=link.name if link else "")
        button = BigButton(self.theme, text, look=Look.SECONDARY, icon=icon)
        button.setObjectName(name)
        button.clicked.connect(act)
        self.add(button)

    def _proxy(self) -> None:
        self.stage.go(MachineProxy(self._state.proxy.removeprefix("http://")))

    def _use_dhcp(self, link: Link) -> None:
        asked = Request(self.terminal.machine, "use_dhcp", (link.name,))
        self.do(asked, self._tried, self.refuse)

    def _tried(self, network: Network) -> None:
        self.stage.go(MachineReach(network.state.trying, network.reach))


def previews() -> Iterator[Preview]:
    place = MachineNetwork()
    yield Preview("wired", place, NETWORK)
    fixed = tuple(
        msgspec.structs.replace(link, fixed=True, connected=True, address="198.51.100.20/24")
        for link in NETWORK.links
    )
    proxy = "http://proxy.example.lg.jp:8080"
    yield Preview("all", place, NetworkState(fixed, NETWORK.wifi, proxy, trying=True))
    yield Preview("no_card", place, NetworkState())


SCREEN = MachineNetworkScreen
