"""The log bundle: what is in it, what never is, and the stick it goes to."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from kiosk.clock import TOKYO
from kiosk.machine.root.bundle import bundle, without_secrets
from kiosk.machine.root.deeds import do
from kiosk.machine.root.host import Program, Ran
from kiosk.machine.tasks import ReadUpdate, SaveLogs
from kiosk.readiness.report import ReadinessReport
from kiosk.readiness.saved import FOLDER, save
from tests.kiosk.machine.scripted_host import ScriptedHost, contents, kiosk

NAME = "lobby-kiosk-logs-lobby-1-20261120-090000.tar.gz"
#: Both drivers, in and out of the kernel; the second needs the first.
IN, OUT = ("--ignore-install", "--all", "usb-storage", "uas"), ("-r", "uas", "usb-storage")
ON_USB = b"ID_BUS=usb\nID_FS_USAGE=filesystem\nID_FS_TYPE=vfat\n"


@pytest.fixture
def made(tmp_path: Path) -> ScriptedHost:
    one = kiosk(tmp_path)
    one.put("/sys/class/block/sda1/size", "1")
    one.put("/sys/class/block/sdb1/size", "1")
    one.put("/sys/class/block/nvme0n1/size", "1")
    one.put("/proc/mounts", "/dev/sda1 / ext4 rw 0 0\n")
    one.says["udevadm", "info", "--query=property", "--name=/dev/sda1"] = Ran(0, ON_USB)
    one.says["udevadm", "info", "--query=property", "--name=/dev/sdb1"] = Ran(0, ON_USB)
    one.says["journalctl",] = Ran(0, b'{"event": "line.up"}\n')
    one.put("/var/lib/kiosk/audit/audit.jsonl", '{"action": "logs.save"}\n')
    return one


def test_it_goes_to_the_stick_and_the_stick_is_let_go(made: ScriptedHost) -> None:
    ended = do(SaveLogs(), made.host)
    assert ended.answer.ok
    assert ended.answer.detail["file"] == NAME
    inside = contents((made.folder / "run/lobby-kiosk-machine/stick" / NAME).read_bytes())
    assert inside["journal.txt"] == b'{"event": "line.up"}\n'
    assert inside["audit/audit.jsonl"] == b'{"action": "logs.save"}\n'
    assert b'kiosk_id = "lobby-1"' in inside["settings.toml"]
    changes = [call for call in made.calls if call[0] in (Program.MOUNT, Program.UMOUNT)]
    options, folder = "noexec,nosuid,nodev,flush", "/run/lobby-kiosk-machine/stick"
    assert changes == [
        (Program.MOUNT, ("-t", "vfat", "-o", options, "/dev/sdb1", folder)),
        (Program.UMOUNT, (folder,)),
    ]


def test_the_driver_is_in_the_kernel_for_the_time_of_the_copy_only(made: ScriptedHost) -> None:
    do(SaveLogs(), made.host)
    drivers = [arguments for program, arguments in made.calls if program is Program.MODPROBE]
    assert drivers == [IN, OUT]
    made.calls.clear()
    made.put("/sys/module/usb_storage/refcnt", "1")
    do(SaveLogs(), made.host)
    assert not made.called(Program.MODPROBE)


def test_one_copy_at_a_time(made: ScriptedHost) -> None:
    second = []

    def asks_again(_: float) -> None:
        second.append(do(SaveLogs(), made.host).answer.code)
        made.put("/sys/class/block/sdb1/size", "1")

    (made.folder / "sys/class/block/sdb1/size").unlink()
    (made.folder / "sys/class/block/sdb1").rmdir()
    made.waits = asks_again
    assert do(SaveLogs(), made.host).answer.ok
    assert second == ["stick_busy"]
    drivers = [arguments for program, arguments in made.calls if program is Program.MODPROBE]
    assert drivers == [IN, OUT]


def test_a_driver_that_a_killed_copy_left_in_goes_with_the_next_task(made: ScriptedHost) -> None:
    made.put("/run/lobby-kiosk-machine/copying/driver", "")
    made.put("/sys/module/usb_storage/refcnt", "1")
    made.says["modprobe", "-r"] = Ran(1)  # something still holds it
    for _ in range(2):
        made.calls.clear()
        do(ReadUpdate(), made.host)
        assert made.called(Program.MODPROBE, *OUT)
    made.says["modprobe", "-r"] = Ran(0)
    do(ReadUpdate(), made.host)
    made.calls.clear()
    do(ReadUpdate(), made.host)
    assert not made.called(Program.MODPROBE)


@pytest.mark.parametrize(
    ("stick", "code"),
    [
        (b"ID_BUS=ata\nID_FS_USAGE=filesystem\nID_FS_TYPE=ext4\n", "no_stick"),
        (b"ID_BUS=usb\nID_FS_TYPE=vfat\n", "no_stick"),
        (b"ID_BUS=usb\nID_FS_USAGE=filesystem\nID_FS_TYPE=ntfs\n", "stick_unreadable"),
    ],
)
def test_what_is_no_usable_stick_is_not_mounted(
    made: ScriptedHost, stick: bytes, code: str
) -> None:
    made.says["udevadm", "info", "--query=property", "--name=/dev/sdb1"] = Ran(0, stick)
    assert do(SaveLogs(), made.host).answer.code == code
    assert not made.called(Program.MOUNT)
    assert made.called(Program.MODPROBE, *OUT)
    assert made.seconds == 10.0


def test_a_stick_that_was_pulled_out_too_early_is_told(made: ScriptedHost) -> None:
    made.says["umount",] = Ran(32)
    assert do(SaveLogs(), made.host).answer.code == "stick_not_written"
    made.says["mount",] = Ran(32)
    assert do(SaveLogs(), made.host).answer.code == "stick_unreadable"


def test_what_is_on_the_stick_is_never_written_over(made: ScriptedHost, tmp_path: Path) -> None:
    aim = tmp_path / "aim"
    aim.write_text("mine")
    stick = made.folder / "run/lobby-kiosk-machine/stick"
    stick.mkdir(parents=True)
    (stick / NAME).symlink_to(aim)
    assert do(SaveLogs(), made.host).answer.code == "stick_not_written"
    assert aim.read_text() == "mine"


def test_what_the_kiosks_user_laid_in_the_way_is_left_out(
    made: ScriptedHost, tmp_path: Path
) -> None:
    secret = tmp_path / "shadow"
    secret.write_text("root:hush")
    audit = made.folder / "var/lib/kiosk/audit"
    (audit / "link").symlink_to(secret)
    (audit / "twin").hardlink_to(secret)
    (audit / "folder").mkdir()
    inside = contents(bundle(made.host))
    assert [name for name in inside if name.startswith("audit/")] == ["audit/audit.jsonl"]
    (made.folder / "var/lib/kiosk/maintenance").symlink_to(tmp_path)
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "found.json").write_text("hush")
    assert not any(b"hush" in part for part in contents(bundle(made.host)).values())


def test_the_readiness_reports_that_the_kiosk_saves_are_in_it(made: ScriptedHost) -> None:
    state = made.folder / "var/lib/kiosk"
    at = datetime(2026, 11, 21, 9, 0, tzinfo=TOKYO)
    saved = save(ReadinessReport("lobby-1", at, ()), state / "maintenance")
    assert contents(bundle(made.host))[f"{FOLDER}/{saved.name}"] == saved.read_bytes()


def test_what_is_kept_of_residents_is_not_in_it(made: ScriptedHost) -> None:
    resident = "千葉 花子 09012345678 1234567 birthday19540401"
    for name in (
        "cache/outbox.sqlite3",
        "cache/availability.sqlite3",
        "cache/spool/000001.receipt.json",
        "maintenance/pins.json",
        "cache/audit/x",
    ):
        made.put(f"/var/lib/kiosk/{name}", resident)
    made.put("/etc/kiosk/credential.cred", resident)
    whole = b"\n".join(contents(bundle(made.host)).values()).decode()
    assert not any(word in whole for word in resident.split())


def test_settings_go_without_what_might_be_a_secret() -> None:
    text = (
        'url = "https://me:hush@booking.example.lg.jp/"\napi_token = "hush"\n'
        '"Password" = "hush"\n[a]\nkiosk_id = "lobby-1"\n'
    )
    shown = without_secrets(text)
    assert "hush" not in shown
    assert 'kiosk_id = "lobby-1"' in shown
    assert "booking.example.lg.jp" in shown
