"""A package that a technician brings along, on a stick or as a file, instead of the service.

It is named as ``make deb`` names it; beside it, with ``.sig`` behind its name, lies its signature,
as ``booking-service release-key sign`` prints it. From here on it goes the way of one that the
kiosk has fetched: the same key, the same rules, the same keeper.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kiosk.machine.package import LARGEST_PACKAGE
from kiosk.machine.root.host import Done, Host, Program, refused
from kiosk.machine.root.stick import StickError, stick
from kiosk.machine.root.update import change_package, has_way_back, installed, open_plain
from kiosk.machine.tasks import InstallFromStick, InstallPackage, KeepPackage

SIGNATURE_SUFFIX: Final = ".sig"
_NAME: Final = re.compile(r"lobby-kiosk_(?P<version>[0-9][0-9A-Za-z.+~-]{0,39})_amd64\.deb")
_SIGNATURE: Final = re.compile(rb"\s*(?P<hex>[0-9a-f]{128})\s*")
_LONGEST_SIGNATURE: Final = 200
_READ: Final = 2**20


def install_from_stick(task: InstallFromStick, host: Host) -> Done:
    """Install the newest package on the stick. Codes: those of ``take_in``, of ``stick``, and
    ``no_package_on_stick``."""
    taken: Done | None = None
    try:
        with stick(host, writable=False) as folder:
            taken = _of_folder(folder, host, allow_older=task.allow_older)
    except StickError as trouble:
        # One that was only read may be pulled out as it likes: what was taken in is taken in.
        return taken or refused(trouble.code)
    return taken


def take_in(package: Path, host: Host, *, allow_older: bool) -> Done:
    """Install it; if it is that of the version that runs and none is kept, keep it, so that there
    is a way back. Codes: those of ``change_package``, ``name_wrong`` and ``signature_missing``."""
    named = _NAME.fullmatch(package.name)
    if named is None:
        return refused("name_wrong")
    signature = _signature(package.with_name(package.name + SIGNATURE_SUFFIX))
    if signature is None:
        return refused("signature_missing")
    found = _hash_and_size(package)
    if found is None:
        return refused("package_missing")
    version, (sha256, size) = named["version"], found
    if size > LARGEST_PACKAGE:
        return refused("package_wrong")
    if version == installed(host) and not has_way_back(host):
        return change_package(KeepPackage(version, sha256, size, signature), host, package)
    wanted = InstallPackage(version, sha256, size, signature, allow_older=allow_older)
    return change_package(wanted, host, package)


def _of_folder(folder: Path, host: Host, *, allow_older: bool) -> Done:
    there = {
        named["version"]: one
        for one in sorted(folder.iterdir())
        if (named := _NAME.fullmatch(one.name)) is not None
    }
    running = there.pop(installed(host), None)
    if running is not None and (not there or not has_way_back(host)):
        kept = take_in(running, host, allow_older=allow_older)
        if not there or not kept.answer.ok:
            return kept
    if not there:
        return refused("no_package_on_stick")
    return take_in(_newest(there, host), host, allow_older=allow_older)


def _newest(there: Mapping[str, Path], host: Host) -> Path:
    newest, *others = there
    for one in others:
        if host.run(Program.DPKG, "--compare-versions", one, "gt", newest).ok:
            newest = one
    return there[newest]


def _signature(file: Path) -> str | None:
    """What stands in it; empty if that is none, None if there is no such file."""
    handle = open_plain(file)
    if handle is None:
        return None
    with os.fdopen(handle, "rb") as opened:
        said = _SIGNATURE.fullmatch(opened.read(_LONGEST_SIGNATURE))
    return said["hex"].decode() if said is not None else ""


def _hash_and_size(file: Path) -> tuple[str, int] | None:
    handle = open_plain(file)
    if handle is None:
        return None
    digest, size = hashlib.sha256(), 0
    with os.fdopen(handle, "rb") as opened:
        while size <= LARGEST_PACKAGE and (piece := opened.read(_READ)):
            digest.update(piece)
            size += len(piece)
    return digest.hexdigest(), size
