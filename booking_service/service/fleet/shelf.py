"""The packages of releases, as files beside the database: taken in piece by piece, handed out
piece by piece.

A package is known by its SHA-256, and its file is called so. While it comes in its name ends in
``.part``; what was begun and never finished is cleared away after a day.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

#: The most bytes that one request or one answer carries.
PIECE = 256 * 1024
#: The largest package.
LARGEST = 2**30
_UNFINISHED_SECONDS = 86_400
_READ = 2**20


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of packages. ``left``: so many bytes of the disk stay free."""

    folder: Path
    left: int

    def path(self, sha256: str) -> Path:
        """Where a package lies, or would."""
        return self.folder / f"{sha256}.deb"

    def received(self, sha256: str) -> int:
        """How many bytes of a package are there."""
        for path in (self.path(sha256), self._part(sha256)):
            with suppress(FileNotFoundError):
                return path.stat().st_size
        return 0

    def has_room(self, sha256: str, size: int) -> bool:
        """Whether the rest of a package has room; clears away what was never finished."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for part in self.folder.glob("*.part"):
            if part != self._part(sha256) and self._is_stale(part):
                part.unlink(missing_ok=True)
        return shutil.disk_usage(self.folder).free - (size - self.received(sha256)) > self.left

    def add(self, sha256: str, offset: int, piece: bytes) -> int:
        """Takes a piece that begins at ``offset`` and returns how many bytes are there; a piece
        that leaves a gap is not taken, one that came before changes nothing."""
        there = self.received(sha256)
        if offset > there or self.path(sha256).exists():
            return there
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT
        with os.fdopen(os.open(self._part(sha256), flags, 0o600), "wb") as file:
            file.seek(offset)
            file.write(piece)
            file.flush()
        return self.received(sha256)

    def check(self, sha256: str, size: int) -> Path | None:
        """The file of a package that came in whole; None, and nothing is kept, where it is not what
        was announced."""
        done, part = self.path(sha256), self._part(sha256)
        path = done if done.exists() else part
        if not path.exists():
            return None
        if path.stat().st_size == size and _hash(path) == sha256:
            return path
        path.unlink(missing_ok=True)
        return None

    def keep(self, sha256: str) -> None:
        """A package that was checked is there for good."""
        part = self._part(sha256)
        if not part.exists():
            return
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(self.path(sha256))
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def drop(self, sha256: str) -> None:
        """A package is not needed any more."""
        for path in (self.path(sha256), self._part(sha256)):
            path.unlink(missing_ok=True)

    def piece(self, sha256: str, offset: int) -> bytes | None:
        """A piece of a package from ``offset`` on, empty at its end; None where it is not here."""
        try:
            with self.path(sha256).open("rb") as file:
                file.seek(offset)
                return file.read(PIECE)
        except FileNotFoundError:
            return None

    def _part(self, sha256: str) -> Path:
        return self.folder / f"{sha256}.part"

    def _is_stale(self, part: Path) -> bool:
        try:
            return time.time() - part.stat().st_mtime > _UNFINISHED_SECONDS
        except FileNotFoundError:
            return False


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_READ):
            digest.update(piece)
    return digest.hexdigest()
