"""Takes the steps of an update, one after the other, each written down before it is taken."""

from __future__ import annotations

import fcntl
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from kiosk.machine.keeper import files
from kiosk.machine.keeper.states import Act, Event, Result, Update, step

FOLDER: Final = Path("/var/lib/lobby-kiosk-packages")
#: The kiosk leaves it there when a first screen has been painted.
MARK: Final = Path("/run/lobby-kiosk/first-screen")
#: The kiosk has it there while a resident is logged in.
OPEN_SESSION: Final = Path("/run/lobby-kiosk/open-session")
#: So long a resident is waited for, in seconds: a kiosk that never ends a session, for whatever
#: reason, must not keep itself from being replaced.
SESSION_SECONDS: Final = 1800.0
BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")
#: Whoever has it is the only one who changes packages: apt at night, or a technician, or this one.
DPKG_LOCK: Final = Path("/var/lib/dpkg/lock-frontend")
#: How long a first screen may take, in seconds; a machine that is starting as well takes longer.
SCREEN_SECONDS: Final = 180.0
_DPKG_SECONDS: Final = 900.0
_SYSTEMCTL_SECONDS: Final = 120.0
_LOOK_SECONDS: Final = 1.0
_LOCK_SECONDS: Final = 5.0

_DPKG: Final = "/usr/bin/dpkg"
_SYSTEMCTL: Final = "/usr/bin/systemctl"
_KIOSK: Final = "kiosk.service"
_ENVIRONMENT: Final = {
    "LC_ALL": "C.UTF-8",
    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    "DEBIAN_FRONTEND": "noninteractive",
    # dpkg need not ask for the lock that the keeper has.
    "DPKG_FRONTEND_LOCKED": "1",
}

#: Runs a program with these words for at most so many seconds; whether it ended well.
Runner = Callable[[tuple[str, ...], float], bool]


def run_program(words: tuple[str, ...], seconds: float) -> bool:
    """A program with a fixed list of words; what it says goes to the journal."""
    try:
        done = subprocess.run(  # noqa: S603  (fixed programs, no shell)
            words,
            stdin=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
            env=_ENVIRONMENT,
            cwd="/",
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


@dataclass(frozen=True, slots=True)
class Keeper:
    """What it works on; ``steady`` and ``wait`` in seconds."""

    folder: Path = FOLDER
    mark: Path = MARK
    boot_id: Path = BOOT_ID
    run: Runner = run_program
    steady: Callable[[], float] = time.monotonic
    wait: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    open_session: Path = OPEN_SESSION
    dpkg_lock: Path = DPKG_LOCK

    def go_on(self) -> Update:
        """Take steps until nothing is to be done. Raises ``OSError`` where the disk does not take
        the state: it is gone on from there at the next start."""
        stored = files.load(self.folder)
        if not stored.update.under_way:
            return stored.update
        with self._alone():
            return self._go_on(stored)

    def _go_on(self, stored: files.Stored) -> Update:
        anew = stored.boot != self._boot()
        event = Event.BOOTED if anew else Event.BEGIN
        update, act = step(stored.update, event)
        if anew:
            # What dpkg was in the middle of, whatever it was.
            self.run((_DPKG, "--configure", "-a"), _DPKG_SECONDS)
        while True:
            self._store(update)
            if act is Act.NOTHING:
                self._remove_next()
                if update.result is Result.GIVEN_UP:
                    self._start_what_is_there()
                return update
            done = Event.SUCCEEDED if self._do(act) else Event.FAILED
            update, act = step(update, done)

    def _do(self, act: Act) -> bool:
        match act:
            case Act.INSTALL:
                self._wait_for_resident()
                return self._install(files.NEXT)
            case Act.RETURN:
                return self._go_back()
            case Act.KEEP:
                files.keep_next(self.folder)
                return True
            case Act.RESTART:
                self._take_mark_away()
                # So many crashes may have gone before that it would not be started again.
                self.run((_SYSTEMCTL, "reset-failed", _KIOSK), _SYSTEMCTL_SECONDS)
                self.run((_SYSTEMCTL, "restart", _KIOSK), _SYSTEMCTL_SECONDS)
                return self._first_screen()
            case _:
                return self._first_screen()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else changes packages meanwhile. That somebody does is no fault of the version
        that goes in, nor of the one that is gone back to: the update waits, however long it is."""
        handle = os.open(self.dpkg_lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)
        try:
            while not _has(handle):
                self.wait(_LOCK_SECONDS)
            yield
        finally:
            os.close(handle)

    def _start_what_is_there(self) -> None:
        """dpkg has left the kiosk stopped. It may start all the same, and where it does not its
        unit has the screen come that says so; nothing else would, until somebody comes."""
        self.run((_SYSTEMCTL, "reset-failed", _KIOSK), _SYSTEMCTL_SECONDS)
        self.run((_SYSTEMCTL, "start", "--no-block", _KIOSK), _SYSTEMCTL_SECONDS)

    def _install(self, name: str) -> bool:
        # The old one is stopped before its files change, so the next mark is the new one's.
        self._take_mark_away()
        package = str(self.folder / name)
        return self.run((_DPKG, "--force-confold", "--install", package), _DPKG_SECONDS)

    def _go_back(self) -> bool:
        if not (self.folder / files.PRESENT).exists():
            return False
        self.run((_DPKG, "--configure", "-a"), _DPKG_SECONDS)
        return self._install(files.PRESENT)

    def _wait_for_resident(self) -> None:
        """Nobody is thrown out who has logged in since the kiosk asked for this."""
        until = self.steady() + SESSION_SECONDS
        while self.open_session.exists() and self.steady() < until:
            self.wait(_LOOK_SECONDS)

    def _take_mark_away(self) -> None:
        with suppress(OSError):  # the kiosk's user may have put anything there
            self.mark.unlink(missing_ok=True)

    def _first_screen(self) -> bool:
        """Whether a first screen appears in time."""
        until = self.steady() + SCREEN_SECONDS
        while not self.mark.exists():
            if self.steady() >= until:
                return False
            self.wait(_LOOK_SECONDS)
        return True

    def _store(self, update: Update) -> None:
        at = self.now().isoformat(timespec="seconds")
        files.store(self.folder, files.Stored(update, self._boot(), at))

    def _remove_next(self) -> None:
        (self.folder / files.NEXT).unlink(missing_ok=True)

    def _boot(self) -> str:
        try:
            return self.boot_id.read_text(encoding="ascii").strip()
        except OSError:
            return ""


def _has(handle: int) -> bool:
    """Whether the lock is this process's now; apt and dpkg lock with ``fcntl`` too."""
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # which of them, is the system's choice
        return False
    return True
