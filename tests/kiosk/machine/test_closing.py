"""Off at closing time: when, when not, and on again in the morning."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.clock import TOKYO
from kiosk.machine.root.closing import Closing, close, last_closing, next_opening
from kiosk.machine.root.host import Program, Ran
from kiosk.settings_power import PowerSettings
from tests.kiosk.machine.scripted_host import ScriptedHost

#: The scripted machine's clock says 9:00.
CLOSED = PowerSettings(off_at=time(8, 30), on_at=time(21, 0))
HOURS = 3600.0
NO_UPDATE = {("systemctl", "is-active"): Ran(3, b"inactive\n")}


@pytest.fixture
def machine(tmp_path: Path) -> ScriptedHost:
    """On for two hours; nobody is logged in, no update runs."""
    return ScriptedHost(tmp_path, says=dict(NO_UPDATE), seconds=2 * HOURS)


def test_at_closing_time_it_sets_its_alarm_and_switches_off(machine: ScriptedHost) -> None:
    assert close(CLOSED, machine.host) is Closing.OFF
    opens = round(datetime(2026, 11, 20, 21, 0, tzinfo=TOKYO).timestamp())
    assert machine.called(Program.RTCWAKE, "--mode", "no", "--auto", "--time", str(opens))
    assert machine.called(Program.SYSTEMCTL, "--no-block", "poweroff")


def test_without_a_clock_that_wakes_it_is_off_all_the_same(machine: ScriptedHost) -> None:
    machine.says["rtcwake", "--mode"] = Ran(1)
    assert close(CLOSED, machine.host) is Closing.OFF_WITHOUT_ALARM
    assert machine.called(Program.SYSTEMCTL, "--no-block", "poweroff")


@pytest.mark.parametrize("mark", ["open-session", "open-maintenance"])
def test_whoever_is_logged_in_or_at_work_is_waited_for(machine: ScriptedHost, mark: str) -> None:
    machine.put(f"/run/lobby-kiosk/{mark}", "")
    assert close(CLOSED, machine.host) is Closing.IN_USE
    assert not machine.called(Program.SYSTEMCTL, "--no-block", "poweroff")


def test_an_update_is_waited_for(machine: ScriptedHost) -> None:
    # As systemd says it of a unit of `Type=oneshot` that is at work.
    machine.says["systemctl", "is-active"] = Ran(3, b"activating\n")
    assert close(CLOSED, machine.host) is Closing.UPDATING
    assert not machine.called(Program.SYSTEMCTL, "--no-block", "poweroff")


@pytest.mark.parametrize(
    "power",
    [
        PowerSettings(),
        PowerSettings(off_at=time(22, 0), on_at=time(8, 0)),  # the morning has come
        PowerSettings(off_at=time(8, 30), on_at=time(8, 50)),
    ],
)
def test_in_the_day_it_stays_on(machine: ScriptedHost, power: PowerSettings) -> None:
    assert close(power, machine.host) is Closing.NOT_YET
    assert machine.calls == []


def test_a_machine_switched_on_after_closing_time_stays_on(machine: ScriptedHost) -> None:
    machine.seconds = 600.0
    assert close(CLOSED, machine.host) is Closing.NOT_YET


moments = st.integers(0, 4 * 366 * 24 * 3600).map(
    lambda seconds: datetime(2026, 1, 1, tzinfo=TOKYO) + timedelta(seconds=seconds)
)


@given(moments, st.times(), st.times())
def test_closed_lies_behind_and_open_ahead(now: datetime, off_at: time, on_at: time) -> None:
    power = PowerSettings(off_at, on_at)
    closed, opens = last_closing(power, now), next_opening(power, now)
    assert opens is not None and opens > now
    if closed is not None:
        assert closed <= now
        assert next_opening(power, closed) == opens or closed == now
