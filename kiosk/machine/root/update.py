"""Taking a package from the kiosk, and starting what installs it.

The kiosk is not believed: who signed the package, what it holds and whether it fits are looked at
here, on a copy in a folder of root's own. Whatever speaks against it is said before anything has
changed. Installing, watching and going back are the keeper's (``kiosk/machine/keeper``), which is
started as a unit of its own and outlives the kiosk.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from pathlib import Path
from typing import Final

from kiosk.machine.keeper import archive, files
from kiosk.machine.keeper.states import Update, begin
from kiosk.machine.root import settings_file
from kiosk.machine.root.host import Done, Host, Program, done, refused
from kiosk.machine.root.trial import BOOT_ID
from kiosk.machine.signature import is_signed, signed_text
from kiosk.machine.state import UpdateState, telling
from kiosk.machine.tasks import InstallPackage, KeepPackage, ReadUpdate, RollBack

PACKAGE: Final = "lobby-kiosk"
ARCHITECTURE: Final = "amd64"
#: Where the kiosk has put it.
INCOMING: Final = "/var/lib/kiosk/update/package.deb"
FOLDER: Final = "/var/lib/lobby-kiosk-packages"
UNIT: Final = "kiosk-update.service"
#: Where what is in a package goes; a kiosk may have its state on a partition of its own.
PROGRAMS: Final = "/usr"
#: What stays free on either disk, beside the package and what comes out of it.
SPARE_BYTES: Final = 256 * 2**20
#: Until dpkg has taken the old files away, they and the new ones lie on the disk.
_UNPACKED: Final = 1024
_READ: Final = 2**20


def read_update(_: ReadUpdate, host: Host) -> Done:
    folder = host.file(FOLDER)
    stored = files.load(folder)
    update = stored.update
    running = installed(host)
    return Done(
        telling(
            UpdateState(
                version=running,
                present=has_way_back(host),
                previous=_version_in(host, folder / files.PREVIOUS),
                phase=update.phase.value,
                last=update.version,
                before=update.before,
                result=update.result.value,
                why=update.why.value,
                at=stored.at,
                bad=update.bad,
                key=bool(settings_file.release_key(host)),
            )
        )
    )


def change_package(
    task: InstallPackage | KeepPackage | RollBack, host: Host, source: Path | None = None
) -> Done:
    """``source``: where the package lies, if it is not the kiosk that has fetched it.

    One at a time: a second task would write into the copy that the first has looked at."""
    incoming = source or host.file(INCOMING)
    with host.alone(FOLDER) as alone:
        if not alone or files.load(host.file(FOLDER)).update.under_way:
            return refused("still_updating")
        match task:
            case InstallPackage():
                return _install_package(task, host, incoming)
            case KeepPackage():
                return _keep_package(task, host, incoming)
            case RollBack():
                return _roll_back(host)


def _install_package(task: InstallPackage, host: Host, incoming: Path) -> Done:
    """Codes: ``started``; ``still_updating``, ``no_release_key``, ``signature_wrong``,
    ``bad_version``, ``same_version``, ``older_version``, ``no_way_back``, ``disk_full``,
    ``package_missing``, ``hash_wrong``, ``package_wrong``, ``failed``."""
    folder = host.file(FOLDER)
    last = files.load(folder).update
    running = installed(host)
    why = _not_allowed(task, host) or _not_wanted(task, host, last, running)
    if why is None and not has_way_back(host):
        why = "no_way_back"
    why = why or _taken_in(task, host, incoming, folder / files.NEXT)
    if why is not None:
        return refused(why)
    return _started(host, folder, begin(last, task.version, running))


def _keep_package(task: KeepPackage, host: Host, incoming: Path) -> Done:
    """Codes: ``done``; ``not_this_version``, and those of ``_install_package``."""
    if task.version != installed(host):
        return refused("not_this_version")
    kept = host.file(FOLDER) / files.PRESENT
    why = _not_allowed(task, host) or _taken_in(task, host, incoming, kept)
    return done() if why is None else refused(why)


def _roll_back(host: Host) -> Done:
    """Codes: ``started``; ``still_updating``, ``no_previous``, ``disk_full``, ``failed``."""
    folder = host.file(FOLDER)
    last = files.load(folder).update
    previous, running = folder / files.PREVIOUS, installed(host)
    version = _version_in(host, previous)
    if not version or version == running:
        return refused("no_previous")
    if not _has_room(host, FOLDER, previous.stat().st_size):
        return refused("disk_full")
    no_room = _no_room_to_unpack(host, _fields(host, previous))
    if no_room is not None:
        return refused(no_room)
    files.copy(previous, folder / files.NEXT)
    if _version_in(host, folder / files.PRESENT) != running:
        # Rather no package to go back to than a wrong one.
        (folder / files.PRESENT).unlink(missing_ok=True)
    return _started(host, folder, begin(last, version, running, asked=True))


def _not_allowed(task: InstallPackage | KeepPackage, host: Host) -> str | None:
    key = settings_file.release_key(host)
    if not key:
        return "no_release_key"
    text = signed_text(task.version, task.sha256, task.size)
    return None if is_signed(key, task.signature, text) else "signature_wrong"


def _not_wanted(task: InstallPackage, host: Host, last: Update, running: str) -> str | None:
    if not running:
        return "failed"
    if task.version == running:
        return "same_version"
    if task.version in last.bad:
        return "bad_version"
    if not host.run(Program.DPKG, "--compare-versions", task.version, "lt", running).ok:
        return None
    # Nobody signs ``allow_older``: who has the service gets no version back that was mended since,
    # but the one that this terminal has kept.
    kept = _version_in(host, host.file(FOLDER) / files.PREVIOUS)
    return None if task.allow_older and task.version == kept else "older_version"


def _taken_in(
    task: InstallPackage | KeepPackage, host: Host, incoming: Path, target: Path
) -> str | None:
    """Copy the package to where the kiosk cannot change it, and look at the copy."""
    if target.name == files.NEXT:
        target.unlink(missing_ok=True)  # of one that could not be begun
    if not _has_room(host, FOLDER, task.size):
        return "disk_full"
    copy = target.with_name(f"{target.name}.in")
    try:
        why = _copied(task, incoming, copy) or _unfit(task, host, copy)
        if why is None:
            copy.replace(target)
            files.sync(target.parent)
        return why
    finally:
        copy.unlink(missing_ok=True)


def _copied(task: InstallPackage | KeepPackage, source: Path, copy: Path) -> str | None:
    handle = open_plain(source)
    if handle is None:
        return "package_missing"
    digest, size = hashlib.sha256(), 0
    with os.fdopen(handle, "rb") as incoming, copy.open("wb") as out:
        while size <= task.size and (piece := incoming.read(_READ)):
            digest.update(piece)
            size += len(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    return None if (size, digest.hexdigest()) == (task.size, task.sha256) else "hash_wrong"


def open_plain(file: Path) -> int | None:
    """A plain file to be read; what else lies under its name, such as a link, is not followed."""
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        return None
    return handle


def _unfit(task: InstallPackage | KeepPackage, host: Host, copy: Path) -> str | None:
    fields = _fields(host, copy)
    if fields.get("Package") != PACKAGE or fields.get("Architecture") != ARCHITECTURE:
        return "package_wrong"
    if fields.get("Version") != task.version:
        return "package_wrong"
    return _no_room_to_unpack(host, fields)


def _no_room_to_unpack(host: Host, fields: dict[str, str]) -> str | None:
    kibibytes = fields.get("Installed-Size", "0")
    if not kibibytes.isdecimal():
        return "package_wrong"
    return None if _has_room(host, PROGRAMS, int(kibibytes) * _UNPACKED) else "disk_full"


def _fields(host: Host, package: Path) -> dict[str, str]:
    """What a package says of itself; nothing if it is none."""
    if not package.is_file():
        return {}
    words = ("Package", "Version", "Architecture", "Installed-Size")
    said = host.run(Program.DPKG_DEB, "--field", str(package), *words)
    pairs = (line.partition(":") for line in said.text.splitlines()) if said.ok else ()
    return {name: value.strip() for name, _, value in pairs}


def _version_in(host: Host, package: Path) -> str:
    return _fields(host, package).get("Version", "")


def has_way_back(host: Host) -> bool:
    """Whether the package of the version that runs is kept."""
    return _version_in(host, host.file(FOLDER) / files.PRESENT) == installed(host) != ""


def installed(host: Host) -> str:
    """The version that runs; empty where it is not installed as a package."""
    said = host.run(Program.DPKG_QUERY, "--show", "--showformat=${Version}", PACKAGE)
    return said.text.strip() if said.ok else ""


def _has_room(host: Host, folder: str, size: int) -> bool:
    return shutil.disk_usage(host.file(folder)).free > size + SPARE_BYTES


def _started(host: Host, folder: Path, update: Update) -> Done:
    archive.put(folder)
    boot = (host.read(BOOT_ID) or "").strip()
    at = host.now().isoformat(timespec="seconds")
    files.store(folder, files.Stored(update, boot, at))

    def go() -> None:
        host.run(Program.SYSTEMCTL, "--no-block", "start", UNIT)

    return done("started", go)
