"""The PINs of the terminal that is being set up; they are kept as hashes, and nowhere else."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from kiosk.clock import TOKYO
from kiosk.maintenance.audit import Actor, AuditLog, NotKept, Result
from kiosk.maintenance.delays import MachineBootClock
from kiosk.maintenance.pin import Changed, Pins, Shut
from kiosk.maintenance.roles import Role
from kiosk.maintenance.weak_pins import KnownNumbers, Weakness
from kiosk.outcome import Refused
from kiosk.settings import Settings, load

ROLES: Final = tuple(role.value for role in Role)


class PinsOfTheTerminal:
    """``config``: settings that are right, once a method is called."""

    def __init__(self, config: Path) -> None:
        self._config = config

    def is_set(self, role: str) -> bool:
        return not isinstance(self._pins(load(self._config)).gate(Role(role)), Shut)

    def set(self, role: str, pin: str) -> Refused | None:
        """``pin_weak`` (``why``: the weakness) or ``pin_not_kept``. As with ``kiosk pin set``, it
        stands in the audit log before it is done."""
        settings = load(self._config)
        audit = AuditLog(settings.audit_folder, settings.kiosk_id, lambda: datetime.now(TOKYO))
        if isinstance(audit.say(Actor.CONSOLE, "pin.set", Result.ASKED, role), NotKept):
            return Refused("pin_not_kept", {"why": Shut.CANNOT_KEEP.value})
        match self._pins(settings).change(Role(role), pin):
            case Changed():
                audit.say(Actor.CONSOLE, "pin.set", Result.DONE, role)
                return None
            case Weakness(value=why):
                audit.say(Actor.CONSOLE, "pin.set", Result.REFUSED, why)
                return Refused("pin_weak", {"why": why})
            case Shut(value=why):
                audit.say(Actor.CONSOLE, "pin.set", Result.REFUSED, why)
                return Refused("pin_not_kept", {"why": why})

    def _pins(self, settings: Settings) -> Pins:
        known = KnownNumbers((settings.kiosk_id,))
        return Pins(settings.maintenance_folder, MachineBootClock(), known=lambda: known)
