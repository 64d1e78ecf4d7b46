"""Maintenance mode: where staff and technicians can be. Nothing of a resident is here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kiosk.maintenance.roles import Role
from kiosk.outcome import Refused
from ui.places.place import Place


@dataclass(frozen=True, slots=True)
class MaintenancePlace(Place):
    """The base of all places of maintenance mode: it shuts itself when nobody touches the glass,
    and a card that is shown logs nobody in."""


@dataclass(frozen=True, slots=True)
class StaffPin(MaintenancePlace):
    """The PIN of a role is asked for; ``problem`` says what was wrong with the last one."""

    name: ClassVar[str] = "staff_pin"
    role: Role = Role.STAFF
    problem: Refused | None = None


@dataclass(frozen=True, slots=True)
class StaffWait(MaintenancePlace):
    """Too many wrong PINs: nothing can be tried for so many seconds."""

    name: ClassVar[str] = "staff_wait"
    role: Role
    seconds: int


@dataclass(frozen=True, slots=True)
class StaffMenu(MaintenancePlace):
    """All that the role may do. ``page``: the one on which the door stands that one comes back
    from, counted from 0."""

    name: ClassVar[str] = "staff_menu"
    page: int = 0


@dataclass(frozen=True, slots=True)
class StaffRefused(MaintenancePlace):
    """Something could not be done in maintenance mode."""

    name: ClassVar[str] = "staff_refused"
    refused: Refused


@dataclass(frozen=True, slots=True)
class StaffOutOfService(MaintenancePlace):
    """Residents are served, or not: switching it."""

    name: ClassVar[str] = "staff_out_of_service"


@dataclass(frozen=True, slots=True)
class StaffPinChange(MaintenancePlace):
    """Another PIN for a role: first one's own, then the new one, twice.

    What was typed is kept by the screen alone and never in a place, which may be made anew.
    """

    name: ClassVar[str] = "staff_pin_change"
    role: Role
    done: bool = False
