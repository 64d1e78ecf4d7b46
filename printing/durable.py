"""Files that are either as they were or as they should be, whenever the power goes."""

from __future__ import annotations

import os
from pathlib import Path

TEMPORARY_SUFFIX = ".tmp"


def write_whole(path: Path, data: bytes, mode: int | None = None) -> None:
    """Make ``path`` hold ``data``, durably: on the disk, under its name, before this returns.

    A crash at any moment leaves the old file or the new one, never a part, and at worst a file
    with ``TEMPORARY_SUFFIX`` beside it. ``mode``: who may read the new one, from its first moment
    under its name; left out, as the process makes files. Raises ``OSError`` if the disk does not
    take it.
    """
    temporary = path.with_name(path.name + TEMPORARY_SUFFIX)
    with temporary.open("wb") as file:
        if mode is not None:
            os.fchmod(file.fileno(), mode)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def remove(path: Path) -> None:
    """Remove ``path``, durably; it may be gone already."""
    path.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Put the names in ``folder`` on the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
