"""``kiosk pin`` and ``kiosk audit``, as a technician at the console meets them."""

from __future__ import annotations

import os
import pty
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import pytest

from kiosk.cli import main
from kiosk.maintenance import console, files, pin
from kiosk.maintenance.pin import Pins
from tests.kiosk.maintenance.boot import CHEAP

SETTINGS = """
city = "shiroi"
kiosk_id = "lobby-274915"
home_facility = "fukushi-center"
cache_directory = "cache"
[service]
url = "https://booking.example"
"""
GOOD = "605183"


@dataclass
class Typed:
    """A technician who types these lines."""

    types: list[str]
    is_terminal: bool = True
    said: list[str] = field(default_factory=list)

    def ask(self, prompt: str) -> str:
        return self.types.pop(0)

    def say(self, line: str) -> None:
        self.said.append(line)

    complain = say


@pytest.fixture(autouse=True)
def cheap() -> Iterator[None]:
    with patch.object(console, "Pins", partial(Pins, cost=CHEAP)):
        yield


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "kiosk.toml"
    file.write_text(SETTINGS, encoding="utf-8")
    return file


def run(config: Path, *words: str, typed: Typed) -> int:
    with patch.object(console, "Terminal", lambda: typed):
        return main([*words, "--config", str(config)])


def test_a_pin_is_set_tried_and_noted(config: Path, tmp_path: Path) -> None:
    typed = Typed([GOOD, GOOD, "700100", GOOD])
    assert run(config, "pin", "set", "staff", typed=typed) == 0
    assert run(config, "pin", "check", "staff", typed=typed) == 1
    assert run(config, "pin", "check", "staff", typed=typed) == 0
    assert run(config, "pin", "check", "technician", typed=Typed([GOOD])) == 1
    shown = Typed([])
    assert run(config, "audit", "note", "disk.writable", "asked", typed=shown) == 0
    assert run(config, "audit", "show", typed=shown) == 0
    assert run(config, "audit", "verify", typed=shown) == 0
    told = "\n".join(shown.said)
    assert "console  pin.set  done  staff" in told
    assert "console  disk.writable  asked" in told
    assert "6 lines; each follows" in told
    assert GOOD not in told
    assert stat.S_IMODE((tmp_path / "maintenance").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "audit").stat().st_mode) == 0o700


def test_what_is_wrong_is_said_and_changes_nothing(config: Path, tmp_path: Path) -> None:
    for types, said in (
        ([GOOD, "605184"], "not the same"),
        (["123456", "123456"], "in a row"),
        (["274915", "274915"], "terminal's own name"),
        (["", ""], "digits only"),
    ):
        typed = Typed(list(types))
        assert run(config, "pin", "set", "staff", typed=typed) == 1
        assert said in typed.said[-1]
    assert not (tmp_path / "maintenance" / pin.FILE).exists()


def test_a_changed_log_is_told(config: Path, tmp_path: Path) -> None:
    assert run(config, "pin", "set", "staff", typed=Typed([GOOD], is_terminal=False)) == 0
    (log,) = (tmp_path / "audit").glob("audit-*.jsonl")
    log.write_bytes(log.read_bytes().replace(b"console", b"nobody_", 1))
    typed = Typed([])
    assert run(config, "audit", "verify", typed=typed) == 1
    assert "line 2 does not follow" in typed.said[0]


def test_a_log_that_was_cut_off_is_told_by_what_was_noted_elsewhere(
    config: Path, tmp_path: Path
) -> None:
    typed = Typed([GOOD, GOOD])
    assert run(config, "pin", "set", "staff", typed=typed) == 0
    assert run(config, "audit", "verify", typed=typed) == 0
    noted = typed.said[-1].removeprefix("The last one: ")
    assert noted.startswith("2:")
    assert run(config, "audit", "verify", "--noted", noted, typed=typed) == 0
    (log,) = (tmp_path / "audit").glob("audit-*.jsonl")
    log.write_bytes(log.read_bytes().splitlines(keepends=True)[0])
    assert run(config, "audit", "verify", typed=typed) == 0  # nothing in the log itself says so
    assert run(config, "audit", "verify", "--noted", noted, typed=typed) == 1
    assert "line 2 is not there as it was noted" in typed.said[-1]
    log.unlink()
    assert run(config, "pin", "set", "staff", typed=Typed(["605184", "605184"])) == 0
    assert run(config, "audit", "verify", "--noted", "2:" + "0" * 16, typed=typed) == 1
    with pytest.raises(SystemExit):
        run(config, "audit", "verify", "--noted", "2", typed=typed)


def test_on_a_real_terminal_nothing_that_is_typed_is_shown(config: Path) -> None:
    """Over a pseudo terminal, as a person sits there."""
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "kiosk.cli", "pin", "set", "staff", "--config", str(config)]
    shown = b""
    with subprocess.Popen(
        words, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    ) as running:
        os.close(theirs)
        for prompt in (b"digits): ", b"once more: "):
            while not shown.endswith(prompt):
                shown += os.read(ours, 1000)
            os.write(ours, GOOD.encode() + b"\n")
        while True:
            try:
                more = os.read(ours, 1000)
            except OSError:  # the other end hung up
                break
            if not more:
                break
            shown += more
    os.close(ours)
    assert running.returncode == 0, shown
    assert b"is set" in shown
    assert GOOD.encode() not in shown


def test_many_machines_are_given_theirs_on_standard_input(config: Path) -> None:
    words = [sys.executable, "-m", "kiosk.cli", "pin", "set", "staff", "--config", str(config)]
    done = subprocess.run(words, input=f"{GOOD}\n", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture
def became(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, object]]:
    """This is root; whom it becomes, and no more."""
    calls: list[tuple[str, object]] = []
    for call in ("setgroups", "setegid", "seteuid"):
        monkeypatch.setattr(os, call, lambda who, call=call: calls.append((call, who)))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(os, "getegid", lambda: 0)
    monkeypatch.setattr(os, "getgroups", lambda: [0])
    return calls


def test_root_works_in_the_kiosks_folders_as_the_kiosk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, became: list[tuple[str, object]]
) -> None:
    """A link that the kiosk's process has put there must not have root change what it leads to."""
    real = os.lstat
    owners = {tmp_path: 0, tmp_path / "state": 977, tmp_path / "state/maintenance": 0}

    def looks(path: Path, **more: object) -> os.stat_result:
        found = list(real(path))
        found[stat.ST_UID] = found[stat.ST_GID] = owners.get(Path(path), 0)
        return os.stat_result(found)

    monkeypatch.setattr(Path, "lstat", looks)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "state").mkdir()
    (tmp_path / "state/maintenance").symlink_to(tmp_path / "elsewhere")
    with files.as_owner(tmp_path / "state/maintenance"):
        assert became == [("setgroups", []), ("setegid", 977), ("seteuid", 977)]
    assert became[3:] == [("seteuid", 0), ("setegid", 0), ("setgroups", [0])]
    became.clear()
    files.write_private(tmp_path / "state/maintenance/pins.json", b"{}")
    assert [one for one in became if one[0] == "seteuid"] == [("seteuid", 977), ("seteuid", 0)]
    became.clear()
    with files.held(tmp_path / "elsewhere"):
        assert became == []


@pytest.mark.parametrize(
    "words", [("open-writes",), ("receipts", "list"), ("update", "check"), ("audit", "show")]
)
def test_every_command_about_the_kiosks_files_works_as_the_kiosk(
    config: Path,
    words: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    became: list[tuple[str, object]],
) -> None:
    owner = SimpleNamespace(st_uid=977, st_gid=977)
    monkeypatch.setattr(files, "owner_of", lambda _: owner)
    (config.parent / "cache").mkdir()
    main([*words, "--config", str(config)])
    assert became[:3] == [("setgroups", []), ("setegid", 977), ("seteuid", 977)]
    assert became[-3:] == [("seteuid", 0), ("setegid", 0), ("setgroups", [0])]
