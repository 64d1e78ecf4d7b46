"""What root's side tells of the machine: the detail of the answers to ``Read…`` tasks."""

from __future__ import annotations

from typing import Final, Literal, TypeVar

import msgspec
from msgspec import Struct

from kiosk.machine.tasks import Answer, Rotation, Security

#: So long, in seconds, somebody has to say that a new picture is right, from when it is there.
TRIAL_SECONDS: Final = 15.0

_Told = TypeVar("_Told", bound=Struct)


class Link(Struct, frozen=True):
    """A network interface. ``address`` with its prefix (``192.0.2.7/24``), empty without one;
    ``fixed``: the address is not asked for but set."""

    name: str
    wireless: bool
    connected: bool
    hardware: str = ""
    address: str = ""
    gateway: str = ""
    dns: tuple[str, ...] = ()
    fixed: bool = False


class Wifi(Struct, frozen=True):
    """A network within reach. ``strength`` in percent; ``security`` None: one that a password alone
    does not open; ``hidden``: one that does not say its name, so that somebody typed it."""

    ssid: str
    strength: int
    security: Security | None
    joined: bool = False
    hidden: bool = False


class NetworkState(Struct, frozen=True):
    """``trying``: new settings wait to be kept."""

    links: tuple[Link, ...] = ()
    wifi: tuple[Wifi, ...] = ()
    proxy: str = ""
    trying: bool = False


class ScreenState(Struct, frozen=True):
    """``brightness``, ``volume``: in percent, None where the machine has none to set."""

    rotation: Rotation = "normal"
    matrix: tuple[float, float, float, float, float, float] = (1, 0, 0, 0, 1, 0)
    brightness: int | None = None
    volume: int | None = None
    trying: bool = False


class GoneBack(Struct, frozen=True):
    """Settings that went back by themselves: nobody kept them in time, or the machine started anew
    while they were tried. ``token`` tells this trial from every other."""

    token: str
    why: Literal["not_kept", "power_cut"]


class TrialsState(Struct, frozen=True):
    """The last of each kind that went back by itself, if any did. ``trying``: some settings wait to
    be kept now."""

    network: GoneBack | None = None
    screen: GoneBack | None = None
    trying: bool = False


class UpdateState(Struct, frozen=True):
    """``version`` runs now; ``present``: its package is kept, so that there is a way back from the
    next one; ``previous``: the one to go back to, empty for none. ``phase``, ``result`` and ``why``
    are those of ``kiosk/machine/keeper/states.py``, of the ``last`` update (its version), which
    ended ``at`` (ISO 8601). ``bad``: not to be installed again by itself. ``key``: whether the
    settings name a release key."""

    version: str
    present: bool = False
    previous: str = ""
    phase: str = "idle"
    last: str = ""
    before: str = ""
    result: str = "none"
    why: str = "none"
    at: str = ""
    bad: tuple[str, ...] = ()
    key: bool = False


def told(answer: Answer, kind: type[_Told]) -> _Told | None:
    """The state that an answer tells; None if it is not one."""
    try:
        return msgspec.convert(answer.detail, kind) if answer.ok else None
    except msgspec.ValidationError:
        return None


def telling(state: Struct) -> Answer:
    """The answer that tells a state."""
    return Answer(ok=True, code="done", detail=msgspec.to_builtins(state))
