"""The machine itself, in maintenance mode: network, glass, sound, power, logs, devices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from ui.places.maintenance import MaintenancePlace

if TYPE_CHECKING:
    from kiosk.machine.reach import Reach
    from kiosk.machine.state import Link, Wifi
    from kiosk.outcome import Refused

AddressField = Literal["address", "prefix", "gateway", "dns"]
PowerDeed = Literal["restart_program", "restart_machine", "shut_down"]


@dataclass(frozen=True, slots=True)
class MachineLight(MaintenancePlace):
    """How bright the glass is, and how loud the machine."""

    name: ClassVar[str] = "machine_light"


@dataclass(frozen=True, slots=True)
class MachinePower(MaintenancePlace):
    """Starting anew, switching off."""

    name: ClassVar[str] = "machine_power"


@dataclass(frozen=True, slots=True)
class MachinePowerSure(MaintenancePlace):
    """Shall it really be?"""

    name: ClassVar[str] = "machine_power_sure"
    deed: PowerDeed


@dataclass(frozen=True, slots=True)
class MachineUpdate(MaintenancePlace):
    """Which version runs, and which one is to."""

    name: ClassVar[str] = "machine_update"


@dataclass(frozen=True, slots=True)
class MachineRollBack(MaintenancePlace):
    """Shall it really go back to this version?"""

    name: ClassVar[str] = "machine_roll_back"
    version: str


@dataclass(frozen=True, slots=True)
class MachineLogs(MaintenancePlace):
    """The log bundle, for a stick. ``file``: what was put there."""

    name: ClassVar[str] = "machine_logs"
    file: str = ""


@dataclass(frozen=True, slots=True)
class MachineShell(MaintenancePlace):
    """Leaving to a shell of the machine."""

    name: ClassVar[str] = "machine_shell"


@dataclass(frozen=True, slots=True)
class MachineNetwork(MaintenancePlace):
    """How the machine is connected."""

    name: ClassVar[str] = "machine_network"


@dataclass(frozen=True, slots=True)
class MachineReach(MaintenancePlace):
    """The way to the service, step by step. ``trying``: with new settings, which wait to be kept;
    ``reach``: as it was found, None to look now."""

    name: ClassVar[str] = "machine_reach"
    trying: bool = False
    reach: Reach | None = None


@dataclass(frozen=True, slots=True)
class MachineAddress(MaintenancePlace):
    """A fixed address for a wired interface; ``field`` is being typed. ``values`` as typed, in the
    order of ``AddressField``."""

    name: ClassVar[str] = "machine_address"
    link: Link
    values: tuple[str, str, str, str]
    field: AddressField = "address"


@dataclass(frozen=True, slots=True)
class MachineWifi(MaintenancePlace):
    """The networks in the air."""

    name: ClassVar[str] = "machine_wifi"
    link: Link
    networks: tuple[Wifi, ...]


@dataclass(frozen=True, slots=True)
class MachineWifiName(MaintenancePlace):
    """The name of one that does not say it."""

    name: ClassVar[str] = "machine_wifi_name"
    link: Link


@dataclass(frozen=True, slots=True)
class MachineWifiPassword(MaintenancePlace):
    """The password of one of them. What is typed is kept by the screen alone."""

    name: ClassVar[str] = "machine_wifi_password"
    link: Link
    wifi: Wifi


@dataclass(frozen=True, slots=True)
class MachineProxy(MaintenancePlace):
    """The proxy through which the service is reached."""

    name: ClassVar[str] = "machine_proxy"
    address: str


@dataclass(frozen=True, slots=True)
class MachineScreen(MaintenancePlace):
    """Which way up the picture is, and where a touch falls."""

    name: ClassVar[str] = "machine_screen"


@dataclass(frozen=True, slots=True)
class MachineCrosses(MaintenancePlace):
    """Four crosses, to be touched one after the other."""

    name: ClassVar[str] = "machine_crosses"


@dataclass(frozen=True, slots=True)
class MachinePicture(MaintenancePlace):
    """Is the new picture right? Unless somebody says so it goes back."""

    name: ClassVar[str] = "machine_picture"


@dataclass(frozen=True, slots=True)
class MachineDevices(MaintenancePlace):
    """What is attached, configured, and answers. ``card``: what came of showing one, as a code."""

    name: ClassVar[str] = "machine_devices"
    card: str = ""


@dataclass(frozen=True, slots=True)
class MachineEnrol(MaintenancePlace):
    """The one-time code for the service is typed. What is typed is kept by the screen alone."""

    name: ClassVar[str] = "machine_enrol"


@dataclass(frozen=True, slots=True)
class MachineEnrolled(MaintenancePlace):
    """What came of it. ``problem``: why it was not enrolled, None if it was."""

    name: ClassVar[str] = "machine_enrolled"
    problem: Refused | None = None
