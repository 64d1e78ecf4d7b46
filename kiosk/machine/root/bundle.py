"""The log bundle: what somebody far away needs to find out what is wrong with a kiosk.

It names nobody. What the kiosk logs has no name and no number in it by construction; what it keeps
of residents (outbox, receipts, cache) and what opens it (PINs, credential) is not even opened.
"""

from __future__ import annotations

import io
import os
import re
import stat
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from kiosk.machine.root import settings_file
from kiosk.machine.root.host import Host, Program
from kiosk.readiness.saved import FOLDER as READINESS_REPORTS

UNITS: Final = (
    "kiosk.service",
    "kiosk-weston.service",
    "kiosk-machine@*.service",
    "kiosk-machine.socket",
    "kiosk-out-of-service.service",
    "kiosk-update.service",
    "kiosk-closing.service",
)
#: Folders of the kiosk's that hold nothing of residents.
FOLDERS: Final = (("audit",), ("maintenance", READINESS_REPORTS))
STATE: Final = "/var/lib/kiosk"
_DAYS: Final = 14
_MOST_LINES: Final = 50_000
_MOST_FILES: Final = 50
_MOST_BYTES: Final = 8 * 1024 * 1024
_PLAIN_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
#: A key that may hold a secret, whatever stands in it.
_SECRET_KEY: Final = re.compile(
    r"^(?P<key>[ \t]*[\w.\"'-]*(secret|password|passphrase|token|credential|pin|key)[\w.\"'-]*"
    r"[ \t]*=).*$",
    re.IGNORECASE | re.MULTILINE,
)
_IN_ADDRESS: Final = re.compile(r"(?<=//)[^/@\s\"']*@")


def bundle(host: Host) -> bytes:
    """A tar.gz of all parts."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, content in _parts(host):
            entry = tarfile.TarInfo(f"lobby-kiosk-logs/{name}")
            entry.size = len(content)
            entry.mode = 0o644
            entry.mtime = int(host.now().timestamp())
            archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def without_secrets(settings: str) -> str:
    """The settings file without what might be a secret; by rule there is none in it."""
    return _IN_ADDRESS.sub("…@", _SECRET_KEY.sub(r'\g<key> "…"', settings))


def _parts(host: Host) -> Iterator[tuple[str, bytes]]:
    said = host.run(Program.JOURNALCTL, *_JOURNAL, seconds=60.0)
    yield "journal.txt", said.out
    yield "units.txt", host.run(Program.SYSTEMCTL, *_UNIT_STATES).out
    yield "packages.txt", host.run(Program.DPKG_QUERY, "--show").out
    yield "packages-wrong.txt", host.run(Program.DPKG, "--audit").out
    for name in ("/etc/os-release", "/proc/version", "/proc/uptime"):
        yield f"machine/{name.rpartition('/')[2]}.txt", (host.read(name) or "").encode()
    yield "settings.toml", without_secrets(host.read(settings_file.FILE) or "").encode()
    yield "weston.ini", (host.read("/etc/kiosk/weston.ini") or "").encode()
    for folder in FOLDERS:
        for name, content in _files_of(host.file(STATE), folder):
            yield f"{folder[-1]}/{name}", content


def _opened(state: Path, parts: tuple[str, ...]) -> int | None:
    """The folder that is reached without a link; None where there is none."""
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
    handle: int | None = None
    try:
        handle = os.open(state, flags)
        for part in parts:
            above, handle = handle, None
            try:
                handle = os.open(part, flags, dir_fd=above)
            finally:
                os.close(above)
    except OSError:
        return None
    return handle


def _files_of(state: Path, parts: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """The newest plain files of a folder that the kiosk's user can write to: what it put there in
    the place of one or on the way to it, such as a link to root's, is left out."""
    handle = _opened(state, parts)
    if handle is None:
        return
    try:
        names = sorted(filter(_PLAIN_NAME.fullmatch, os.listdir(handle)))  # noqa: PTH208  (what is open, not what it is called)
        left = _MOST_BYTES
        for name in names[-_MOST_FILES:]:
            content = b""
            with suppress(OSError):
                content = _plain(handle, name, left)
            left -= len(content)
            if content:
                yield name, content
    finally:
        os.close(handle)


def _plain(folder: int, name: str, most: int) -> bytes:
    """The end of a file that is one, and that has no second name."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    with os.fdopen(os.open(name, flags, dir_fd=folder), "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode) or found.st_nlink != 1:
            return b""
        file.seek(max(0, found.st_size - most))
        return file.read(max(0, most))


_JOURNAL: Final = (
    "--no-pager",
    "--output=short-iso",
    f"--since=-{_DAYS}d",
    f"--lines={_MOST_LINES}",
    *(f"--unit={unit}" for unit in UNITS),
)
_UNIT_STATES: Final = (
    "list-units",
    "--all",
    "--plain",
    "--no-legend",
    "--no-pager",
    "kiosk*",
)
