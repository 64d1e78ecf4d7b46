"""A USB stick for the time of one copy: found, mounted so that nothing on it can run, let go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kiosk.machine.root.host import Host, Program

MOUNTED: Final = "/run/lobby-kiosk-machine/stick"
#: How long the kernel may take to see the stick once it may, in seconds.
SEEN_SECONDS: Final = 10.0
_OPTIONS: Final = "noexec,nosuid,nodev"
_KINDS: Final = ("vfat", "exfat", "ext4", "ext3", "ext2")
_DRIVER: Final = "usb_storage"
#: The second is of faster sticks, which the first leaves to it, and needs the first.
_DRIVERS: Final = ("usb-storage", "uas")
#: One copy at a time: the first to end would take the driver away from the other. And the note that
#: the driver is in for a copy, which a start of the machine takes away together with it.
_COPYING: Final = "/run/lobby-kiosk-machine/copying"
_BROUGHT_IN: Final = f"{_COPYING}/driver"
_BLOCKS: Final = "/sys/class/block"
_PARTITION: Final = re.compile(r"sd[a-z]{1,2}[0-9]{0,2}")
_LOOK_SECONDS: Final = 0.5


class StickError(Exception):
    """There is none, or it cannot be used. ``code`` as in an answer."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@contextmanager
def stick(host: Host, *, writable: bool = True) -> Iterator[Path]:
    """The folder of the first stick. When this is left, all is on it and it may be pulled out.

    A lobby's kiosk takes no sticks: where the driver is kept out of the kernel
    (``install usb-storage /bin/false``), it comes in for as long as this lasts; where a copy was
    killed in between, until the next task.
    """
    with host.alone(_COPYING) as alone:
        if not alone:
            raise StickError("stick_busy")
        _take_out_what_was_left(host)
        with _driver(host), _mounted(host, writable) as folder:
            yield folder


def after_a_kill(host: Host) -> None:
    """Take the driver out that a copy left in which was ended from outside."""
    if not host.file(_BROUGHT_IN).exists():
        return
    with host.alone(_COPYING) as alone:
        if alone:
            _take_out_what_was_left(host)


@contextmanager
def _driver(host: Host) -> Iterator[None]:
    """The driver, in the kernel meanwhile. That it was brought in is noted before."""
    if _driver_is_in(host):
        yield
        return
    host.write(_BROUGHT_IN, "", 0o600)
    host.run(Program.MODPROBE, "--ignore-install", "--all", *_DRIVERS)
    try:
        yield
    finally:
        _take_out_what_was_left(host)


def _take_out_what_was_left(host: Host) -> None:
    """The note stays where the kernel does not let go of the driver: the next task tries again."""
    if host.file(_BROUGHT_IN).exists() and (
        host.run(Program.MODPROBE, "-r", *reversed(_DRIVERS)).ok or not _driver_is_in(host)
    ):
        host.put(_BROUGHT_IN, None, 0o600)


@contextmanager
def _mounted(host: Host, writable: bool) -> Iterator[Path]:
    device, kind = _wait_for_stick(host)
    folder = host.file(MOUNTED)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    options = f"{_OPTIONS},flush" if kind == "vfat" else _OPTIONS
    options = options if writable else f"ro,{_OPTIONS}"
    mounted = host.run(Program.MOUNT, "-t", kind, "-o", options, f"/dev/{device}", MOUNTED)
    if not mounted.ok:
        raise StickError("stick_unreadable")
    try:
        yield folder
    finally:
        let_go = host.run(Program.UMOUNT, MOUNTED, seconds=120.0)
    if not let_go.ok:
        raise StickError("stick_not_written")


def _driver_is_in(host: Host) -> bool:
    return host.file(f"/sys/module/{_DRIVER}").exists()


def _wait_for_stick(host: Host) -> tuple[str, str]:
    until = host.steady() + SEEN_SECONDS
    while True:
        seen = _sticks(host)
        usable = [(name, kind) for name, kind in seen if kind in _KINDS]
        if usable:
            return usable[0]
        if host.steady() >= until:
            raise StickError("stick_unreadable" if seen else "no_stick")
        host.wait(_LOOK_SECONDS)


def _sticks(host: Host) -> list[tuple[str, str]]:
    """What is on USB and holds files, with the kind of its file system; the machine's own disk,
    where that is on USB too, is in use and left out."""
    found: list[tuple[str, str]] = []
    in_use = {line.split(" ")[0] for line in (host.read("/proc/mounts") or "").splitlines()}
    try:
        names = sorted(one.name for one in host.file(_BLOCKS).iterdir())
    except OSError:
        return found
    for name in names:
        if not _PARTITION.fullmatch(name) or f"/dev/{name}" in in_use:
            continue
        said = host.run(Program.UDEVADM, "info", "--query=property", f"--name=/dev/{name}")
        pairs = (line.partition("=") for line in said.text.splitlines())
        properties = {key: value for key, _, value in pairs}
        if properties.get("ID_BUS") == "usb" and properties.get("ID_FS_USAGE") == "filesystem":
            found.append((name, properties.get("ID_FS_TYPE", "")))
    return found
