"""Fetching a package, a piece at a time, so that a cut costs one piece and nobody waits for it."""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from kiosk.booking_http import Call
from kiosk.calls import Calls
from kiosk.outcome import Refused
from kiosk.updating.release import Release
from printing.durable import sync_folder

#: Under this name root's side takes it (``kiosk/machine/root/update.py``).
PACKAGE: Final = "package.deb"
_PART: Final = ".part"
#: What stays free on the disk beside the package.
SPARE_BYTES: Final = 256 * 2**20
_READ: Final = 2**20
_BYTES: Final = "application/octet-stream"


class ReleaseClient:
    """The service's packages."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def release(self, version: str) -> Release | Refused:
        """What the service has of a version; ``not_found``."""
        return self._calls.get("/v1/kiosk/releases", Release, params={"version": version})

    def piece(self, release: Release, offset: int) -> bytes | Refused:
        """The package from ``offset`` on, as much as one answer holds; empty behind its end."""
        path = f"/v1/kiosk/releases/{release.sha256}"
        call = Call("GET", path, params={"offset": str(offset)}, accept=_BYTES)
        answer = self._calls.ask(call)
        return answer if isinstance(answer, Refused) else answer.body


class Fetching:
    """Packages in a folder of the kiosk's own. ``None`` of a method: go on."""

    def __init__(self, folder: Path, client: ReleaseClient) -> None:
        self._folder = folder
        self._client = client
        self._have: str | None = None

    def have(self, *releases: Release | None) -> str | None:
        """The hash of the package that lies there whole, if it is one of these; looked at once."""
        if self._have is None:
            found = _hash(self._folder / PACKAGE) if releases else None
            self._have = found or ""
        known = {one.sha256 for one in releases if one is not None}
        return self._have if self._have in known else None

    def step(self, release: Release) -> Refused | None:
        """Fetch one piece, or finish. ``disk_full``, ``hash_wrong``, and what the line says."""
        if self.have(release) is not None:
            return None
        try:
            return self._step(release)
        except OSError:
            return Refused("disk_full")

    def drop(self) -> None:
        """Nothing of what was fetched is needed any more."""
        self._have = ""
        for path in (self._folder / PACKAGE, *self._folder.glob(f"*{_PART}")):
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def _step(self, release: Release) -> Refused | None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = self._folder / f"{release.sha256}{_PART}"
        there = part.stat().st_size if part.exists() else 0
        if there == 0:
            self._clear_but(part)
        if shutil.disk_usage(self._folder).free - (release.size - there) < SPARE_BYTES:
            return Refused("disk_full")
        if there < release.size:
            piece = self._client.piece(release, there)
            if isinstance(piece, Refused):
                return piece
            if not piece or there + len(piece) > release.size:
                part.unlink(missing_ok=True)
                return Refused("hash_wrong")
            _append(part, piece)
            return None
        return self._finish(release, part)

    def _finish(self, release: Release, part: Path) -> Refused | None:
        if part.stat().st_size != release.size or _hash(part) != release.sha256:
            part.unlink()
            return Refused("hash_wrong")
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(self._folder / PACKAGE)
        sync_folder(self._folder)
        self._have = release.sha256
        return None

    def _clear_but(self, part: Path) -> None:
        """What was begun for another version."""
        for other in self._folder.glob(f"*{_PART}"):
            if other != part:
                other.unlink(missing_ok=True)


def _append(path: Path, piece: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(path, flags, 0o600), "ab") as file:
        file.write(piece)


def _hash(path: Path) -> str | None:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(_READ):
                digest.update(piece)
    except OSError:
        return None
    return digest.hexdigest()
