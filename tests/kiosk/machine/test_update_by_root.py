"""Root's side of an update: whatever speaks against a package is said before anything changes."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from booking_service import release_key
from kiosk.machine.keeper import files
from kiosk.machine.keeper.states import Phase, Result, Update, Why
from kiosk.machine.root import update as by_root
from kiosk.machine.root.deeds import do
from kiosk.machine.root.host import Program, Ran
from kiosk.machine.root.host import start as really_start
from kiosk.machine.signature import signed_text
from kiosk.machine.state import UpdateState, told
from kiosk.machine.tasks import InstallPackage, KeepPackage, ReadUpdate, RollBack, Task
from tests.booking_service.packages import build
from tests.kiosk.machine.scripted_host import ScriptedHost, kiosk

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw().hex()


class Packages(ScriptedHost):
    """A machine on which Debian's own tools look at packages; nothing is really installed.
    ``meanwhile``: what happens while they first look at one that has come in."""

    meanwhile: Callable[[], None] | None = None

    def _start(self, program: Program, arguments: tuple[str, ...], seconds: float) -> Ran:
        if arguments[1:2] and arguments[1].endswith(".in") and self.meanwhile is not None:
            happens, self.meanwhile = self.meanwhile, None
            happens()
        comparing = program is Program.DPKG and "--compare-versions" in arguments
        if comparing or program is Program.DPKG_DEB:
            return really_start(program, arguments, seconds)
        return super()._start(program, arguments, seconds)


@pytest.fixture
def machine(tmp_path: Path) -> Packages:
    """It runs 1.0, has its package, and knows a release key."""
    made = Packages(tmp_path / "machine")
    base = kiosk(tmp_path / "machine")
    made.says = base.says
    made.put("/etc/kiosk/kiosk.toml", f'kiosk_id = "lobby-1"\n[update]\nrelease_key = "{PUBLIC}"\n')
    made.says["dpkg_query", "--show"] = Ran(0, b"1.0")
    folder = made.host.file(by_root.FOLDER)
    folder.mkdir(parents=True)
    shutil.copy(build(tmp_path, "1.0"), folder / files.PRESENT)
    return made


def arrived(machine: Packages, package: Path) -> dict[str, object]:
    """A package that the kiosk has fetched, and what it says of it."""
    incoming = machine.host.file(by_root.INCOMING)
    incoming.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(package, incoming)
    content = package.read_bytes()
    version = package.name.split("_")[1]
    sha256 = hashlib.sha256(content).hexdigest()
    signature = KEY.sign(signed_text(version, sha256, len(content))).hex()
    return {"version": version, "sha256": sha256, "size": len(content), "signature": signature}


def asked(machine: Packages, task: Task) -> str:
    """The code of the answer; what is to be done after it is done."""
    outcome = do(task, machine.host)
    if outcome.then is not None:
        outcome.then()
    return outcome.answer.code


def state(machine: Packages) -> UpdateState:
    found = told(do(ReadUpdate(), machine.host).answer, UpdateState)
    assert found is not None
    return found


def test_a_right_package_is_taken_over_and_the_keeper_started(
    machine: Packages, tmp_path: Path
) -> None:
    package = build(tmp_path, "1.1")
    assert asked(machine, InstallPackage(**arrived(machine, package))) == "started"
    folder = machine.host.file(by_root.FOLDER)
    assert (folder / files.NEXT).read_bytes() == package.read_bytes()
    assert (folder / files.PROGRAM).exists()
    assert machine.called(Program.SYSTEMCTL, "--no-block", "start", "kiosk-update.service")
    found = state(machine)
    assert (found.version, found.last, found.phase, found.present) == ("1.0", "1.1", "ready", True)
    again = InstallPackage(**arrived(machine, package))
    assert asked(machine, again) == "still_updating"
    assert asked(machine, RollBack()) == "still_updating"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"signature": "0" * 128}, "signature_wrong"),
        ({"signature": ""}, "signature_wrong"),
        ({"version": "1.2"}, "signature_wrong"),
    ],
)
def test_what_nobody_has_signed_is_refused(
    machine: Packages, tmp_path: Path, change: dict[str, object], code: str
) -> None:
    said = arrived(machine, build(tmp_path, "1.1")) | change
    assert asked(machine, InstallPackage(**said)) == code
    untouched(machine)


def untouched(machine: Packages) -> None:
    folder = machine.host.file(by_root.FOLDER)
    assert [path.name for path in folder.iterdir()] == [files.PRESENT]
    assert not machine.called(Program.SYSTEMCTL)


def test_without_a_release_key_nothing_is_installed(machine: Packages, tmp_path: Path) -> None:
    machine.put("/etc/kiosk/kiosk.toml", 'kiosk_id = "lobby-1"\n')
    said = arrived(machine, build(tmp_path, "1.1"))
    assert asked(machine, InstallPackage(**said)) == "no_release_key"
    assert state(machine).key is False
    untouched(machine)


def test_another_file_than_the_announced_one_is_refused(machine: Packages, tmp_path: Path) -> None:
    said = InstallPackage(**arrived(machine, build(tmp_path, "1.1")))
    incoming = machine.host.file(by_root.INCOMING)
    whole = incoming.read_bytes()
    for other in (whole[:-1], whole + b"x", whole[:-1] + b"x"):
        incoming.write_bytes(other)
        assert asked(machine, said) == "hash_wrong"
    incoming.unlink()
    assert asked(machine, said) == "package_missing"
    incoming.symlink_to(tmp_path / "lobby-kiosk_1.1_amd64.deb")
    assert asked(machine, said) == "package_missing"
    incoming.unlink()
    incoming.mkdir()
    assert asked(machine, said) == "package_missing"
    untouched(machine)


def test_another_package_is_refused_even_if_it_is_signed(machine: Packages, tmp_path: Path) -> None:
    other = build(tmp_path, "1.1", package="other")
    assert asked(machine, InstallPackage(**arrived(machine, other))) == "package_wrong"
    other = build(tmp_path, "1.1", architecture="arm64")
    assert asked(machine, InstallPackage(**arrived(machine, other))) == "package_wrong"
    noise = tmp_path / "lobby-kiosk_1.1_noise.deb"
    noise.write_bytes(b"noise")
    assert asked(machine, InstallPackage(**arrived(machine, noise))) == "package_wrong"
    untouched(machine)


def test_versions_that_are_not_to_be_installed(machine: Packages, tmp_path: Path) -> None:
    same = InstallPackage(**arrived(machine, build(tmp_path / "a", "1.0")))
    assert asked(machine, same) == "same_version"
    older = arrived(machine, build(tmp_path, "0.9"))
    assert asked(machine, InstallPackage(**older)) == "older_version"
    folder = machine.host.file(by_root.FOLDER)
    files.store(folder, files.Stored(Update(bad=("0.9",))))
    assert asked(machine, InstallPackage(**older, allow_older=True)) == "bad_version"
    files.store(folder, files.Stored(Update()))
    # Once signed is not enough: the service alone cannot bring back any version that ever was.
    assert asked(machine, InstallPackage(**older, allow_older=True)) == "older_version"
    shutil.copy(build(tmp_path / "before", "0.8"), folder / files.PREVIOUS)
    assert asked(machine, InstallPackage(**older, allow_older=True)) == "older_version"
    shutil.copy(tmp_path / "lobby-kiosk_0.9_amd64.deb", folder / files.PREVIOUS)
    assert asked(machine, InstallPackage(**older)) == "older_version"
    assert asked(machine, InstallPackage(**older, allow_older=True)) == "started"


def test_without_a_way_back_nothing_is_installed_until_the_package_is_there(
    machine: Packages, tmp_path: Path
) -> None:
    folder = machine.host.file(by_root.FOLDER)
    (folder / files.PRESENT).unlink()
    newer = build(tmp_path, "1.1")
    assert asked(machine, InstallPackage(**arrived(machine, newer))) == "no_way_back"
    assert state(machine).present is False
    assert asked(machine, KeepPackage(**arrived(machine, newer))) == "not_this_version"
    present = arrived(machine, tmp_path / "lobby-kiosk_1.0_amd64.deb")
    assert asked(machine, KeepPackage(**present)) == "done"
    assert state(machine).present is True
    assert asked(machine, InstallPackage(**arrived(machine, newer))) == "started"


def test_a_full_disk_is_told_before_anything_changes(
    machine: Packages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = SimpleNamespace(free=by_root.SPARE_BYTES)
    monkeypatch.setattr(by_root.shutil, "disk_usage", lambda _: usage)
    said = InstallPackage(**arrived(machine, build(tmp_path, "1.1")))
    assert asked(machine, said) == "disk_full"
    untouched(machine)
    # State may lie on a partition of its own: what has room there may have none below /usr.
    programs = machine.host.file(by_root.PROGRAMS)
    monkeypatch.setattr(
        by_root.shutil,
        "disk_usage",
        lambda folder: usage if folder == programs else SimpleNamespace(free=2**40),
    )
    assert asked(machine, said) == "disk_full"
    untouched(machine)
    folder = machine.host.file(by_root.FOLDER)
    shutil.copy(build(tmp_path, "0.9"), folder / files.PREVIOUS)
    assert asked(machine, RollBack()) == "disk_full"
    # Nor does what could not be begun take the room of the next one.
    (folder / files.NEXT).write_bytes(b"left over")
    assert asked(machine, said) == "disk_full"
    assert sorted(path.name for path in folder.iterdir()) == [files.PRESENT, files.PREVIOUS]


def test_a_technician_goes_back_and_the_version_is_not_tried_again(
    machine: Packages, tmp_path: Path
) -> None:
    assert asked(machine, RollBack()) == "no_previous"
    folder = machine.host.file(by_root.FOLDER)
    shutil.copy(build(tmp_path, "0.9"), folder / files.PREVIOUS)
    assert state(machine).previous == "0.9"
    assert asked(machine, RollBack()) == "started"
    found = files.load(folder).update
    assert (found.version, found.before, found.bad) == ("0.9", "1.0", ("1.0",))
    assert (found.phase, found.why, found.result) == (Phase.READY, Why.ASKED, Result.NONE)


def test_service_and_terminal_sign_the_same_text() -> None:
    assert release_key.signed_text("1.1", "ab" * 32, 7) == signed_text("1.1", "ab" * 32, 7)


def test_a_second_task_does_not_write_into_the_copy_that_the_first_has_looked_at(
    machine: Packages, tmp_path: Path
) -> None:
    """The kiosk's own process may send both at once, and put another package there in between."""
    package = build(tmp_path, "1.1")
    said = InstallPackage(**arrived(machine, package))
    second: list[str] = []

    def meanwhile() -> None:
        machine.host.file(by_root.INCOMING).write_bytes(b"something else")
        second.append(asked(machine, said))

    machine.meanwhile = meanwhile
    assert asked(machine, said) == "started"
    assert second == ["still_updating"]
    folder = machine.host.file(by_root.FOLDER)
    assert (folder / files.NEXT).read_bytes() == package.read_bytes()
