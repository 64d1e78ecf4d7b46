"""Small files of maintenance mode: private, and whole whenever the power goes."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from printing.durable import TEMPORARY_SUFFIX, sync_folder

_PRIVATE = 0o600
_PRIVATE_FOLDER = 0o700
_LOCK = "lock"


def make_folder(folder: Path) -> None:
    """Makes a folder that only the kiosk's user reads, if it is missing."""
    if folder.is_dir():
        return
    folder.mkdir(parents=True, exist_ok=True, mode=_PRIVATE_FOLDER)
    belong_as(folder, folder.parent)


def write_private(path: Path, data: bytes) -> None:
    """Makes ``path`` hold ``data``, durably, for the kiosk's user alone.

    A crash leaves the old file or the new one. Raises ``OSError`` if the disk does not take it.
    """
    make_folder(path.parent)
    temporary = path.with_name(path.name + TEMPORARY_SUFFIX)
    with suppress(FileNotFoundError):
        temporary.unlink()  # of a crash; it might belong to somebody else
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        belong_as(temporary, path.parent)
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def belong_as(path: Path, folder: Path) -> None:
    """What root writes belongs to whom the folder belongs to: the kiosk has to read it."""
    if os.geteuid() == 0:
        owner = folder.stat()
        os.chown(path, owner.st_uid, owner.st_gid)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Nobody else changes what is in ``folder`` meanwhile: the running kiosk and a command on the
    console come one after the other. Raises ``OSError`` where that cannot be made sure."""
    make_folder(folder)
    path = folder / _LOCK
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _PRIVATE)
    try:
        belong_as(path, folder)
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
