"""How long a kiosk that does not run is left alone, and what a technician is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk import cli
from kiosk.clock import SystemClock
from kiosk.disk import Disk
from kiosk.stopped import (
    MENDED_AFTER_SECONDS,
    SETUP,
    WAITS_SECONDS,
    is_set_up,
    next_wait,
    technician_code,
)
from tests.kiosk.hand_clock import HandClock

SETTINGS = """\
city = "shiroi"
kiosk_id = "lobby-1"
home_facility = "shiroi-ekimae"
cache_directory = "cache"
[service]
url = "https://booking.example.lg.jp"
"""


def test_each_wait_is_longer_than_the_one_before_up_to_the_last(tmp_path: Path) -> None:
    clock, file = HandClock(), tmp_path / "tries"
    waits = []
    for _ in range(len(WAITS_SECONDS) + 2):
        waits.append(next_wait(clock, file))
        clock.advance(seconds=waits[-1] + 20)
    assert tuple(waits) == (*WAITS_SECONDS, WAITS_SECONDS[-1], WAITS_SECONDS[-1])


def test_a_kiosk_that_ran_for_long_in_between_begins_anew(tmp_path: Path) -> None:
    clock, file = HandClock(), tmp_path / "tries"
    first = next_wait(clock, file)
    clock.advance(seconds=first + MENDED_AFTER_SECONDS)
    assert next_wait(clock, file) == first


@pytest.mark.parametrize("content", ["", "many 3\n", "7\n", "-4 0\n", "\xff"])
def test_what_is_noted_wrongly_counts_as_nothing(tmp_path: Path, content: str) -> None:
    file = tmp_path / "tries"
    file.write_text(content, encoding="latin-1")
    assert next_wait(HandClock(), file) == WAITS_SECONDS[0]


def test_without_a_place_for_the_note_it_waits_all_the_same(tmp_path: Path) -> None:
    assert next_wait(HandClock(), tmp_path / "gone" / "tries") == WAITS_SECONDS[0]


@pytest.mark.parametrize(
    ("result", "status", "code"),
    [
        ("exit-code", "2", "E2: kiosk.toml, kiosk setup"),
        ("exit-code", "74", "E74: disk full? df /var/lib/kiosk"),
        ("exit-code", "243", "E243: credential.cred, kiosk setup"),
        ("exit-code", "1", "E1: journalctl -u kiosk"),
        ("core-dump", "SEGV", "ESEGV: journalctl -u kiosk"),
        ("watchdog", "2", "watchdog: journalctl -u kiosk"),
        ("", "", "journalctl -u kiosk"),
    ],
)
def test_the_technician_is_told_why_and_where_to_look(result: str, status: str, code: str) -> None:
    told = {"MONITOR_SERVICE_RESULT": result, "MONITOR_EXIT_STATUS": status}
    assert technician_code(told, set_up=True) == code


def test_a_full_disk_is_no_wrong_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who reads "kiosk setup" on the glass would look in the wrong place."""
    (tmp_path / "kiosk.toml").write_text(SETTINGS, encoding="utf-8")
    # As a disk that takes nothing: a folder cannot be made where there is a file.
    (tmp_path / "cache").touch()
    monkeypatch.setattr(
        "kiosk.main.run", lambda settings: Disk(settings.cache_directory, SystemClock().now)
    )
    code = cli.main(["run", "--config", str(tmp_path / "kiosk.toml")])
    assert code == cli.NOTHING_KEPT
    assert "nothing can be kept there" in capsys.readouterr().err
    told = {"MONITOR_SERVICE_RESULT": "exit-code", "MONITOR_EXIT_STATUS": str(code)}
    assert technician_code(told, set_up=True).startswith("E74: disk")


def test_a_machine_that_was_never_set_up_says_how(tmp_path: Path) -> None:
    assert not is_set_up(tmp_path)
    (tmp_path / "kiosk.toml").touch()
    assert not is_set_up(tmp_path)
    (tmp_path / "credential.cred").touch()
    assert is_set_up(tmp_path)
    assert technician_code({"MONITOR_EXIT_STATUS": "2"}, set_up=False) == SETUP
