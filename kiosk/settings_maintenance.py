"""The table ``[maintenance]`` of the settings: how maintenance mode is opened and when it shuts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from kiosk.maintenance.delays import DelayRule
from kiosk.settings_table import Table

#: ``header``: hold the name in the header, then touch the clock twice; ``corners``: hold it, then
#: touch the upper right and the upper left corner; ``none``: a staff card only.
Gesture = Literal["header", "corners", "none"]


@dataclass(frozen=True, slots=True)
class MaintenanceSettings:
    """``shell``: whether a technician may leave to a shell of the machine."""

    gesture: Gesture = "header"
    hold_seconds: float = 3.0  # how long the name in the header is held
    then_seconds: float = 5.0  # how long the touches after it may take, together
    idle_seconds: float = 120.0  # after so long without a touch it shuts itself
    tries: int = 5  # wrong PINs before the first delay
    first_delay_seconds: float = 60.0  # doubled with each further wrong PIN ...
    most_delay_seconds: float = 3600.0  # ... up to this
    shell: bool = False

    @property
    def delays(self) -> DelayRule:
        """What wrong PINs cost."""
        return DelayRule(
            tries=self.tries,
            first_seconds=self.first_delay_seconds,
            most_seconds=self.most_delay_seconds,
        )


def read_maintenance(table: Table) -> MaintenanceSettings:
    """The settings of maintenance mode. Raises ``SettingsError`` for the first wrong thing."""
    default = MaintenanceSettings()
    made = MaintenanceSettings(
        gesture=table.one_of("gesture", get_args(Gesture), default.gesture),
        hold_seconds=table.number("hold_seconds", default.hold_seconds, 1, 20),
        then_seconds=table.number("then_seconds", default.then_seconds, 2, 30),
        idle_seconds=table.number("idle_seconds", default.idle_seconds, 30, 1800),
        tries=table.whole("tries", default.tries, 3, 10),
        first_delay_seconds=table.number(
            "first_delay_seconds", default.first_delay_seconds, 30, 3600
        ),
        most_delay_seconds=table.number(
            "most_delay_seconds", default.most_delay_seconds, 60, 86_400
        ),
        shell=table.flag("shell", default=default.shell),
    )
    if made.first_delay_seconds > made.most_delay_seconds:
        table.wrong(
            "first_delay_seconds",
            "is longer than most_delay_seconds",
            f"at most {made.most_delay_seconds:g}",
        )
    table.nothing_else()
    return made
