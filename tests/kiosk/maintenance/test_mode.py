"""Whatever is done in maintenance mode is in the audit log; what cannot be there is not done."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from kiosk.clock import TOKYO
from kiosk.maintenance.audit import AuditLog, lines, read_line, verify
from kiosk.maintenance.mode import MaintenanceMode
from kiosk.maintenance.out_of_service import FILE, OutOfServiceSwitch, OutReason, OutUntil
from kiosk.maintenance.pin import Changed, Opened, Pins
from kiosk.maintenance.roles import Role
from kiosk.outcome import Refused
from tests.kiosk.maintenance.boot import CHEAP, HandBootClock

STAFF, TECHNICIAN = "274916", "85137042"
NOON = datetime(2026, 12, 5, 12, tzinfo=TOKYO)


@dataclass
class Desk:
    """A terminal's maintenance mode over real files, and the hands on its clock."""

    folder: Path
    now: datetime = NOON
    told: list[bool] = field(default_factory=list)

    def mode(self) -> MaintenanceMode:
        """As it is after a start of the program."""
        audit = AuditLog(self.folder / "audit", "lobby-1", lambda: self.now)
        return MaintenanceMode(
            Pins(self.folder / "m", HandBootClock(), cost=CHEAP),
            audit,
            OutOfServiceSwitch(self.folder / "m", lambda: self.now),
            self.told.append,
        )

    def noted(self) -> list[tuple[str, str, str, str]]:
        assert verify(self.folder / "audit") == ()
        read = [read_line(data) for _, _, data in lines(self.folder / "audit")]
        return [(one.role, one.action, one.outcome, one.detail) for one in read if one is not None]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    pins = Pins(tmp_path / "m", HandBootClock(), cost=CHEAP)
    pins.change(Role.STAFF, STAFF)
    pins.change(Role.TECHNICIAN, TECHNICIAN)
    return Desk(tmp_path)


def full_after(calls: int) -> Callable[[int], None]:
    """``os.fsync`` of a disk that is full after so many calls."""
    left = [calls]

    def sync(_: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device")

    return sync


def test_what_is_done_is_noted_before_and_after(desk: Desk) -> None:
    mode = desk.mode()
    assert mode.open(Role.STAFF, STAFF) == Opened(Role.STAFF)
    seen: list[int] = []
    done = mode.act("paper.new_roll", lambda: seen.append(len(desk.noted())), detail="tested")
    assert (done, seen) == (None, [2])
    refused = Refused("no_paper")
    assert mode.act("paper.new_roll", lambda: refused) is refused
    with pytest.raises(ZeroDivisionError):
        mode.act("paper.new_roll", lambda: 1 // 0)
    assert desk.told == [True]
    mode.lock()
    mode.lock()
    assert desk.told == [True, False]
    assert desk.noted() == [
        ("staff", "maintenance.open", "done", ""),
        ("staff", "paper.new_roll", "asked", "tested"),
        ("staff", "paper.new_roll", "done", "tested"),
        ("staff", "paper.new_roll", "asked", ""),
        ("staff", "paper.new_roll", "refused", "no_paper"),
        ("staff", "paper.new_roll", "asked", ""),
        ("staff", "paper.new_roll", "failed", "crash"),
        ("staff", "maintenance.lock", "done", ""),
    ]


def test_nothing_is_done_while_it_is_shut_nor_by_who_may_not(desk: Desk) -> None:
    mode = desk.mode()
    assert mode.act("paper.new_roll", lambda: 1) == Refused("maintenance_locked")
    assert mode.open(Role.STAFF, TECHNICIAN) == Refused("wrong_pin", {"left": 4, "wait": 0})
    assert mode.switch_out(OutReason.PAPER, OutUntil.HOUR) == Refused("maintenance_locked")
    mode.open(Role.STAFF, STAFF)
    locked = Refused("maintenance_locked")
    assert mode.act("network.change", lambda: 1, needs=Role.TECHNICIAN) == locked
    assert mode.change_pin(Role.TECHNICIAN, STAFF, "605183") == locked
    mode.open(Role.TECHNICIAN, TECHNICIAN)
    assert mode.act("paper.new_roll", lambda: 1) == 1


def test_what_cannot_be_noted_is_not_done(desk: Desk) -> None:
    mode = desk.mode()
    mode.open(Role.STAFF, STAFF)
    done: list[int] = []
    with patch.object(os, "fsync", full_after(0)):
        said = mode.act("paper.new_roll", lambda: done.append(1))
        assert mode.switch_out(OutReason.PAPER, OutUntil.HOUR) == Refused("audit_not_kept")
    assert (said, done) == (Refused("audit_not_kept"), [])
    assert mode.out_of_service() is None
    with patch.object(os, "fsync", full_after(1)):
        said = mode.act("paper.new_roll", lambda: done.append(1))
    assert (said, done) == (Refused("audit_outcome_not_kept"), [1])
    mode.lock()
    with patch.object(os, "fsync", full_after(0)):
        assert mode.open(Role.STAFF, STAFF) == Refused("cannot_keep")
    assert mode.role is None


def test_who_is_on_the_way_in_when_it_is_shut_does_not_come_in(desk: Desk) -> None:
    """The clerk walked away while the PIN was looked at; the next person is no clerk."""
    mode = desk.mode()
    with patch.object(mode.audit, "say", lambda *_: mode.lock()):
        assert mode.open(Role.STAFF, STAFF) == Refused("maintenance_locked")
    assert mode.role is None


def test_out_of_service_lasts_over_restarts_until_its_time(desk: Desk) -> None:
    mode = desk.mode()
    mode.open(Role.STAFF, STAFF)
    out = mode.switch_out(OutReason.CLEANING, OutUntil.HOUR)
    assert desk.mode().out_of_service() == out
    desk.now = NOON + timedelta(minutes=59)
    assert mode.out_of_service() == out
    desk.now = NOON + timedelta(hours=1)
    assert (mode.out_of_service(), desk.mode().out_of_service()) == (None, None)
    mode.switch_out(OutReason.CLOSED_TODAY, OutUntil.TODAY)
    desk.now = NOON.replace(hour=23, minute=59)
    assert desk.mode().out_of_service() is not None
    desk.now = NOON.replace(hour=0) + timedelta(days=1)
    assert desk.mode().out_of_service() is None
    mode.switch_out(OutReason.TECHNICAL, OutUntil.SWITCHED_ON)
    desk.now += timedelta(days=400)
    again = desk.mode()
    assert again.out_of_service() is not None
    again.open(Role.STAFF, STAFF)
    assert again.switch_on() is None
    assert (again.out_of_service(), desk.mode().out_of_service()) == (None, None)
    said = [(action, detail) for _, action, outcome, detail in desk.noted() if outcome == "done"]
    assert ("out_of_service.on", "cleaning_hour") in said
    assert ("out_of_service.off", "") in said


@pytest.mark.parametrize("content", [b"", b"{", b'{"out":{"reason":"joy"}}', b"\0" * 9])
def test_a_damaged_switch_lets_nobody_in(desk: Desk, content: bytes) -> None:
    (desk.folder / "m" / FILE).write_bytes(content)
    mode = desk.mode()
    out = mode.out_of_service()
    assert out is not None
    assert (out.reason, out.until) == (OutReason.TECHNICAL, None)
    mode.open(Role.STAFF, STAFF)
    mode.switch_on()
    assert desk.mode().out_of_service() is None


def test_a_switch_that_the_disk_does_not_take_stays_as_it_is(desk: Desk) -> None:
    mode = desk.mode()
    mode.open(Role.STAFF, STAFF)
    with patch.object(OutOfServiceSwitch, "_keep", side_effect=OSError(errno.EIO, "broken")):
        assert mode.switch_out(OutReason.PAPER, OutUntil.HOUR) == Refused("cannot_keep")
    assert (mode.out_of_service(), desk.mode().out_of_service()) == (None, None)


def test_staff_change_their_own_pin_and_the_technician_both(desk: Desk) -> None:
    mode = desk.mode()
    mode.open(Role.STAFF, STAFF)
    assert mode.change_pin(Role.STAFF, "700100", "605183") == Refused(
        "wrong_pin", {"left": 4, "wait": 0}
    )
    weak = Refused("weak_pin", {"reason": "equal"})
    assert mode.change_pin(Role.STAFF, STAFF, "111111") == weak
    # Staff are not told which PIN the technician has: they could try as many as they like.
    assert mode.change_pin(Role.STAFF, STAFF, TECHNICIAN) == Changed()
    assert mode.change_pin(Role.STAFF, TECHNICIAN, STAFF) == Changed()
    assert mode.change_pin(Role.STAFF, STAFF, "605183") == Changed()
    mode.lock()
    mode.open(Role.TECHNICIAN, TECHNICIAN)
    other = replace(weak, details={"reason": "other_role"})
    assert mode.change_pin(Role.STAFF, TECHNICIAN, TECHNICIAN) == other
    assert mode.change_pin(Role.STAFF, TECHNICIAN, "918264") == Changed()
    mode.lock()
    assert mode.open(Role.STAFF, "918264") == Opened(Role.STAFF)
    assert "918264" not in str(desk.noted())
