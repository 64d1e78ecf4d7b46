"""The Debian that the packages are installed into: made once, kept outside the project, never
written to afterwards."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from deploy.build_deb.plan import PLANS
from deploy.debian_mirrors import REMEDY, debian_mirrors
from tests.install.lacking import OWN_NAMESPACES, TIMED_OUT, Lacking, within

_SUITE = "bookworm"

#: What every PC has that boots Debian 12, besides what its packages depend on.
_BOOTS = ("systemd-sysv", "udev", "dbus", "libpam-systemd", "apt", "procps", "iproute2")
#: What the checks work with: a proxy before the service, a monitor with a keyboard in memory, and a
#: clock that is wrong.
_CHECKS = ("nginx-light", "xvfb", "xdotool", "faketime")

#: Left out because no check reads them.
_LEFT_OUT = ("/usr/share/doc/*", "/usr/share/man/*", "/usr/share/locale/*", "/usr/share/info/*")

#: A Debian older than this is made anew, so that it has the security updates of the mirror.
_OLDEST_SECONDS = 14 * 24 * 3600


def cache_folder() -> Path:
    """Where it is kept: not in the project, and not thrown away with it."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "lobby-kiosk" / "install-test"


def depends() -> tuple[str, ...]:
    """The Debian packages that ours depend on: the first of each choice, without its version."""
    controls = [(plan.folder / "control").read_text(encoding="utf-8") for plan in PLANS.values()]
    fields = re.findall(r"^(?:Pre-)?Depends: (.*)$", "\n".join(controls), re.MULTILINE)
    choices = (one.split("|")[0] for field in fields for one in field.split(","))
    return tuple(sorted({re.sub(r"\(.*|:any", "", first).strip() for first in choices}))


@dataclass(frozen=True, slots=True)
class Debian:
    """A root folder; ``made_in`` seconds, 0 if it was there."""

    folder: Path
    made_in: float


def debian(packages: Sequence[str], cache: Path, seconds: float) -> Debian | Lacking:
    """A Debian 12 with ``packages`` and what they depend on, without what is only recommended.
    Making it may take so many ``seconds``."""
    wanted = sorted({*_BOOTS, *_CHECKS, *packages})
    mirrors = debian_mirrors(_SUITE)
    if not mirrors:
        return Lacking(f"apt knows no mirror of Debian {_SUITE}", REMEDY)
    key = hashlib.sha256("\n".join([*mirrors, *wanted, *_LEFT_OUT]).encode()).hexdigest()[:16]
    kept = cache / f"{_SUITE}-{key}"
    if kept.is_dir() and time.time() - kept.stat().st_mtime < _OLDEST_SECONDS:
        return Debian(kept, 0)
    # One is enough: those of other lists of packages, and what a killed run left, are thrown away.
    for old in cache.glob(f"{_SUITE}-*"):
        shutil.rmtree(old)
    begun = time.monotonic()
    half = cache / f"{_SUITE}-{key}.half"
    if said := _make(half, wanted, mirrors, seconds):
        return Lacking(
            f"the mirrors of this machine gave no Debian 12 ({said})",
            REMEDY,
        )
    os.utime(half)
    half.rename(kept)
    return Debian(kept, time.monotonic() - begun)


def _make(folder: Path, packages: Sequence[str], mirrors: Sequence[str], seconds: float) -> str:
    """The last line of what went wrong, or nothing."""
    command = [
        "mmdebstrap",
        "--variant=minbase",
        "--mode=root",
        f"--include={','.join(packages)}",
        *(f"--dpkgopt=path-exclude={path}" for path in _LEFT_OUT),
        "--dpkgopt=force-unsafe-io",
        '--aptopt=APT::Install-Recommends "false"',
        '--aptopt=Acquire::Languages "none"',
        *(f"--aptopt={setting}" for setting in _ways_to_the_mirror()),
        _SUITE,
        str(folder),
        *mirrors,
    ]
    # What it mounts and starts ends with it.
    run = subprocess.run(
        within(seconds, [*OWN_NAMESPACES, *command]),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode in TIMED_OUT:
        return f"not finished in {seconds:.0f} seconds"
    if run.returncode == 0:
        return ""
    errors = [line for line in run.stderr.splitlines() if line.startswith("E:")]
    return errors[0] if errors else run.stderr.strip()[-200:]


def _ways_to_the_mirror() -> list[str]:
    """Proxies and certificates that this machine's apt is told of."""
    run = subprocess.run(
        ["apt-config", "dump", "--format", "%f %v%n", "Acquire"],
        capture_output=True,
        text=True,
        check=False,
    )
    lines = (line.partition(" ") for line in run.stdout.splitlines())
    return [
        f'{name} "{value}"'
        for name, _, value in lines
        if value and name.endswith(("::Proxy", "::CAInfo", "::Proxy-Auto-Detect"))
    ]
