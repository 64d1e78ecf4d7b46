"""Settings that went back by themselves stand in the audit log, each once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from kiosk.clock import TOKYO
from kiosk.machine.client import NOT_INSTALLED
from kiosk.machine.memory import MemoryMachine
from kiosk.machine.state import GoneBack, TrialsState, telling
from kiosk.machine.tasks import Answer, ReadTrials
from kiosk.maintenance.audit import AuditLog, lines, read_line
from kiosk.maintenance.went_back import NOTED, WentBack

NETWORK = GoneBack("one", "not_kept")
SCREEN = GoneBack("two", "power_cut")


class Bench:
    """Root's side says ``state``; the log is in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.machine = MemoryMachine()
        self.again()

    def again(self) -> None:
        """The program starts anew."""
        now = datetime(2026, 11, 20, 9, 0, tzinfo=TOKYO)
        audit = AuditLog(self.folder / "audit", "lobby-1", lambda: now)
        self.watch = WentBack(lambda: self.machine, audit, self.folder)

    def looks(self, state: TrialsState | Answer) -> int:
        """One step; how often root's side was asked in it."""
        answer = state if isinstance(state, Answer) else telling(state)
        self.machine.answers = {ReadTrials: answer}
        before = len(self.machine.done)
        assert self.watch.step() > 0
        return len(self.machine.done) - before

    def noted(self) -> list[tuple[str, ...]]:
        found = [read_line(data) for _, _, data in lines(self.folder / "audit")]
        return [(one.role, one.action, one.outcome, one.detail) for one in found if one]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_what_went_back_is_noted_once_whoever_starts_anew(bench: Bench) -> None:
    both = TrialsState(NETWORK, SCREEN)
    lines_of_both = [
        ("kiosk", "network.went_back", "done", "not_kept"),
        ("kiosk", "screen.went_back", "done", "power_cut"),
    ]
    for _ in range(2):
        assert bench.looks(both) == 1
        assert bench.noted() == lines_of_both
        assert bench.looks(both) == 0
        bench.again()
    assert bench.looks(TrialsState(GoneBack("three", "not_kept"), SCREEN)) == 1
    assert bench.noted() == [*lines_of_both, lines_of_both[0]]


def test_what_is_tried_is_looked_for_until_it_is_kept_or_gone(bench: Bench) -> None:
    assert bench.looks(TrialsState()) == 1
    assert bench.looks(TrialsState(NETWORK)) == 0
    bench.watch.expect()
    for _ in range(3):
        assert bench.looks(TrialsState(trying=True)) == 1
    assert bench.noted() == []
    assert bench.looks(TrialsState(NETWORK)) == 1
    assert bench.looks(TrialsState(NETWORK)) == 0
    assert len(bench.noted()) == 1


def test_a_machine_without_roots_side_is_not_asked_again_and_again(bench: Bench) -> None:
    assert bench.looks(NOT_INSTALLED) == 1
    assert bench.looks(NOT_INSTALLED) == 0
    assert bench.noted() == []


def test_what_the_disk_did_not_take_is_noted_later(bench: Bench) -> None:
    blocked = bench.folder / "audit"
    blocked.write_text("no folder can be made here")
    assert bench.looks(TrialsState(NETWORK)) == 1
    blocked.unlink()
    assert bench.looks(TrialsState(NETWORK)) == 1
    assert len(bench.noted()) == 1


def test_a_damaged_note_has_it_noted_again_rather_than_never(bench: Bench) -> None:
    (bench.folder / NOTED).write_bytes(b"\xff")
    bench.looks(TrialsState(NETWORK))
    assert len(bench.noted()) == 1
