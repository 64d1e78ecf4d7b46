"""The datagrams that systemd waits for."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from kiosk.service_manager import note_first_screen, note_maintenance, notify, watchdog_interval_ms


def test_notify_sends_one_datagram(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as receiver:
        receiver.bind(address)
        receiver.settimeout(60)
        monkeypatch.setenv("NOTIFY_SOCKET", address)
        notify("READY=1")
        assert receiver.recv(100) == b"READY=1"


def test_notify_reaches_an_abstract_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"kiosk-test-notify-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as receiver:
        receiver.bind(f"\0{name}")
        receiver.settimeout(60)
        monkeypatch.setenv("NOTIFY_SOCKET", f"@{name}")
        notify("WATCHDOG=1")
        assert receiver.recv(100) == b"WATCHDOG=1"


def test_without_a_service_manager_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    monkeypatch.delenv("WATCHDOG_USEC", raising=False)
    notify("READY=1")
    assert watchdog_interval_ms() is None


def test_the_watchdog_is_fed_twice_as_often_as_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", "20000000")
    assert watchdog_interval_ms() == 10_000


def test_the_first_screen_leaves_a_mark_for_who_updates_the_kiosk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", "/run/systemd/notify")
    note_first_screen(tmp_path / "first-screen")
    note_first_screen(tmp_path / "no-folder" / "first-screen")
    assert [path.name for path in tmp_path.iterdir()] == ["first-screen"]
    note_maintenance(True, tmp_path / "open")
    assert (tmp_path / "open").exists()
    note_maintenance(False, tmp_path / "open")
    assert not (tmp_path / "open").exists()


def test_without_a_service_manager_there_is_no_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    note_first_screen(tmp_path / "first-screen")
    assert list(tmp_path.iterdir()) == []
