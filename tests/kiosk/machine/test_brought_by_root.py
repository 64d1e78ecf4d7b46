"""A package that a technician brings: on a stick, or as a file that root names."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.machine.keeper import files
from kiosk.machine.memory import MemoryMachine
from kiosk.machine.root import update as by_root
from kiosk.machine.root.deeds import do, install_file
from kiosk.machine.root.host import Program, Ran
from kiosk.machine.root.stick import MOUNTED
from kiosk.machine.signature import signed_text
from kiosk.machine.tasks import InstallFromStick
from kiosk.maintenance.audit import lines, read_line
from kiosk.updating.console import AsRoot, run
from tests.booking_service.packages import build
from tests.kiosk.machine.test_logs_by_root import ON_USB
from tests.kiosk.machine.test_update_by_root import KEY, Packages, machine, state, untouched

__all__ = ["machine"]  # the fixture


def signed(package: Path) -> Path:
    """With its signature beside it, as `release-key sign` prints it."""
    content = package.read_bytes()
    version = package.name.split("_")[1]
    text = signed_text(version, hashlib.sha256(content).hexdigest(), len(content))
    package.with_name(f"{package.name}.sig").write_text(f"{KEY.sign(text).hex()}\n")
    return package


def plugged_in(machine: Packages) -> Path:
    """The folder of a stick that is plugged in."""
    machine.put("/sys/class/block/sdb1/size", "1")
    machine.put("/proc/mounts", "/dev/sda1 / ext4 rw 0 0\n")
    machine.says["udevadm", "info", "--query=property", "--name=/dev/sdb1"] = Ran(0, ON_USB)
    folder = machine.host.file(MOUNTED)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def from_stick(machine: Packages, *, allow_older: bool = False) -> str:
    outcome = do(InstallFromStick(allow_older=allow_older), machine.host)
    if outcome.then is not None:
        outcome.then()
    return outcome.answer.code


def from_file(machine: Packages, package: Path, *, allow_older: bool = False) -> str:
    return install_file(package, machine.host, allow_older=allow_older).answer.code


def test_the_newest_package_of_a_stick_is_installed_and_the_stick_only_read(
    machine: Packages, tmp_path: Path
) -> None:
    stick = plugged_in(machine)
    for version in ("1.9", "1.10", "1.0", "0.9"):
        signed(build(stick, version))
    (stick / "holiday.jpg").write_bytes(b"")
    assert from_stick(machine) == "started"
    taken = machine.host.file(by_root.FOLDER) / files.NEXT
    assert taken.read_bytes() == (stick / "lobby-kiosk_1.10_amd64.deb").read_bytes()
    assert state(machine).last == "1.10"
    (mounted,) = (words for program, words in machine.calls if program is Program.MOUNT)
    assert mounted[3].split(",")[0] == "ro"
    order = [program for program, _ in machine.calls]
    assert order.index(Program.UMOUNT) < order.index(Program.SYSTEMCTL)
    assert machine.called(Program.MODPROBE, "-r", "uas", "usb-storage")
    assert from_stick(machine) == "still_updating"


def test_a_stick_that_does_not_let_go_was_read_all_the_same(machine: Packages) -> None:
    signed(build(plugged_in(machine), "1.1"))
    machine.says["umount",] = Ran(32)
    assert from_stick(machine) == "started"


@pytest.mark.parametrize(
    ("versions", "code"),
    [((), "no_package_on_stick"), (("1.0",), "same_version"), (("0.9", "1.0"), "older_version")],
)
def test_a_stick_without_a_newer_package(
    machine: Packages, versions: tuple[str, ...], code: str
) -> None:
    stick = plugged_in(machine)
    for version in versions:
        signed(build(stick, version))
    assert from_stick(machine) == code
    untouched(machine)


def test_an_older_package_goes_in_only_if_that_is_said(machine: Packages) -> None:
    package = build(plugged_in(machine), "0.9")
    signed(package)
    assert from_stick(machine) == "older_version"
    assert from_stick(machine, allow_older=True) == "older_version"
    shutil.copy(package, machine.host.file(by_root.FOLDER) / files.PREVIOUS)
    assert from_stick(machine, allow_older=True) == "started"


def test_without_a_stick_it_says_so(machine: Packages) -> None:
    assert from_stick(machine) == "no_stick"
    untouched(machine)


def test_the_way_back_comes_from_the_stick_too(machine: Packages) -> None:
    (machine.host.file(by_root.FOLDER) / files.PRESENT).unlink()
    stick = plugged_in(machine)
    signed(build(stick, "1.1"))
    assert from_stick(machine) == "no_way_back"
    running = build(stick, "1.0")
    assert from_stick(machine) == "signature_missing"
    signed(running)
    assert from_stick(machine) == "started"
    assert state(machine).present


def unsigned(package: Path) -> None:
    package.with_name(f"{package.name}.sig").unlink()


def signed_by_nobody(package: Path) -> None:
    package.with_name(f"{package.name}.sig").write_text("0" * 128)


def signature_of_noise(package: Path) -> None:
    package.with_name(f"{package.name}.sig").write_bytes(b"\xff" * 4096)


def changed(package: Path) -> None:
    package.write_bytes(package.read_bytes() + b"x")


def gone(package: Path) -> None:
    package.unlink()


def a_link(package: Path) -> None:
    package.rename(package.with_name("other.deb"))
    package.symlink_to(package.with_name("other.deb"))


def a_pipe(package: Path) -> None:
    package.unlink()
    os.mkfifo(package)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (unsigned, "signature_missing"),
        (signed_by_nobody, "signature_wrong"),
        (signature_of_noise, "signature_wrong"),
        (changed, "signature_wrong"),
        (gone, "package_missing"),
        (a_link, "package_missing"),
        (a_pipe, "package_missing"),
    ],
)
def test_what_is_wrong_with_a_file_is_told(
    machine: Packages, tmp_path: Path, spoil: Callable[[Path], None], code: str
) -> None:
    package = signed(build(tmp_path, "1.1"))
    spoil(package)
    assert from_file(machine, package) == code
    untouched(machine)


def test_a_file_has_the_name_that_it_was_built_with(machine: Packages, tmp_path: Path) -> None:
    """The name says which version is signed; a copy under another version's name is not it."""
    package = signed(build(tmp_path, "1.1"))
    assert from_file(machine, package.rename(tmp_path / "new.deb")) == "name_wrong"
    other = shutil.copy(tmp_path / "new.deb", tmp_path / "lobby-kiosk_1.2_amd64.deb")
    shutil.copy(f"{package}.sig", f"{other}.sig")
    assert from_file(machine, Path(other)) == "signature_wrong"
    untouched(machine)


def test_a_disk_that_forgets_is_given_none(machine: Packages, tmp_path: Path) -> None:
    package = signed(build(tmp_path, "1.1"))
    machine.put("/proc/mounts", "overlayroot / overlay rw,lowerdir=/media/root-ro 0 0\n")
    assert from_stick(machine) == "disk_read_only"
    assert from_file(machine, package) == "disk_read_only"
    untouched(machine)


def test_on_the_console(
    machine: Packages, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def asked(**words: object) -> argparse.Namespace:
        return argparse.Namespace(allow_older=False, config=config, **words)

    config = tmp_path / "kiosk.toml"
    top = ('city = "shiroi"', 'kiosk_id = "lobby-1"', 'home_facility = "hall"')
    rest = ('cache_directory = "cache"', "[service]", 'url = "https://booking.example"')
    config.write_text("\n".join((*top, *rest)))
    package = signed(build(tmp_path, "1.1"))
    root = AsRoot(machine.host)
    assert run(asked(deed="from-stick"), root) == 1
    assert "no_stick" in capsys.readouterr().err
    (machine.host.file(by_root.FOLDER) / files.PRESENT).unlink()
    running = signed(build(tmp_path / "running", "1.0"))
    assert run(asked(deed="from-file", package=running), root) == 0
    assert "there is a way back" in capsys.readouterr().out
    assert run(asked(deed="from-file", package=package), root) == 0
    assert "it is being installed" in capsys.readouterr().out
    assert machine.called(Program.SYSTEMCTL, "--no-block", "start", "kiosk-update.service")
    assert run(asked(deed="from-file", package=package), MemoryMachine()) == 1
    assert "not_allowed" in capsys.readouterr().err
    machine.put("/proc/mounts", "overlayroot / overlay rw,lowerdir=/media/root-ro 0 0\n")
    assert run(asked(deed="from-file", package=package), root) == 1
    assert "first: lobby-kiosk-read-only off" in capsys.readouterr().err
    noted = [read_line(data) for _, _, data in lines(tmp_path / "audit")]
    assert [(one.action, one.detail) for one in noted if one and one.outcome != "asked"] == [
        ("update.from_stick", "no_stick"),
        ("update.from_file", ""),
        ("update.from_file", ""),
        ("update.from_file", "disk_read_only"),
    ]
