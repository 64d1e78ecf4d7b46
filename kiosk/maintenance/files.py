"""Small files of maintenance mode: private, and whole whenever the power goes.

They lie in folders of the kiosk's user. Root on the console writes there as that user, so what it
writes can be read by the kiosk, and a link that somebody has put there leads root nowhere.
"""

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
    folder.mkdir(parents=True, exist_ok=True, mode=_PRIVATE_FOLDER)


def write_private(path: Path, data: bytes) -> None:
    """Makes ``path`` hold ``data``, durably, for the kiosk's user alone.

    A crash leaves the old file or the new one. Raises ``OSError`` if the disk does not take it.
    """
    with as_owner(path.parent):
        make_folder(path.parent)
        temporary = path.with_name(path.name + TEMPORARY_SUFFIX)
        with suppress(FileNotFoundError):
            temporary.unlink()  # of a crash; it might belong to somebody else
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        sync_folder(path.parent)


@contextmanager
def as_owner(folder: Path) -> Iterator[None]:
    """Root is who may change this folder meanwhile, and may no more; for anybody else nothing
    changes. It counts for the whole process, which on the console has one thread."""
    owner = owner_of(folder) if os.geteuid() == 0 else None
    if owner is None:
        yield
        return
    group, groups = os.getegid(), os.getgroups()
    os.setgroups([])
    os.setegid(owner.st_gid)
    os.seteuid(owner.st_uid)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(group)
        os.setgroups(groups)


def owner_of(folder: Path) -> os.stat_result | None:
    """The topmost part of a path that is not root's, links themselves included: whoever owns it
    says what lies below. None where all of it is root's."""
    for part in (*reversed(folder.absolute().parents), folder.absolute()):
        try:
            found = part.lstat()
        except FileNotFoundError:
            return None
        if found.st_uid != 0:
            return found
    return None


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Nobody else changes what is in ``folder`` meanwhile: the running kiosk and a command on the
    console come one after the other. Raises ``OSError`` where that cannot be made sure."""
    with as_owner(folder):
        make_folder(folder)
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
        handle = os.open(folder / _LOCK, flags, _PRIVATE)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)
