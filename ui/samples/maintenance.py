"""Maintenance mode for pictures and tests: nothing is kept, and no time passes by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeVar

from kiosk.maintenance.mode import LOCKED, Gate
from kiosk.maintenance.out_of_service import Out, OutReason, OutUntil
from kiosk.maintenance.pin import Changed, Opened
from kiosk.maintenance.roles import Role
from kiosk.outcome import Refused
from ui.samples import values

Value = TypeVar("Value")

STAFF_PIN: Final = "274916"
TECHNICIAN_PIN: Final = "85137042"
OUT_FOR_CLEANING: Final = Out(
    reason=OutReason.CLEANING, since=values.NOW, until=OutUntil.HOUR.ends(values.NOW)
)
PINS: Final = {Role.STAFF: STAFF_PIN, Role.TECHNICIAN: TECHNICIAN_PIN}


@dataclass
class SampleMaintenance:
    """``refuse`` maps an action, or the name of a method, to its refusal."""

    role: Role | None = None
    stands: Gate = field(default_factory=lambda: Gate(left=5))
    out: Out | None = None
    refuse: dict[str, Refused] = field(default_factory=dict)
    #: What was done, in its order: the actions of the audit log.
    done: list[str] = field(default_factory=list)

    def gate(self, role: Role) -> Gate:
        return self.stands

    def open(self, role: Role, pin: str) -> Opened | Refused:
        if "open" in self.refuse:
            return self.refuse["open"]
        if pin != PINS[role]:
            left = max(0, self.stands.left - 1)
            self.stands = Gate(left=left, wait=0 if left else 60)
            return Refused("wrong_pin", {"left": left, "wait": self.stands.wait})
        self.role = role
        return Opened(role)

    def lock(self) -> None:
        self.role = None

    def act(
        self,
        action: str,
        work: Callable[[], Value | Refused],
        *,
        needs: Role = Role.STAFF,
        detail: str = "",
    ) -> Value | Refused:
        if self.role is None or not self.role.may(needs):
            return Refused(LOCKED)
        if action in self.refuse:
            return self.refuse[action]
        self.done.append(action)
        return work()

    def note(self, action: str, refused: Refused | None) -> None:
        self.done.append(action)

    def out_of_service(self) -> Out | None:
        return self.out

    def switch_out(self, reason: OutReason, until: OutUntil) -> Out | Refused:
        def switch() -> Out:
            self.out = Out(reason=reason, since=values.NOW, until=until.ends(values.NOW))
            return self.out

        return self.act("out_of_service.on", switch)

    def switch_on(self) -> Refused | None:
        def switch() -> None:
            self.out = None

        return self.act("out_of_service.off", switch)

    def change_pin(self, role: Role, own: str, new: str) -> Changed | Refused:
        return self.act("pin.change", Changed)
