"""A fixed address: four fields, and the digits for the one that is being typed.

Touched here: ``field.FIELD``, ``key.0`` … ``key.9``, ``key.dot``, ``key.delete``, ``address.try``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast, get_args

from kiosk.journeys.machine_care import Addresses, Network
from kiosk.machine.memory import NETWORK
from ui.entry.rules import digits, network_address
from ui.places.machine import AddressField, MachineAddress, MachineReach
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.widgets.choices import Choices, Option
from ui.widgets.icons import Icon
from ui.widgets.keyboards.desk import Desk

if TYPE_CHECKING:
    from ui.stage import Stage

_FIELDS: Final[tuple[AddressField, ...]] = get_args(AddressField)


class MachineAddressScreen(StaffScreen):
    def __init__(self, stage: Stage, place: MachineAddress, answer: None = None) -> None:
        super().__init__(stage, place)
        words, self._here = self.words, place
        self._at = _FIELDS.index(place.field)
        self.head(words.text("maintenance.address.title", name=place.link.name))
        empty = words.text("maintenance.address.empty")
        options = [
            Option(field, words.text(f"maintenance.address.{field}"), value or empty)
            for field, value in zip(_FIELDS, place.values, strict=True)
        ]
        fields = Choices(self.theme, "field", options, place.field, most_columns=4)
        fields.chosen.connect(self._turn_to)
        self.add(fields)
        rules = digits(1, 2) if place.field == "prefix" else network_address()
        name = words.text(f"maintenance.address.{place.field}")
        self.desk = Desk(self.theme, words, name, rules, place.values[self._at])
        self.desk.stand_on(self)
        use = self.action("address.try", words.text("maintenance.address.try"), icon=Icon.CHECK)
        use.clicked.connect(self._try)

    def _typed(self) -> MachineAddress:
        values = list(self._here.values)
        values[self._at] = self.desk.typed
        address, prefix, gateway, dns = values
        return replace(self._here, values=(address, prefix, gateway, dns))

    def _turn_to(self, field: str) -> None:
        self.stage.go(replace(self._typed(), field=cast("AddressField", field)))

    def _try(self) -> None:
        typed = self._typed()
        self.stage.trail.remember(typed)
        address, prefix, gateway, dns = typed.values
        bits = int(prefix) if prefix.isdecimal() else 0
        wanted = Addresses(address, bits, gateway, dns)
        asked = Request(self.terminal.machine, "use_address", (typed.link.name, wanted))
        self.do(asked, self._tried, self.refuse)

    def _tried(self, network: Network) -> None:
        self.stage.go(MachineReach(network.state.trying, network.reach))


def previews() -> Iterator[Preview]:
    link = NETWORK.links[0]
    yield Preview("typed", MachineAddress(link, ("192.0.2.41", "24", "192.0.2.1", "192.0.2.53")))
    yield Preview("empty", MachineAddress(link, ("", "24", "", ""), "gateway"))
    yield Preview("mask", MachineAddress(link, ("198.51.100.200", "24", "", ""), "prefix"))


SCREEN = MachineAddressScreen
