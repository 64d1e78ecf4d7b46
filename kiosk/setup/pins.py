"""The PINs of the terminal that is being set up; they are kept as hashes, and nowhere else."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kiosk.maintenance.delays import MachineBootClock
from kiosk.maintenance.pin import Changed, Pins, Shut
from kiosk.maintenance.roles import Role
from kiosk.maintenance.weak_pins import KnownNumbers, Weakness
from kiosk.outcome import Refused
from kiosk.settings import load

ROLES: Final = tuple(role.value for role in Role)


class PinsOfTheTerminal:
    """``config``: settings that are right, once a method is called."""

    def __init__(self, config: Path) -> None:
        self._config = config

    def is_set(self, role: str) -> bool:
        return not isinstance(self._pins().gate(Role(role)), Shut)

    def set(self, role: str, pin: str) -> Refused | None:
        """``pin_weak`` (``why``: the weakness) or ``pin_not_kept``."""
        match self._pins().change(Role(role), pin):
            case Changed():
                return None
            case Weakness(value=why):
                return Refused("pin_weak", {"why": why})
            case Shut(value=why):
                return Refused("pin_not_kept", {"why": why})

    def _pins(self) -> Pins:
        settings = load(self._config)
        known = KnownNumbers((settings.kiosk_id,))
        return Pins(settings.maintenance_folder, MachineBootClock(), known=lambda: known)
