"""A Debian that boots in a container: the kept one below, and above it a folder in memory that
takes every change and can be made full."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.waiting import wait_until

#: Room for what is installed and changed, in bytes. Two versions of both lie there at once.
ROOM = 2 << 30
#: How long a boot may take. It takes one or two seconds.
_BOOT_SECONDS = 60.0
_POWER_OFF_SECONDS = 40.0
#: How long one command may take if nothing else is said.
COMMAND_SECONDS = 30.0

_ENVIRONMENT = {
    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    "LC_ALL": "C.UTF-8",
    "HOME": "/root",
    "DEBIAN_FRONTEND": "noninteractive",
}


class NoBootError(Exception):
    """The container did not come up; with what its console said last."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said, both ways, and how it ended."""

    code: int
    text: str


class Container:
    """One machine. Everything it starts ends with the namespace that the run is made in."""

    def __init__(self, debian: Path, room: Path, shown: Path | None = None) -> None:
        """``room`` is a folder for its own; ``shown`` can be read inside, as ``/var/debs``."""
        self._console = room / "console.log"
        self._memory = room / "memory"
        self.root = room / "root"
        self._nspawn: subprocess.Popen[bytes] | None = None
        self._leader = 0
        self._shown = [] if shown is None else [f"--bind-ro={shown}:/var/debs"]
        for folder in (self._memory, self.root):
            folder.mkdir()
        _mount("-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(self._memory))
        upper, work = self._memory / "upper", self._memory / "work"
        for folder in (upper, work):
            folder.mkdir()
        self._layers = f"lowerdir={debian},upperdir={upper},workdir={work}"
        self._lay_over("overlay")

    def _lay_over(self, name: str) -> None:
        _mount("-t", "overlay", "-o", self._layers, name, str(self.root))

    def start_anew(self, *, read_only: bool) -> None:
        """Switch off and on; ``read_only``: with a root that has the name by which a disk is known
        whose changes are forgotten. That it forgets them is seen in ``make vm-test``."""
        self.power_off()
        subprocess.run(["umount", str(self.root)], check=True, timeout=20)
        self._lay_over("overlayroot" if read_only else "overlay")
        self.boot()

    def boot(self) -> None:
        """Switch on, and wait until systemd has started all that it was to start."""
        with self._console.open("wb") as console:
            self._nspawn = subprocess.Popen(
                [
                    "systemd-nspawn",
                    f"--directory={self.root}",
                    "--register=no",
                    "--keep-unit",
                    "--private-network",
                    "--link-journal=no",
                    "--resolv-conf=off",
                    "--timezone=off",
                    "--console=pipe",
                    *self._shown,
                    "--boot",
                ],
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=subprocess.STDOUT,
            )
        try:
            wait_until(self._is_up, _BOOT_SECONDS)
        except TimeoutError:
            raise NoBootError(self.console()) from None

    def _is_up(self) -> bool:
        assert self._nspawn is not None
        if self._nspawn.poll() is not None:
            raise NoBootError(self.console())
        pid = self._nspawn.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        if len(children) != 1:
            return False
        self._leader = int(children[0])
        state = self.run("systemctl", "is-system-running", check=False).text
        return state.strip() in ("running", "degraded")

    def power_off(self) -> None:
        """In order, as `systemctl poweroff` does."""
        assert self._nspawn is not None
        self.run("systemctl", "poweroff", "--no-block")
        self._nspawn.wait(_POWER_OFF_SECONDS)

    def pull_the_plug(self) -> None:
        """No program gets to finish anything. What had reached the files stays in them."""
        assert self._nspawn is not None
        os.kill(self._leader, signal.SIGKILL)
        self._nspawn.wait(_POWER_OFF_SECONDS)

    def run(
        self,
        *command: str,
        check: bool = True,
        seconds: float = COMMAND_SECONDS,
        given: str = "",
        more: Mapping[str, str] | None = None,
    ) -> Said:
        """Run a command inside as root; ``given`` on its standard input."""
        run = subprocess.run(
            [*self._inside(), *command],
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**_ENVIRONMENT, **(more or {})},
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=seconds,
        )
        said = Said(run.returncode, run.stdout)
        assert not check or run.returncode == 0, f"{' '.join(command)}: {run.stdout[-3000:]}"
        return said

    def start(self, *command: str) -> subprocess.Popen[str]:
        """Start a command inside that goes on beside the test."""
        return subprocess.Popen(
            [*self._inside(), *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=_ENVIRONMENT,
            text=True,
        )

    def _inside(self) -> list[str]:
        return ["nsenter", f"--target={self._leader}", "--all", "--root", "--wd", "--"]

    def unit(self, name: str, *keys: str) -> dict[str, str]:
        """What systemd knows of a unit."""
        asked = ("ActiveState", "SubState", "MainPID", "NRestarts", "Result", *keys)
        lines = self.run("systemctl", "show", "-p", ",".join(asked), name).text.splitlines()
        return dict(line.split("=", 1) for line in lines if "=" in line)

    def journal(self, unit: str) -> str:
        """What a unit has said since the machine was switched on."""
        return self.run("journalctl", "--boot", "--no-pager", "--output=cat", "--unit", unit).text

    def wait_for(self, what: str, happened: Callable[[], object], seconds: float) -> float:
        """Returns how long it took; a failed check that says ``what`` never came."""
        begun = time.monotonic()
        try:
            wait_until(happened, seconds)
        except TimeoutError:
            units = self.run("systemctl", "--no-pager", "--failed", "--no-legend", check=False).text
            raise AssertionError(
                f"not within {seconds:.0f} s: {what}; failed units: {units or 'none'}\n"
                f"{self.run('journalctl', '--no-pager', '-n', '60', check=False).text}"
            ) from None
        return time.monotonic() - begun

    def make_full(self, left: int) -> None:
        """Take away all room on the disk but ``left`` bytes."""
        used = os.statvfs(self._memory)
        size = (used.f_blocks - used.f_bfree) * used.f_frsize + left
        _mount("-o", f"remount,size={size}", str(self._memory))

    def make_room(self) -> None:
        """Give the room back that ``make_full`` took."""
        _mount("-o", f"remount,size={ROOM}", str(self._memory))

    def unmount(self) -> None:
        """Before its folder is thrown away: nothing of another's may be mounted in it."""
        for folder in (self.root, self._memory):
            subprocess.run(["umount", "--lazy", str(folder)], check=True, timeout=20)

    def console(self) -> str:
        """The last lines of the machine's console."""
        return self._console.read_text(encoding="utf-8", errors="replace")[-1500:]


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True, capture_output=True, timeout=20)
