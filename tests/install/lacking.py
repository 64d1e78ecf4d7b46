"""What a machine must have for ``make test-install``, and the command that brings what it lacks.

Lacking something is no failed check: a machine that may not mount or fetch says so, loudly, and the
run counts as not made (decision 0042).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_PACKAGES = ROOT / "deploy" / "debian-packages" / "install-test.txt"
_INSTALL = f"sudo apt-get install -y --no-install-recommends $(sed 's/#.*//' {_PACKAGES.name})"

#: Programs, and the Debian package of each.
_PROGRAMS = {
    "mmdebstrap": "mmdebstrap",
    "systemd-nspawn": "systemd-container",
    "nsenter": "util-linux",
    "dpkg-deb": "dpkg",
}
#: Room for the Debian that is kept, and for the two that are written to, in bytes.
_DISK, _MEMORY = 3 << 30, 7 << 29
#: How long installing the programs may take, in seconds.
_INSTALLING_SECONDS = 90.0

#: Runs a command where mounts and processes of its own end with it, whatever becomes of it.
OWN_NAMESPACES = (
    "setpriv",
    "--pdeathsig=KILL",
    "unshare",
    "--mount",
    "--propagation=private",
    "--pid",
    "--fork",
    "--kill-child=KILL",
    "--mount-proc",
)


#: The exit codes of ``within`` when the time was up: ended, and killed.
TIMED_OUT = (124, 137, -9)


def within(seconds: float, command: Sequence[str], *, signal: str = "TERM") -> list[str]:
    """The command, ended by ``signal`` with all that it has started when its time is up; the exit
    code is one of ``TIMED_OUT`` then."""
    limit = f"{max(seconds, 1):.0f}"
    return ["timeout", f"--signal={signal}", "--kill-after=5", limit, *command]


@dataclass(frozen=True, slots=True)
class Lacking:
    """Why the run cannot be made here, and what would mend it."""

    why: str
    remedy: str


def first_lacking(cache: Path) -> Lacking | None:
    """The first thing that this machine lacks; ``cache`` is where the Debian would be kept."""
    return next(_all(cache), None)


def _all(cache: Path) -> Iterator[Lacking]:
    if os.geteuid() != 0:
        yield Lacking("mounting and booting a container need root", "sudo make test-install")
        return
    if said := _trouble([*OWN_NAMESPACES, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]):
        yield Lacking(
            f"nothing may be mounted here ({said})",
            "run on a machine, or in a container with CAP_SYS_ADMIN (docker run --privileged)",
        )
    cache.mkdir(parents=True, exist_ok=True)
    if (free := shutil.disk_usage(cache).free) < _DISK:
        yield Lacking(
            f"{free >> 20} MiB are free in {cache}, {_DISK >> 20} are needed",
            "make room there, or name another folder: XDG_CACHE_HOME=… make test-install",
        )
    if (free := _free_memory()) < _MEMORY:
        yield Lacking(
            f"{free >> 20} MiB of memory are free, {_MEMORY >> 20} are needed",
            "end other programs, or add memory",
        )
    # Last: on a machine that cannot make the run, nothing is installed.
    _install_programs()
    for program, package in _PROGRAMS.items():
        if shutil.which(program) is None:
            yield Lacking(f"{program} is not installed (Debian package {package})", _INSTALL)


def _install_programs() -> None:
    """As `make install` does; what it could not bring is named afterwards."""
    said = _trouble(["deploy/install-debian-packages", str(_PACKAGES)], _INSTALLING_SECONDS)
    if said:
        print(f"test-install: {said}")  # noqa: T201 - the person at the terminal reads it


def _trouble(command: Sequence[str], seconds: float = 20) -> str:
    """The last line that a failing command said; empty if it did not fail."""
    try:
        run = subprocess.run(
            within(seconds, command),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError as error:
        return str(error)
    if run.returncode == 0:
        return ""
    return (run.stderr or run.stdout).strip().rpartition("\n")[2] or f"exit code {run.returncode}"


def _free_memory() -> int:
    for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) << 10
    return 0
