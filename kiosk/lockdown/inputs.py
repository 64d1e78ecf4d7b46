"""Which keyboards, pads and panels the glass listens to.

The compositor takes whatever libinput shows it. Once a rule file is there, libinput is shown touch
panels and the allowed devices alone: a keyboard that a resident plugs in types nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

#: Behind Debian's own rules, which say what a device is.
RULE: Final = Path("/etc/udev/rules.d/97-lobby-kiosk-input.rules")
_HIDDEN: Final = "LIBINPUT_IGNORE_DEVICE"
#: What libinput would listen to, in udev's words.
_KINDS: Final = (
    "ID_INPUT_KEYBOARD",
    "ID_INPUT_KEY",
    "ID_INPUT_MOUSE",
    "ID_INPUT_TOUCHPAD",
    "ID_INPUT_TABLET",
    "ID_INPUT_TABLET_PAD",
    "ID_INPUT_POINTINGSTICK",
    "ID_INPUT_TRACKBALL",
    "ID_INPUT_JOYSTICK",
    "ID_INPUT_SWITCH",
)
_PANEL: Final = "ID_INPUT_TOUCHSCREEN"
_USB: Final = re.compile(r"(?P<vendor>[0-9a-fA-F]{4}):(?P<product>[0-9a-fA-F]{4})")
_HEAD: Final = """\
# Made by "kiosk input-devices allow". Only touch panels and the devices below work at the glass.
ACTION=="remove", GOTO="lobby_kiosk_input_end"
SUBSYSTEM!="input", GOTO="lobby_kiosk_input_end"
KERNEL!="event[0-9]*", GOTO="lobby_kiosk_input_end"
ENV{ID_INPUT_TOUCHSCREEN}=="1", ENV{ID_INPUT_KEYBOARD}!="1", GOTO="lobby_kiosk_input_end"
"""
_TAIL: Final = f"""\
ENV{{{_HIDDEN}}}="1"
LABEL="lobby_kiosk_input_end"
"""


@dataclass(frozen=True, slots=True)
class Usb:
    """Who makes a device, and which of theirs it is: four hexadecimal digits each."""

    vendor: str
    product: str

    @classmethod
    def of(cls, text: str) -> Usb:
        """Raises ``ValueError``."""
        fit = _USB.fullmatch(text)
        if fit is None:
            raise ValueError(f"{text!r} is no VENDOR:PRODUCT, such as 05e0:1200")
        return cls(fit["vendor"].lower(), fit["product"].lower())

    def __str__(self) -> str:
        return f"{self.vendor}:{self.product}"


@dataclass(frozen=True, slots=True)
class Attached:
    """An input device as udev knows it. ``hidden``: the glass does not listen to it."""

    name: str
    usb: str  # VENDOR:PRODUCT, empty for what is built in
    panel: bool
    hidden: bool

    def __str__(self) -> str:
        works = "shut out" if self.hidden else "works"
        kind = "touch panel" if self.panel else "keys or pointer"
        return f"{self.usb or 'built in':9}  {works:8}  {kind:15}  {self.name}"


def rules(allowed: Iterable[Usb]) -> str:
    """The rule file."""
    lines = (
        f'ENV{{ID_VENDOR_ID}}=="{one.vendor}", ENV{{ID_MODEL_ID}}=="{one.product}", '
        'GOTO="lobby_kiosk_input_end"\n'
        for one in sorted(set(allowed), key=str)
    )
    return _HEAD + "".join(lines) + _TAIL


def found(database: str) -> Iterator[Attached]:
    """From ``udevadm info --export-db``: what libinput would listen to, if nothing were hidden."""
    for block in database.split("\n\n"):
        lines = [line for line in block.splitlines() if line.startswith("E: ")]
        has = dict(line[3:].partition("=")[::2] for line in lines)
        if not re.fullmatch(r"/dev/input/event\d+", has.get("DEVNAME", "")):
            continue
        panel = has.get(_PANEL) == "1"
        if not panel and not any(has.get(kind) == "1" for kind in _KINDS):
            continue
        vendor, product = has.get("ID_VENDOR_ID", ""), has.get("ID_MODEL_ID", "")
        yield Attached(
            name=has.get("ID_MODEL") or has.get("ID_PATH") or has["DEVNAME"],
            usb=f"{vendor}:{product}" if vendor and product else "",
            panel=panel,
            hidden=has.get(_HIDDEN) == "1",
        )
