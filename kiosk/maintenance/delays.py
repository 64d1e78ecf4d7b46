"""How long one has to wait after wrong PINs. Kept on the disk before any answer is given.

The wait is counted in time that the machine was running, by the clock that starts at its boot: the
wall clock can be set, this one cannot. After a restart of the machine the wait begins anew, so that
it is never shorter than it should be, whatever is done to clock and plug.
"""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from typing import Protocol

import msgspec

from kiosk.maintenance.files import write_private
from kiosk.maintenance.roles import Role

FILE = "delays.json"
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
#: Where the kiosk's unit says the same (``%b`` of systemd): its /proc has nothing but processes.
BOOT_VARIABLE = "LOBBY_KIOSK_BOOT"
#: Of a file that nobody could have written like that.
_MOST_WRONG = 1_000_000


class BootClock(Protocol):
    """Time that nobody can set."""

    def boot(self) -> str:
        """Which run of the machine this is."""

    def running(self) -> float:
        """Seconds since it began; never runs backwards."""


class MachineBootClock:
    """Linux's own, the same to the kiosk and to whoever tries a PIN on the console. Without it each
    start of the program counts as a boot."""

    def __init__(self, boot_id: Path = _BOOT_ID, environ: Mapping[str, str] = os.environ) -> None:
        try:
            said = boot_id.read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError):
            said = environ.get(BOOT_VARIABLE, "")
        # The kernel groups its digits, systemd does not.
        self._boot = said.strip().replace("-", "")
        self._from = 0.0
        if not self._boot:
            self._boot = uuid.uuid4().hex
            self._from = time.clock_gettime(time.CLOCK_BOOTTIME)

    def boot(self) -> str:
        return self._boot

    def running(self) -> float:
        return time.clock_gettime(time.CLOCK_BOOTTIME) - self._from


@dataclass(frozen=True, slots=True)
class DelayRule:
    """So many wrong PINs are free; the next ones cost a delay that grows up to a limit."""

    tries: int = 5
    first_seconds: float = 60.0
    factor: float = 2.0
    most_seconds: float = 3600.0

    def after(self, wrong: int) -> float:
        """The seconds to wait after so many wrong PINs in a row."""
        if wrong < self.tries:
            return 0.0
        delay = self.first_seconds
        for _ in range(wrong - self.tries):
            delay *= self.factor
            if delay >= self.most_seconds:
                return self.most_seconds
        return min(delay, self.most_seconds)


class Count(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Wrong PINs in a row, and when the last of them was: in which run of the machine, how far."""

    wrong: int = 0
    boot: str = ""
    running: float = 0.0


class _OnDisk(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    staff: Count = Count()
    technician: Count = Count()


@dataclass(frozen=True, slots=True)
class Counts:
    """What is known of the wrong PINs of both roles. Pure: time is handed in."""

    rule: DelayRule
    of: Mapping[Role, Count]

    def wait(self, role: Role, clock: BootClock) -> int:
        """Whole seconds that are left to wait; 0 if a PIN may be tried."""
        count = self.of[role]
        delay = self.rule.after(count.wrong)
        if delay == 0:
            return 0
        # Of another run only this one's own time counts: what passed before cannot be known.
        waited = clock.running() - (count.running if count.boot == clock.boot() else 0.0)
        return ceil(max(0.0, delay - max(0.0, waited)))

    def left(self, role: Role) -> int:
        """How many more wrong PINs come before the first delay; 0 afterwards."""
        return max(0, self.rule.tries - self.of[role].wrong)

    def with_wrong(self, role: Role, clock: BootClock) -> Counts:
        """One more wrong PIN, now."""
        wrong = min(self.of[role].wrong + 1, _MOST_WRONG)
        count = Count(wrong=wrong, boot=clock.boot(), running=clock.running())
        return replace(self, of={**self.of, role: count})

    def with_right(self, role: Role) -> Counts:
        return replace(self, of={**self.of, role: Count()})


class DelayFile:
    """The counts on the disk. ``OSError`` of a method means that nothing was changed."""

    def __init__(self, folder: Path, rule: DelayRule, clock: BootClock) -> None:
        self._path, self._rule, self._clock = folder / FILE, rule, clock

    def read(self) -> Counts:
        """What stands there. A damaged file counts as the first delay of both roles, from now on:
        never as none. Raises ``OSError`` if it is there and cannot be read."""
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return self._counts(_OnDisk())
        try:
            stored = msgspec.json.decode(data, type=_OnDisk)
            if not all(_is_sound(one) for one in (stored.staff, stored.technician)):
                raise msgspec.ValidationError("out of range")
        except msgspec.MsgspecError:
            now = Count(
                wrong=self._rule.tries, boot=self._clock.boot(), running=self._clock.running()
            )
            damaged = self._counts(_OnDisk(staff=now, technician=now))
            self.keep(damaged)
            return damaged
        return self._counts(stored)

    def keep(self, counts: Counts) -> None:
        stored = _OnDisk(staff=counts.of[Role.STAFF], technician=counts.of[Role.TECHNICIAN])
        write_private(self._path, msgspec.json.encode(stored))

    def _counts(self, stored: _OnDisk) -> Counts:
        return Counts(self._rule, {Role.STAFF: stored.staff, Role.TECHNICIAN: stored.technician})


def _is_sound(count: Count) -> bool:
    return 0 <= count.wrong <= _MOST_WRONG and 0 <= count.running < float("inf")
