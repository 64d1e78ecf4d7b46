"""Headphones: plugged, unplugged, or nobody can tell."""

from __future__ import annotations

from pathlib import Path

from kiosk.voice.headphones import EvdevHeadphones, FileHeadphones, UnknownHeadphones


def test_a_jack_that_cannot_be_asked_is_unknown(tmp_path: Path) -> None:
    plain = tmp_path / "no-device"
    plain.write_bytes(b"")
    for device in (plain, tmp_path / "gone", Path("/dev/null")):
        assert EvdevHeadphones(device).plugged() is None
    assert UnknownHeadphones().plugged() is None


def test_the_file_says_it(tmp_path: Path) -> None:
    jack = FileHeadphones(tmp_path / "plugged")
    assert jack.plugged() is False
    (tmp_path / "plugged").touch()
    assert jack.plugged() is True
