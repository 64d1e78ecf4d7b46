"""A disk that takes longer: every sync of SQLite's waits first, then is carried out as ever."""

from __future__ import annotations

import time

import apsw

_MS = 1000
_disks: list[apsw.VFS] = []  # SQLite does not keep it alive


def wait_in_every_sync(milliseconds: int) -> None:
    """From now on every file that this process opens is on such a disk."""

    usual = apsw.vfs_names()[0]

    class File(apsw.VFSFile):
        def __init__(self, name: object, flags: list[int]) -> None:
            super().__init__(usual, name, flags)

        def xSync(self, flags: int) -> None:  # noqa: N802 - SQLite's name for it
            time.sleep(milliseconds / _MS)
            super().xSync(flags)

    class Disk(apsw.VFS):
        def __init__(self) -> None:
            super().__init__("slow", usual, makedefault=True)

        def xOpen(self, name: object, flags: list[int]) -> File:  # noqa: N802
            return File(name, flags)

    _disks.append(Disk())
