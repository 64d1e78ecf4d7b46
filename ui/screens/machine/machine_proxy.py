"""The proxy through which the service is reached.

Touched here: ``key.KEY`` for every key of the boards, ``proxy.none``, ``proxy.use``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ui.entry.rules import ascii_signs
from ui.places.machine import MachineNetwork, MachineProxy
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.widgets.button import Look
from ui.widgets.icons import Icon
from ui.widgets.keyboards.desk import Desk

if TYPE_CHECKING:
    from ui.stage import Stage

_MOST = 200


class MachineProxyScreen(StaffScreen):
    def __init__(self, stage: Stage, place: MachineProxy, answer: None = None) -> None:
        super().__init__(stage, place)
        words = self.words
        title = words.text("maintenance.proxy.title")
        self.head(title, words.text("maintenance.proxy.restart"))
        self.desk = Desk(self.theme, words, title, ascii_signs(3, _MOST), place.address)
        self.desk.stand_on(self)
        none = self.action(
            "proxy.none", words.text("maintenance.proxy.none"), Look.SECONDARY, Icon.CANCEL
        )
        none.clicked.connect(lambda: self._use(""))
        self._verb = self.action("proxy.use", words.text("maintenance.proxy.use"), icon=Icon.CHECK)
        self._verb.clicked.connect(lambda: self._use(self.desk.typed))
        self.desk.changed.connect(self._typed)
        self._typed(place.address)

    def _typed(self, typed: str) -> None:
        host, _, port = typed.rpartition(":")
        right = bool(host) and port.isdecimal()
        self._verb.allow(when=right, otherwise=self.words.text("maintenance.proxy.title"))

    def _use(self, address: str) -> None:
        asked = Request(self.terminal.machine, "use_proxy", (address,))
        self.do(asked, lambda _: self.stage.go(MachineNetwork()), self.refuse)


def previews() -> Iterator[Preview]:
    yield Preview("none", MachineProxy(""))
    yield Preview("one", MachineProxy("proxy.example.lg.jp:8080"))


SCREEN = MachineProxyScreen
