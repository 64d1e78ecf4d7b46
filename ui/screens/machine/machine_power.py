"""Starting anew, switching off.

Touched here: ``power.restart_program``, ``power.restart_machine``, ``power.shut_down``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, get_args

from kiosk.maintenance.roles import Role
from ui.places.machine import MachinePower, MachinePowerSure, PowerDeed
from ui.preview import Preview
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.widgets.button import BigButton, Look
from ui.widgets.icons import Icon
from ui.widgets.paged_list import PagedList

if TYPE_CHECKING:
    from ui.stage import Stage

_ROW_MM, _COLUMN_MM = 26.0, 150.0


class MachinePowerScreen(StaffScreen):
    def __init__(self, stage: Stage, place: MachinePower, answer: None = None) -> None:
        super().__init__(stage, place)
        words = self.words
        self.head(words.text("maintenance.power.title"))
        self.columns = 1
        role = self.maintenance.role or Role.STAFF
        all_of_it = role.may(Role.TECHNICIAN)
        deeds = [one for one in get_args(PowerDeed) if one != "shut_down" or all_of_it]
        rows = [self._button(one) for one in deeds]
        self.add(
            PagedList(self.theme, words, rows, row_mm=_ROW_MM, column_mm=_COLUMN_MM), grow=True
        )

    def _button(self, deed: PowerDeed) -> BigButton:
        key = f"maintenance.power.{deed}"
        text, sub = self.words.text(key), self.words.text(f"{key}.sub")
        icon = Icon.STOP if deed == "shut_down" else Icon.CLOCK
        button = BigButton(self.theme, text, sub=sub, look=Look.SECONDARY, icon=icon)
        button.setObjectName(f"power.{deed}")
        button.clicked.connect(lambda: self.stage.go(MachinePowerSure(deed)))
        return button


def previews() -> Iterator[Preview]:
    yield Preview("staff", MachinePower(), role=Role.STAFF)
    yield Preview("technician", MachinePower(), role=Role.TECHNICIAN)


SCREEN = MachinePowerScreen
