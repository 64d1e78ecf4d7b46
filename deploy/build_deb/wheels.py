"""The locked distributions, put into a folder: only those that are named, each with its hash."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from deploy.build_deb.plan import LOCK

#: What a distribution brings that no program reads. RECORD names files that are gone afterwards.
_RUBBISH = ("*.pyi", "py.typed", "RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "*.pyx")
_RUBBISH_FOLDERS = ("bin", "share", "__pycache__", "apsw/sqlite_extra_binaries")


class NotLockedError(LookupError):
    """A distribution is named that the lock file does not hold."""


def locked(names: tuple[str, ...], lock: str) -> str:
    """Of a lock file the entries of ``names``, with their hashes. Raises ``NotLockedError``."""
    entries = {
        match["name"]: match[0]
        for match in re.finditer(r"^(?P<name>[^\s=]+)==.*\n(?:[ \t]+--hash=.*\n?)+", lock, re.M)
    }
    missing = [name for name in names if name not in entries]
    if missing:
        raise NotLockedError(f"requirements.lock does not hold {', '.join(missing)}")
    return "".join(entries[name].rstrip("\n") + "\n" for name in names)


def install(names: tuple[str, ...], site: Path) -> None:
    """Put the distributions into ``site``. What must be built is built with the tools of
    requirements-build.lock, which ``make`` has put beside this Python."""
    site.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "wanted.txt"
        wanted.write_text(locked(names, LOCK.read_text(encoding="utf-8")), encoding="utf-8")
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        command += ["--require-hashes", "--no-deps", "--no-build-isolation", "--no-compile"]
        command += ["--no-warn-script-location", "--target", str(site), "-r", str(wanted)]
        # Without the folder it was built in, a library is the same wherever it is built.
        flags = {"CFLAGS": "-g0 -O2", "LDFLAGS": "-Wl,--build-id=none"}
        subprocess.run(command, check=True, env=os.environ | flags)  # noqa: S603 - fixed words
    _tidy(site)


def _tidy(site: Path) -> None:
    for name in _RUBBISH_FOLDERS:
        shutil.rmtree(site / name, ignore_errors=True)
    for pattern in _RUBBISH:
        for path in list(site.rglob(pattern)):
            path.unlink()
    for library in sorted((site / "smartcard").rglob("*.so")):  # the one that is built here
        strip = ["strip", "--strip-unneeded", "--remove-section=.note.gnu.build-id", str(library)]
        subprocess.run(strip, check=True)  # noqa: S603 - fixed words
