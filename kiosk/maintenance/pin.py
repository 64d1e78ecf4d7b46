"""The PINs of staff and technician: kept as scrypt hashes, tried one at a time.

Whatever is wrong with the file, maintenance mode stays shut and says why; it is opened again by
``kiosk pin set`` on the console.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

import msgspec

from kiosk.maintenance.delays import BootClock, DelayFile, DelayRule
from kiosk.maintenance.files import held, write_private
from kiosk.maintenance.roles import Role
from kiosk.maintenance.weak_pins import LONGEST, KnownNumbers, Weakness, weakness

FILE = "pins.json"
_SALT_BYTES: Final = 16
_HASH_BYTES: Final = 32
_FORMAT: Final = 1
#: What a file may ask for at most: one that asks for more than the machine has is damaged.
_MOST_MEMORY: Final = 256 * 1024 * 1024
_MOST_ROUNDS: Final = 16


class Cost(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one try costs (scrypt): 32 MiB and about a tenth of a second."""

    n: int = 2**15
    r: int = 8
    p: int = 1

    @property
    def memory(self) -> int:
        return 128 * self.r * (self.n + self.p + 2)

    @property
    def sound(self) -> bool:
        power_of_two = self.n > 1 and self.n & (self.n - 1) == 0
        small = 0 < self.p <= _MOST_ROUNDS and 0 < self.r <= _MOST_ROUNDS
        return power_of_two and small and self.memory <= _MOST_MEMORY


class StoredPin(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    salt: bytes
    cost: Cost
    hash: bytes

    def fits(self, pin: str) -> bool:
        return hmac.compare_digest(self.hash, _hash(pin, self.salt, self.cost))

    @property
    def sound(self) -> bool:
        whole = len(self.salt) >= _SALT_BYTES and len(self.hash) == _HASH_BYTES
        return whole and self.cost.sound


class _OnDisk(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: int = _FORMAT
    staff: StoredPin | None = None
    technician: StoredPin | None = None

    def of(self, role: Role) -> StoredPin | None:
        return self.staff if role is Role.STAFF else self.technician


class Shut(Enum):
    """Why no PIN can be tried at all; the value is the code in the wording."""

    NOT_SET = "pin_not_set"
    DAMAGED = "pin_file_damaged"
    UNREADABLE = "pin_file_unreadable"
    CANNOT_KEEP = "cannot_keep"  # the disk takes no note of the try: full, broken, read-only


@dataclass(frozen=True, slots=True)
class Opened:
    """The PIN is right."""

    role: Role


@dataclass(frozen=True, slots=True)
class Wrong:
    """``left``: how many more may be tried before the first delay; ``wait``: seconds from now."""

    left: int
    wait: int


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing was tried: it is not time yet. Whole seconds."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Changed:
    """The new PIN counts from now on."""


Tried = Opened | Wrong | Wait | Shut


class Pins:
    """The PINs of one terminal, in ``folder``. Every method may take a tenth of a second."""

    def __init__(
        self,
        folder: Path,
        clock: BootClock,
        *,
        rule: DelayRule | None = None,
        cost: Cost | None = None,
        known: Callable[[], KnownNumbers] = KnownNumbers,
    ) -> None:
        self._folder, self._clock = folder, clock
        self._cost, self._known = cost or Cost(), known
        self._delays = DelayFile(folder, rule or DelayRule(), clock)

    def gate(self, role: Role) -> Wait | Shut | None:
        """What stands before the PIN of a role; None if one may be tried."""
        stored = self._stored(role)
        if isinstance(stored, Shut):
            return stored
        try:
            wait = self._delays.read().wait(role, self._clock)
        except OSError:
            return Shut.CANNOT_KEEP
        return Wait(wait) if wait else None

    def left(self, role: Role) -> int:
        """How many wrong PINs are free before the next delay."""
        try:
            return self._delays.read().left(role)
        except OSError:
            return 0

    def try_pin(self, role: Role, pin: str) -> Tried:
        """Try a PIN. That it was tried is on the disk before it is known whether it is right."""
        try:
            with held(self._folder):
                return self._try(role, pin)
        except OSError:
            return Shut.CANNOT_KEEP

    def change(
        self, role: Role, new: str, *, by: Role = Role.TECHNICIAN
    ) -> Changed | Weakness | Shut:
        """Set another PIN. Nothing is asked here: who may do so is the caller's affair. That it is
        the other role's is for technicians to know: staff could try theirs so, uncounted. After
        ``Shut`` the PIN before counts, if there was one."""
        weak = weakness(new, self._known())
        if weak is not None:
            return weak
        try:
            with held(self._folder):
                return self._change(role, new, by)
        except OSError:
            return Shut.CANNOT_KEEP

    def _change(self, role: Role, new: str, by: Role) -> Changed | Weakness | Shut:
        on_disk = self._read()
        if isinstance(on_disk, Shut):
            if on_disk is Shut.UNREADABLE:
                return on_disk
            on_disk = _OnDisk()  # missing or damaged: the PIN that is set now is the first
        other = on_disk.of(Role.TECHNICIAN if role is Role.STAFF else Role.STAFF)
        if by.may(Role.TECHNICIAN) and other is not None and other.fits(new):
            return Weakness.OTHER_ROLE
        salt = secrets.token_bytes(_SALT_BYTES)
        stored = StoredPin(salt=salt, cost=self._cost, hash=_hash(new, salt, self._cost))
        changes = {role.value: stored}
        # In this order: where the disk fills in between, the PIN before still counts, as is said.
        self._delays.keep(self._delays.read().with_right(role))
        write_private(
            self._folder / FILE, msgspec.json.encode(msgspec.structs.replace(on_disk, **changes))
        )
        return Changed()

    def _try(self, role: Role, pin: str) -> Tried:
        stored = self._stored(role)
        if isinstance(stored, Shut):
            return stored
        counts = self._delays.read()
        wait = counts.wait(role, self._clock)
        if wait:
            return Wait(wait)
        counted = counts.with_wrong(role, self._clock)
        self._delays.keep(counted)
        if len(pin) > LONGEST or not stored.fits(pin):
            return Wrong(counted.left(role), counted.wait(role, self._clock))
        self._delays.keep(counted.with_right(role))
        return Opened(role)

    def _stored(self, role: Role) -> StoredPin | Shut:
        on_disk = self._read()
        if isinstance(on_disk, Shut):
            return on_disk
        stored = on_disk.of(role)
        return Shut.NOT_SET if stored is None else stored

    def _read(self) -> _OnDisk | Shut:
        try:
            data = (self._folder / FILE).read_bytes()
        except FileNotFoundError:
            return Shut.NOT_SET
        except OSError:
            return Shut.UNREADABLE
        try:
            on_disk = msgspec.json.decode(data, type=_OnDisk)
        except msgspec.MsgspecError:
            return Shut.DAMAGED
        stored = [one for one in (on_disk.staff, on_disk.technician) if one is not None]
        whole = on_disk.format == _FORMAT and all(one.sound for one in stored)
        return on_disk if whole else Shut.DAMAGED


def _hash(pin: str, salt: bytes, cost: Cost) -> bytes:
    return hashlib.scrypt(
        pin.encode(),
        salt=salt,
        n=cost.n,
        r=cost.r,
        p=cost.p,
        maxmem=2 * cost.memory,
        dklen=_HASH_BYTES,
    )
