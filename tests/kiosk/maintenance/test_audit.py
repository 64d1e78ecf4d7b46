"""The audit log: nothing is changed, lost or put in without being seen; a power cut is told."""

from __future__ import annotations

import errno
import os
import stat
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.clock import TOKYO
from kiosk.maintenance.audit import (
    TORN,
    Actor,
    AuditLog,
    NotKept,
    Result,
    files,
    lines,
    read_line,
    verify,
)

NOW = datetime(2026, 12, 5, 9, tzinfo=TOKYO)


def log_in(folder: Path, rotate_bytes: int = 600) -> AuditLog:
    return AuditLog(folder, "lobby-1", lambda: NOW, rotate_bytes)


def say(log: AuditLog, count: int) -> None:
    for number in range(count):
        assert log.say(Actor.STAFF, "paper.new_roll", Result.ASKED, f"roll_{number}") is None


def test_lines_follow_from_each_other_over_all_files(tmp_path: Path) -> None:
    say(log_in(tmp_path), 9)
    assert len(files(tmp_path)) > 2
    assert verify(tmp_path) == ()
    read = [read_line(data) for _, _, data in lines(tmp_path)]
    assert [line.number for line in read if line is not None] == list(range(1, 10))
    assert stat.S_IMODE(files(tmp_path)[0].stat().st_mode) == 0o600


def test_nothing_that_somebody_typed_gets_in(tmp_path: Path) -> None:
    log_in(tmp_path).say(Actor.STAFF, "山田 太郎", Result.DONE, "1234567 Taro")
    (said,) = [read_line(data) for _, _, data in lines(tmp_path)]
    assert said is not None
    assert (said.action, said.detail) == ("unspeakable", "unspeakable")


@settings(max_examples=60)
@given(st.integers(0, 10**6), st.sampled_from(["change", "drop", "double", "swap", "end"]))
def test_whatever_is_changed_is_seen(
    tmp_path_factory: pytest.TempPathFactory, where: int, how: str
) -> None:
    folder = tmp_path_factory.mktemp("audit")
    say(log_in(folder, 10**6), 6)
    (file,) = files(folder)
    kept = file.read_bytes().splitlines(keepends=True)
    at = where % (len(kept) - 1)
    match how:
        case "change":
            kept[at] = kept[at].replace(b"staff", b"kiosk", 1)
        case "drop":
            del kept[at]
        case "double":
            kept.insert(at, kept[at])
        case "swap":
            kept[at], kept[at + 1] = kept[at + 1], kept[at]
        case "end":
            kept[at] = kept[at].rstrip(b"\n")
    file.write_bytes(b"".join(kept))
    assert verify(folder) != ()


@settings(max_examples=40)
@given(st.integers(0, 2000), st.binary(max_size=30), st.integers(1, 3))
def test_a_power_cut_at_any_byte_is_told_and_loses_no_line_before_it(
    tmp_path_factory: pytest.TempPathFactory, cut: int, noise: bytes, more: int
) -> None:
    folder = tmp_path_factory.mktemp("audit")
    say(log_in(folder), 4)
    last = files(folder)[-1]
    content = last.read_bytes()
    whole_before = content[: content.rstrip(b"\n").rfind(b"\n") + 1]
    torn = content[len(whole_before) :][:cut].rstrip(b"\n") + noise.replace(b"\n", b"")
    last.write_bytes(whole_before + torn)
    assert verify(folder) == ()
    say(log_in(folder), more)
    assert verify(folder) == ()
    read = [read_line(data) for _, _, data in lines(folder)]
    assert sum(line is not None and line.action == TORN for line in read) == bool(torn)
    numbers = [line.number for line in read if line is not None]
    assert all(after == before + 1 for before, after in pairwise(numbers))


def test_a_full_disk_is_told_and_leaves_the_log_whole(tmp_path: Path) -> None:
    log = log_in(tmp_path)
    say(log, 2)
    with patch.object(os, "fsync", side_effect=OSError(errno.ENOSPC, "full")):
        assert log.say(Actor.STAFF, "paper.new_roll", Result.ASKED) == NotKept("full")
    assert verify(tmp_path) == ()
    say(log, 2)
    assert verify(tmp_path) == ()


def test_two_processes_write_one_log(tmp_path: Path) -> None:
    one, other = log_in(tmp_path), log_in(tmp_path)
    for _ in range(3):
        say(one, 1)
        say(other, 1)
    assert verify(tmp_path) == ()
