"""A reader that types, taken from the kernel before anybody else: no key of it reaches a window.

The input device (``/dev/input/by-id/…-event-kbd``) is grabbed with ``EVIOCGRAB`` (linux/input.h),
so that it is no keyboard any more while the kiosk runs. Where the device may not be opened, the
reader ``wedge`` does the same work on the glass.
"""

from __future__ import annotations

import fcntl
import os
import select
import struct
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Final

from kiosk.cards.attached import LOOK_SECONDS, AttachedReader, Opened
from kiosk.cards.keymap import KEYS, SHIFTS, Layout
from kiosk.cards.once import Once
from kiosk.cards.profile import CardProfile, Source
from kiosk.cards.wedge import Burst, Stroke, Wedge, WedgeSettings
from kiosk.cards.wedge_reader import read_burst

#: ``struct input_event``: seconds, microseconds, type, code, value.
EVENT: Final = struct.Struct("llHHi")
EV_SYN: Final = 0
EV_KEY: Final = 1
#: The kernel's own buffer was full, and events are missing before this one.
SYN_DROPPED: Final = 3
_PRESSED: Final = 1
_RELEASED: Final = 0
#: ``EVIOCGRAB``: write an int, type ``E``, number 0x90 (asm-generic/ioctl.h).
EVIOCGRAB: Final = (1 << 30) | (4 << 16) | (ord("E") << 8) | 0x90
_MOST_AT_ONCE: Final = EVENT.size * 64

Grab = Callable[[int], object]


def grab(file: int) -> object:
    """Has the kernel give the events of an open device to this file only."""
    return fcntl.ioctl(file, EVIOCGRAB, 1)


class EvdevReader(AttachedReader):
    """A reader behind one input device that comes and goes."""

    def __init__(
        self,
        device: Path,
        layout: Layout,
        profile: CardProfile,
        settings: WedgeSettings,
        grab: Grab = grab,
    ) -> None:
        """``grab`` is the kernel's; a test plays a device that is no input device."""
        super().__init__(device)
        self._device, self._grab = device, grab
        self._profile, self._settings = profile, settings
        self._keys = KEYS[layout]
        self._once = Once()
        self._begin_anew()

    def _open(self) -> Opened:
        self._begin_anew()
        return _Device(self._device, self._grab)

    def _begin_anew(self) -> None:
        self._wedge = Wedge(self._settings)
        self._shift: set[int] = set()
        self._at = 0.0

    def _take(self, data: bytes) -> None:
        if not data:
            # Nothing is on its way any more: the time since the last key has really passed.
            self._at += LOOK_SECONDS
            self._sort(self._wedge.elapsed(self._at))
        for seconds, micros, kind, code, value in EVENT.iter_unpack(data):
            self._event(kind, code, value, seconds + micros / 1_000_000)

    def _event(self, kind: int, code: int, value: int, at: float) -> None:
        if kind == EV_SYN and code == SYN_DROPPED:
            self._begin_anew()
        if kind != EV_KEY:
            return
        if code in SHIFTS:
            (self._shift.discard if value == _RELEASED else self._shift.add)(code)
        elif value == _PRESSED and code in self._keys:
            self._at = at
            plain, shifted = self._keys[code]
            self._sort(self._wedge.key(Stroke(shifted if self._shift else plain, at)))

    def _sort(self, outcomes: tuple[object, ...]) -> None:
        """Nobody types on a reader: what is no burst is nothing."""
        for outcome in outcomes:
            if isinstance(outcome, Burst) and self._once.is_new(outcome.text, monotonic()):
                self._report(read_burst(outcome, self._profile, Source.WEDGE))


class _Device:
    """An open and grabbed input device."""

    def __init__(self, device: Path, grab: Grab) -> None:
        self._file = os.open(device, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            grab(self._file)
        except OSError:
            self.close()
            raise

    def read(self) -> bytes:
        """Whole events only: the kernel hands out no part of one."""
        if not select.select([self._file], [], [], LOOK_SECONDS)[0]:
            return b""
        data = os.read(self._file, _MOST_AT_ONCE)
        if not data or len(data) % EVENT.size:
            raise OSError("the device ended, or is no input device")
        return data

    def close(self) -> None:
        os.close(self._file)
