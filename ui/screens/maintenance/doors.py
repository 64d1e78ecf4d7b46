"""What the menu of maintenance mode leads to, in the order in which it stands there.

A new door is one line here: the place it leads to, its words (``KEY`` and ``KEY.sub`` in the
catalogue), its icon, and who may open it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kiosk.maintenance.roles import Role
from ui.places.machine import (
    MachineDevices,
    MachineEnrol,
    MachineLight,
    MachineLogs,
    MachineNetwork,
    MachinePower,
    MachineScreen,
    MachineShell,
    MachineUpdate,
)
from ui.places.maintenance import MaintenancePlace, StaffOutOfService, StaffPinChange
from ui.places.staff import (
    StaffOfficer,
    StaffPaper,
    StaffReceipts,
    StaffReport,
    StaffReprint,
    StaffWrites,
)
from ui.widgets.icons import Icon


@dataclass(frozen=True, slots=True)
class Door:
    key: str
    to: MaintenancePlace
    icon: Icon
    role: Role = Role.STAFF

    @property
    def name(self) -> str:
        """What its button is called."""
        return f"door.{self.key.rpartition('.')[2]}"


DOORS: Final = (
    Door("maintenance.door.out_of_service", StaffOutOfService(), Icon.STOP),
    Door("maintenance.door.paper", StaffPaper(), Icon.PRINTER),
    Door("maintenance.door.receipts", StaffReceipts(), Icon.RECEIPT),
    Door("maintenance.door.reprint", StaffReprint(), Icon.SEARCH),
    Door("maintenance.door.writes", StaffWrites(), Icon.LIST),
    Door("maintenance.door.report", StaffReport(), Icon.CHECK),
    Door("maintenance.door.officer", StaffOfficer(), Icon.PERSON),
    Door("maintenance.door.light", MachineLight(), Icon.LAMP),
    Door("maintenance.door.power", MachinePower(), Icon.CLOCK),
    Door("maintenance.door.staff_pin", StaffPinChange(Role.STAFF), Icon.LOCK),
    Door(
        "maintenance.door.technician_pin",
        StaffPinChange(Role.TECHNICIAN),
        Icon.LOCK,
        Role.TECHNICIAN,
    ),
    Door("maintenance.door.devices", MachineDevices(), Icon.PRINTER, Role.TECHNICIAN),
    Door("maintenance.door.network", MachineNetwork(), Icon.GLOBE, Role.TECHNICIAN),
    Door("maintenance.door.enrol", MachineEnrol(), Icon.TICKET, Role.TECHNICIAN),
    Door("maintenance.door.screen", MachineScreen(), Icon.TOUCH, Role.TECHNICIAN),
    Door("maintenance.door.logs", MachineLogs(), Icon.RECEIPT, Role.TECHNICIAN),
    Door("maintenance.door.update", MachineUpdate(), Icon.DOWN, Role.TECHNICIAN),
    Door("maintenance.door.shell", MachineShell(), Icon.FORWARD, Role.TECHNICIAN),
)


def doors_of(role: Role) -> tuple[Door, ...]:
    """What this role may open."""
    return tuple(door for door in DOORS if role.may(door.role))
