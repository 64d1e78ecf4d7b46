"""Whether headphones are plugged in, from the switch that the sound card reports to the kernel.

The state is asked with ``EVIOCGSW`` (linux/input.h); nothing is read from the device, so nobody
else is kept from its events. A jack without a switch is unknown, never "unplugged".
"""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import Final, Protocol

#: ``SW_HEADPHONE_INSERT`` of linux/input-event-codes.h.
_HEADPHONE_BIT: Final = 0x02
_SWITCH_BYTES: Final = 8
#: ``EVIOCGSW(8)``: read 8 bytes, type ``E``, number 0x1b (asm-generic/ioctl.h).
_EVIOCGSW: Final = (2 << 30) | (_SWITCH_BYTES << 16) | (ord("E") << 8) | 0x1B


class Headphones(Protocol):
    def plugged(self) -> bool | None:
        """None where the machine cannot tell."""


class UnknownHeadphones:
    """A terminal whose jack has no switch."""

    def plugged(self) -> bool | None:
        return None


class EvdevHeadphones:
    """A sound card's jack, such as ``/dev/input/by-path/pci-0000:00:1f.3-platform-…-event``."""

    def __init__(self, device: Path) -> None:
        self._device = device

    def plugged(self) -> bool | None:
        """None as well if the device is gone, may not be read, or has no switches."""
        state = bytearray(_SWITCH_BYTES)
        try:
            with self._device.open("rb", buffering=0) as stream:
                fcntl.ioctl(stream, _EVIOCGSW, state)
        except OSError:
            return None
        return bool(state[_HEADPHONE_BIT // 8] >> (_HEADPHONE_BIT % 8) & 1)


class FileHeadphones:
    """For the demonstration and tests: plugged in while the file is there."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def plugged(self) -> bool | None:
        return self._file.exists()
