"""Settings that could lock the technician out are tried: unless somebody keeps them they go back.

What was before is on the disk before anything changes. Keeping takes the trial's file away and
going back gives it another name, so only one of them can; under that name it stays until all is as
it was. A trial or a going back that a power cut left open is undone with the first task after it.
Whatever goes back by itself leaves a mark: nobody is there then who could put it into the audit
log.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final, Generic, Literal, TypeVar

import msgspec
from msgspec import Struct

from kiosk.machine.root.host import Host
from kiosk.machine.state import GoneBack

FOLDER: Final = "/var/lib/lobby-kiosk-machine"
BOOT_ID: Final = "/proc/sys/kernel/random/boot_id"
#: How often is looked whether it was kept, in seconds.
LOOK_SECONDS: Final = 0.5

Before = TypeVar("Before", bound=Struct)


class _Kept(Struct, frozen=True):
    """``token`` tells this trial from a later one."""

    token: str
    boot: str
    before: msgspec.Raw


class Trial(Generic[Before]):
    """One trial of a kind at a time. ``kind``: what describes how it was before."""

    def __init__(self, host: Host, name: str, kind: type[Before]) -> None:
        self._host = host
        self._name = f"{FOLDER}/{name}.trial"
        self._going_back = f"{self._name}.taken"
        self._mark = f"{FOLDER}/{name}.went-back"
        self._kind = kind
        self._token = ""

    @property
    def is_open(self) -> bool:
        return self._host.file(self._name).exists()

    @property
    def is_stale(self) -> bool:
        """Whether the machine has started anew since it was begun."""
        kept = self._read(self._name) or self._read(self._going_back)
        return kept is not None and kept.boot != self._boot()

    @property
    def before(self) -> Before | None:
        """What was before the trial that is open."""
        return self._before_of(self._read(self._name))

    @property
    def gone_back(self) -> GoneBack | None:
        """The last one that went back by itself."""
        text = self._host.read(self._mark)
        try:
            return None if text is None else msgspec.json.decode(text, type=GoneBack)
        except (msgspec.DecodeError, UnicodeError):
            return None

    def begin(self, before: Before) -> bool:
        """Note what was before; False if another trial is open or about to be, which alone knows
        the way back. Raises ``OSError`` if the disk does not take it."""
        with self._host.alone(FOLDER) as alone:
            if not alone or self.is_open:
                return False
            self._token = str(uuid.uuid4())
            kept = _Kept(self._token, self._boot(), msgspec.Raw(msgspec.json.encode(before)))
            self._host.write(self._name, msgspec.json.encode(kept).decode(), 0o600)
            return True

    def keep(self) -> Before | None:
        """End the trial: it is good. What was before it, for the one who ended it, None for
        everybody else."""
        kept = self._read(self._name)
        try:
            self._host.file(self._name).unlink()
        except FileNotFoundError:
            return None
        return self._before_of(kept)

    @contextmanager
    def undone(self) -> Iterator[Before | None]:
        """What was before the trial, for the one who ends it and now brings it back; None for
        everybody else. It is forgotten when that has succeeded and no sooner."""
        taken = self._host.file(self._going_back)
        try:
            self._host.file(self._name).rename(taken)
        except FileNotFoundError:
            if not self.is_stale:
                yield None
                return
        yield self._before_of(self._read(self._going_back))
        taken.unlink(missing_ok=True)

    def mark(self, why: Literal["not_kept", "power_cut"]) -> None:
        """Leave the mark of the trial that is being ``undone`` now. A disk that does not take it
        keeps nothing from going back."""
        kept = self._read(self._going_back)
        if kept is not None:
            told = msgspec.json.encode(GoneBack(kept.token, why)).decode()
            with suppress(OSError):
                self._host.write(self._mark, told, 0o600)

    def watch(
        self,
        seconds: float,
        back: Callable[[Before], None],
        *,
        begun: Callable[[], bool] = lambda: True,
        most_seconds: float = 0.0,
    ) -> None:
        """Wait until the trial that was begun here is kept; go ``back`` if it is not within
        ``seconds``, counted from when it has ``begun``, for which at most ``most_seconds`` are
        waited."""
        host = self._host
        latest = host.steady() + most_seconds
        while self._is_mine and not begun() and host.steady() < latest:
            host.wait(LOOK_SECONDS)
        until = host.steady() + seconds
        while self._is_mine and host.steady() < until:
            host.wait(LOOK_SECONDS)
        if self._is_mine:
            with self.undone() as before:
                if before is not None:
                    self.mark("not_kept")
                    back(before)

    @property
    def _is_mine(self) -> bool:
        kept = self._read(self._name)
        return kept is not None and kept.token == self._token

    def _read(self, name: str) -> _Kept | None:
        text = self._host.read(name)
        try:
            return None if text is None else msgspec.json.decode(text, type=_Kept)
        except (msgspec.DecodeError, UnicodeError):
            return None

    def _before_of(self, kept: _Kept | None) -> Before | None:
        if kept is not None:
            with suppress(msgspec.ValidationError):
                return msgspec.json.decode(kept.before, type=self._kind)
        return None

    def _boot(self) -> str:
        return (self._host.read(BOOT_ID) or "").strip()
