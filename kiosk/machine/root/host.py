"""The machine as root's side touches it: fixed programs, files below one folder, a clock.

No shell is ever involved: a program is one of ``Program``, and each of its arguments stands in the
module that calls it, or is a value that the vocabulary has checked.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Final

from kiosk.clock import TOKYO
from kiosk.credential_store import Run
from kiosk.credential_store import run as run_with_input
from kiosk.machine.tasks import Answer
from printing.durable import write_whole

#: What a shell says of a program that is not installed.
NOT_INSTALLED: Final = 127
NOT_IN_TIME: Final = 124
#: ``VT_ACTIVATE`` of linux/vt.h.
_VT_ACTIVATE: Final = 0x5606
_ENVIRONMENT: Final = {"LC_ALL": "C.UTF-8", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}


class Program(Enum):
    """All that root's side ever starts."""

    NMCLI = "/usr/bin/nmcli"
    SYSTEMCTL = "/usr/bin/systemctl"
    JOURNALCTL = "/usr/bin/journalctl"
    UDEVADM = "/usr/bin/udevadm"
    MOUNT = "/usr/bin/mount"
    UMOUNT = "/usr/bin/umount"
    MODPROBE = "/usr/sbin/modprobe"
    AMIXER = "/usr/bin/amixer"
    ALSACTL = "/usr/sbin/alsactl"
    DPKG_QUERY = "/usr/bin/dpkg-query"
    DPKG = "/usr/bin/dpkg"
    DPKG_DEB = "/usr/bin/dpkg-deb"
    RTCWAKE = "/usr/sbin/rtcwake"


@dataclass(frozen=True, slots=True)
class Ran:
    """How a program ended. ``out``: what it said, errors after the rest."""

    code: int
    out: bytes = field(default=b"", repr=False)

    @property
    def ok(self) -> bool:
        return self.code == 0

    @property
    def text(self) -> str:
        return self.out.decode("utf-8", "replace")


def start(program: Program, arguments: tuple[str, ...], seconds: float) -> Ran:
    """Run a program to its end, with an environment of its own and nothing to read."""
    try:
        done = subprocess.run(  # noqa: S603  (fixed programs, no shell)
            (program.value, *arguments),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
            env=_ENVIRONMENT,
            cwd="/",
        )
    except FileNotFoundError:
        return Ran(NOT_INSTALLED)
    except subprocess.TimeoutExpired:
        return Ran(NOT_IN_TIME)
    return Ran(done.returncode, done.stdout + done.stderr)


def show_terminal(number: int) -> None:
    """Bring a virtual terminal to the front. Raises ``OSError`` where there is none."""
    handle = os.open("/dev/tty0", os.O_RDWR | os.O_NOCTTY)
    try:
        fcntl.ioctl(handle, _VT_ACTIVATE, number)
    finally:
        os.close(handle)


@dataclass(frozen=True, slots=True)
class Host:
    """``root``: below it lie all files; ``steady`` and ``wait`` in seconds."""

    root: Path = Path("/")
    start: Callable[[Program, tuple[str, ...], float], Ran] = start
    steady: Callable[[], float] = time.monotonic
    wait: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = lambda: datetime.now(TOKYO)
    show_terminal: Callable[[int], None] = show_terminal
    #: ``systemd-creds``, which reads from its input what may stand on no command line.
    seal: Run = run_with_input

    def run(self, program: Program, *arguments: str, seconds: float = 20.0) -> Ran:
        return self.start(program, arguments, seconds)

    def file(self, absolute: str) -> Path:
        """A file of the machine, by its absolute name."""
        return self.root / absolute.removeprefix("/")

    def read(self, absolute: str) -> str | None:
        """What a small text file says; None if it is not there."""
        try:
            return self.file(absolute).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None

    def write(self, absolute: str, text: str, mode: int) -> None:
        """Write a file whole and durably, at no moment readable for more than ``mode`` says, and
        for no fewer: settings that a power cut left to root alone would keep the kiosk from
        starting.

        Raises ``OSError`` if the disk does not take it.
        """
        path = self.file(absolute)
        path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        before = os.umask(0o177)
        try:
            write_whole(path, text.encode(), mode)
        finally:
            os.umask(before)

    def forgets(self) -> bool:
        """Whether the disk is read-only, and what is changed lies in memory: overlayroot's work
        (``deploy/lockdown/lobby-kiosk-read-only``)."""
        mounts = (self.read("/proc/mounts") or "").splitlines()
        return any(line.split()[:3] == ["overlayroot", "/", "overlay"] for line in mounts)

    @contextmanager
    def alone(self, absolute: str) -> Iterator[bool]:
        """Whether no other task is at work in this folder, which is made if it is missing.

        Tasks are processes of their own, and the kiosk may send several at once: what one of them
        has looked at must not be changed by another before it is used.
        """
        folder = self.file(absolute)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True
        finally:
            os.close(handle)

    def put(self, absolute: str, text: str | None, mode: int) -> None:
        """As ``write``; without a text the file is taken away."""
        if text is None:
            self.file(absolute).unlink(missing_ok=True)
        else:
            self.write(absolute, text, mode)


@dataclass(frozen=True, slots=True)
class Done:
    """``then`` is done after the answer has left: what ends whoever asked, or watches over it."""

    answer: Answer
    then: Callable[[], None] | None = None


def done(code: str = "done", then: Callable[[], None] | None = None, **detail: object) -> Done:
    return Done(Answer(ok=True, code=code, detail=detail), then)


def refused(code: str, **detail: object) -> Done:
    return Done(Answer(ok=False, code=code, detail=detail))
