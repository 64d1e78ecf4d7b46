"""The vocabulary between the kiosk and root's side: one task a line, one answer a line.

A task says what is wanted and never how: no command, no path and no file name is in it. Whatever
is not exactly one of these, an unknown field or anything too long included, is ``Wrong``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv4Network
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta, Struct

from kiosk.machine.package import PackageSize, PackageVersion, Sha256, Signature

#: Longer lines are no task and no answer, in bytes.
LONGEST_TASK: Final = 4096
LONGEST_ANSWER: Final = 262_144

# Patterns end with \Z: before a line feed at the end $ matches as well.
#: The name of a network interface as the kernel has it; never an option of a command.
LinkName = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9]{0,14}\Z")]
Dotted = Annotated[str, Meta(pattern=r"^([0-9]{1,3}\.){3}[0-9]{1,3}\Z", max_length=15)]
#: A proxy without user and password: no secret may stand in the settings file.
ProxyAddress = Annotated[
    str,
    Meta(pattern=r"^(|http://[A-Za-z0-9]([A-Za-z0-9.-]{0,200}[A-Za-z0-9])?:[0-9]{1,5})\Z"),
]
Percent = Annotated[int, Meta(ge=0, le=100)]
Rotation = Literal["normal", "rotate-90", "rotate-180", "rotate-270"]
Security = Literal["open", "wpa-psk", "sae"]

#: A glass darker than this looks switched off.
LEAST_BRIGHTNESS: Final = 10
_LARGEST_PREFIX: Final = 30
_SSID_BYTES: Final = 32
_MOST_DNS: Final = 3
_LARGEST_FACTOR: Final = 10.0
_LARGEST_PORT: Final = 65_535


class _Task(Struct, frozen=True, forbid_unknown_fields=True, tag_field="task"):
    """The base of all tasks."""


class ReadNetwork(_Task, frozen=True, tag="read_network"):
    """Interfaces, addresses, and the Wi-Fi networks within reach."""


class UseDhcp(_Task, frozen=True, tag="use_dhcp"):
    """A wired interface asks for its address."""

    link: LinkName


class UseAddress(_Task, frozen=True, tag="use_address"):
    """A wired interface has a fixed address. ``prefix``: bits of the network's part."""

    link: LinkName
    address: Dotted
    prefix: Annotated[int, Meta(ge=1, le=_LARGEST_PREFIX)]
    gateway: Dotted | None = None
    dns: Annotated[tuple[Dotted, ...], Meta(max_length=_MOST_DNS)] = ()

    def __post_init__(self) -> None:
        try:
            here = IPv4Address(self.address)
            network = IPv4Network((self.address, self.prefix), strict=False)
            gateway = IPv4Address(self.gateway) if self.gateway is not None else None
            for one in self.dns:
                IPv4Address(one)
        except AddressValueError:
            raise ValueError("no_address") from None
        if here.is_multicast or here.is_loopback or here.is_unspecified:
            raise ValueError("no_address")
        if here in (network.network_address, network.broadcast_address):
            raise ValueError("address_is_the_network")
        if gateway is not None and (gateway not in network or gateway == here):
            raise ValueError("gateway_not_in_network")


class JoinWifi(_Task, frozen=True, tag="join_wifi"):
    """``password``: empty for an open network; it is in no ``repr``."""

    link: LinkName
    ssid: Annotated[str, Meta(min_length=1, max_length=_SSID_BYTES)]
    security: Security
    password: Annotated[str, Meta(pattern=r"^([ -~]{8,63}|[0-9A-Fa-f]{64})?\Z")] = ""
    hidden: bool = False

    def __post_init__(self) -> None:
        if len(self.ssid.encode("utf-8", "surrogatepass")) > _SSID_BYTES:
            raise ValueError("ssid_too_long")
        if (self.security == "open") != (not self.password):
            raise ValueError("password_needed" if not self.password else "password_not_needed")

    def __repr__(self) -> str:
        return f"JoinWifi(link={self.link!r}, security={self.security!r})"


class KeepNetwork(_Task, frozen=True, tag="keep_network"):
    """The new network settings are good: they stay."""


class ReturnNetwork(_Task, frozen=True, tag="return_network"):
    """Back to the network settings before."""


class UseProxy(_Task, frozen=True, tag="use_proxy"):
    """The kiosk reaches the service through this proxy; empty for none."""

    address: ProxyAddress

    def __post_init__(self) -> None:
        port = self.address.rpartition(":")[2]
        if self.address and not 0 < int(port) <= _LARGEST_PORT:
            raise ValueError("no_port")


class ReadScreen(_Task, frozen=True, tag="read_screen"):
    """Rotation, calibration, brightness and volume, and whether something is being tried."""


class Rotate(_Task, frozen=True, tag="rotate"):
    rotation: Rotation


class Calibrate(_Task, frozen=True, tag="calibrate"):
    """``matrix``: the upper two rows of libinput's calibration matrix, row by row."""

    matrix: tuple[float, float, float, float, float, float]

    def __post_init__(self) -> None:
        a, b, _, d, e, _ = self.matrix
        if any(not math.isfinite(one) or abs(one) > _LARGEST_FACTOR for one in self.matrix):
            raise ValueError("matrix_out_of_range")
        if abs(a * e - b * d) < 1 / _LARGEST_FACTOR**2:
            raise ValueError("matrix_flat")


class KeepScreen(_Task, frozen=True, tag="keep_screen"):
    """The new rotation or calibration is good: it stays."""


class ReturnScreen(_Task, frozen=True, tag="return_screen"):
    """Back to the rotation and calibration before."""


class ReadTrials(_Task, frozen=True, tag="read_trials"):
    """Which settings went back by themselves when they were last tried."""


class SetBrightness(_Task, frozen=True, tag="set_brightness"):
    percent: Annotated[int, Meta(ge=LEAST_BRIGHTNESS, le=100)]


class SetVolume(_Task, frozen=True, tag="set_volume"):
    percent: Percent


class RestartProgram(_Task, frozen=True, tag="restart_program"):
    """The kiosk's program alone."""


class RestartMachine(_Task, frozen=True, tag="restart_machine"):
    pass


class ShutDown(_Task, frozen=True, tag="shut_down"):
    pass


class SaveLogs(_Task, frozen=True, tag="save_logs"):
    """Put the log bundle on the stick that is plugged in."""


class Enrol(_Task, frozen=True, tag="enrol"):
    """Turn a one-time code into the kiosk's credential, and keep it. ``code`` is in no ``repr``."""

    code: Annotated[str, Meta(pattern=r"^[0-9]{8}$", max_length=8)]

    def __repr__(self) -> str:
        return "Enrol()"


class OpenShell(_Task, frozen=True, tag="open_shell"):
    """A login on the second terminal, for a while, if the settings allow it."""


class ReadUpdate(_Task, frozen=True, tag="read_update"):
    """Which version runs, which one there is to go back to, and how the last update ended."""


class _Package(_Task, frozen=True):
    """The package that lies in the kiosk's own folder. ``signature``: of the city's release key,
    hexadecimal (``kiosk/machine/signature.py``)."""

    version: PackageVersion
    sha256: Sha256
    size: PackageSize
    signature: Signature


class InstallPackage(_Package, frozen=True, tag="install_package"):
    """Install it. ``allow_older``: also if a newer one runs and it is the version before that."""

    allow_older: bool = False


class KeepPackage(_Package, frozen=True, tag="keep_package"):
    """It is that of the version that runs: keep it, so that there is a way back."""


class InstallFromStick(_Task, frozen=True, tag="install_from_stick"):
    """Install the newest package on the stick that is plugged in, if it is signed.
    ``allow_older``: as of ``InstallPackage``."""

    allow_older: bool = False


class RollBack(_Task, frozen=True, tag="roll_back"):
    """Back to the version before."""


Task = (
    ReadNetwork
    | UseDhcp
    | UseAddress
    | JoinWifi
    | KeepNetwork
    | ReturnNetwork
    | UseProxy
    | ReadScreen
    | Rotate
    | Calibrate
    | KeepScreen
    | ReturnScreen
    | ReadTrials
    | SetBrightness
    | SetVolume
    | RestartProgram
    | RestartMachine
    | ShutDown
    | SaveLogs
    | Enrol
    | OpenShell
    | ReadUpdate
    | InstallPackage
    | KeepPackage
    | InstallFromStick
    | RollBack
)


class Answer(Struct, frozen=True, forbid_unknown_fields=True):
    """How a task ended. ``code``: ``done``, or a code of what kept it from being done; ``detail``:
    plain values, for the ``Read…`` tasks what ``kiosk/machine/state.py`` says."""

    ok: bool
    code: Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,63}\Z")]
    detail: dict[str, object] = {}


@dataclass(frozen=True, slots=True)
class Wrong:
    """A line that is no task. ``field``: where in it, as a path such as ``$.prefix``."""

    code: Literal["too_long", "not_one_line", "not_a_task"]
    field: str = ""


_DECODER: Final[msgspec.json.Decoder[Task]] = msgspec.json.Decoder(Task)
_ANSWERS: Final = msgspec.json.Decoder(Answer)


def encode(message: Task | Answer) -> bytes:
    """One line, with its end."""
    return msgspec.json.encode(message) + b"\n"


def decode(line: bytes) -> Task | Wrong:
    """The task of a line. Nothing of a line that is none is repeated, for it may be a password."""
    if len(line) > LONGEST_TASK:
        return Wrong("too_long")
    if not line.endswith(b"\n") or line.count(b"\n") != 1:
        return Wrong("not_one_line")
    try:
        return _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        return Wrong("not_a_task", _field(str(error)))


def decode_answer(line: bytes) -> Answer | None:
    """The answer of a line; None if it is none."""
    try:
        return _ANSWERS.decode(line) if len(line) <= LONGEST_ANSWER else None
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None


def _field(message: str) -> str:
    """The place that msgspec names, if it is one of ours."""
    place = message.rpartition(" - at `")[2].removesuffix("`")
    return place if place in _PLACES else ""


_PLACES: Final = frozenset(
    f"$.{name}" for kind in _Task.__subclasses__() for name in kind.__struct_fields__
)
