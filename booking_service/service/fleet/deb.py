"""Reads what a Debian package says of itself, without Debian's own tools: a service may run
elsewhere (deb(5), ar(5))."""

from __future__ import annotations

import io
import lzma
import tarfile
import zlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

PACKAGE = "lobby-kiosk"
ARCHITECTURE = "amd64"
_MAGIC = b"!<arch>\n"
_HEADER = 60
_LARGEST_CONTROL = 4 * 2**20
_FORMAT = b"2.0\n"


class DebFault(StrEnum):
    """Why a file is no package that a terminal may have."""

    UNREADABLE = "unreadable"
    NO_PACKAGE = "no-package"  # or one that is cut off
    OTHER_PACKAGE = "other-package"
    OTHER_ARCHITECTURE = "other-architecture"
    VERSION = "version"  # one that cannot be rolled out


@dataclass(frozen=True, slots=True)
class Control:
    """What a package says of itself."""

    package: str
    version: str
    architecture: str


class _BrokenError(Exception):
    """The file is not built as a package is."""


def read_deb(path: Path) -> Control | DebFault:
    """What the package in a file says of itself, if it is whole and one of ours."""
    try:
        with path.open("rb") as file:
            control = _fields(_control_of(file, path.stat().st_size))
    except OSError:
        return DebFault.UNREADABLE
    except (_BrokenError, tarfile.TarError, lzma.LZMAError, zlib.error, EOFError, ValueError):
        return DebFault.NO_PACKAGE
    try:
        found = Control(control["Package"], control["Version"], control["Architecture"])
    except KeyError:
        return DebFault.NO_PACKAGE
    if found.package != PACKAGE:
        return DebFault.OTHER_PACKAGE
    return found if found.architecture == ARCHITECTURE else DebFault.OTHER_ARCHITECTURE


def _control_of(file: BinaryIO, size: int) -> bytes:
    """The file ``control``; every member must lie wholly inside the package."""
    if file.read(len(_MAGIC)) != _MAGIC:
        raise _BrokenError
    members: dict[str, tuple[int, int]] = {}
    while header := file.read(_HEADER):
        if len(header) != _HEADER or header[58:] != b"`\n":
            raise _BrokenError
        name, length = header[:16].decode("ascii").strip().rstrip("/"), int(header[48:58])
        begins = file.tell()
        if length < 0 or begins + length > size:
            raise _BrokenError
        members[name] = (begins, length)
        file.seek(begins + length + length % 2)
    if not any(name.startswith("data.tar") for name in members):
        raise _BrokenError
    if _member(file, members.get("debian-binary")) != _FORMAT:
        raise _BrokenError
    packed = next((name for name in members if name.startswith("control.tar")), "")
    with tarfile.open(fileobj=io.BytesIO(_member(file, members.get(packed)))) as tar:
        for one in tar:
            if one.name.removeprefix("./") == "control" and one.isfile():
                unpacked = tar.extractfile(one)
                if unpacked is not None and one.size <= _LARGEST_CONTROL:
                    return unpacked.read()
    raise _BrokenError


def _member(file: BinaryIO, place: tuple[int, int] | None) -> bytes:
    if place is None or place[1] > _LARGEST_CONTROL:
        raise _BrokenError
    file.seek(place[0])
    return file.read(place[1])


def _fields(control: bytes) -> dict[str, str]:
    lines = control.decode("utf-8").splitlines()
    pairs = (line.partition(":") for line in lines if line[:1].strip())
    return {name: value.strip() for name, _, value in pairs}
