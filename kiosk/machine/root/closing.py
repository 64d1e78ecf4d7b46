"""Off at closing time, as the settings say, and on again in the morning (decision 0041).

A timer asks every few minutes. Whoever is at the glass is waited for, and so is an update; a
machine that somebody has switched on after closing time stays on until the next one.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum

from kiosk.machine.root.host import Host, Program
from kiosk.service_manager import OPEN_MAINTENANCE, OPEN_SESSION
from kiosk.settings_power import PowerSettings

UPDATE_UNIT = "kiosk-update.service"
#: A unit that does one thing and ends is never "active", whatever `is-active` returns.
_AT_WORK = frozenset({"active", "activating", "deactivating"})


class Closing(Enum):
    """What came of a question; the value is for the journal."""

    NOT_YET = "it is not closing time"
    IN_USE = "somebody is at the glass; asked again in a few minutes"
    UPDATING = "an update is running; asked again in a few minutes"
    OFF = "closing time: switching off"
    OFF_WITHOUT_ALARM = "closing time: switching off; no clock here wakes the machine again"


def close(power: PowerSettings, host: Host) -> Closing:
    """Switch the machine off if it is time."""
    now = host.now()
    closed_at = last_closing(power, now)
    on_since = now - timedelta(seconds=host.steady())
    if closed_at is None or on_since >= closed_at:
        return Closing.NOT_YET
    if any(host.file(str(mark)).exists() for mark in (OPEN_SESSION, OPEN_MAINTENANCE)):
        return Closing.IN_USE
    if host.run(Program.SYSTEMCTL, "is-active", UPDATE_UNIT).text.strip() in _AT_WORK:
        return Closing.UPDATING
    wake = next_opening(power, now)
    woken = wake is None or _set_alarm(host, wake)
    host.run(Program.SYSTEMCTL, "--no-block", "poweroff")
    return Closing.OFF if woken else Closing.OFF_WITHOUT_ALARM


def last_closing(power: PowerSettings, now: datetime) -> datetime | None:
    """When it was closing time last, if it is; None where the machine is to be on."""
    if power.off_at is None:
        return None
    closed = datetime.combine(now.date(), power.off_at, now.tzinfo)
    if closed > now:
        closed -= timedelta(days=1)
    opens = next_opening(power, closed)
    return None if opens is not None and opens <= now else closed


def next_opening(power: PowerSettings, after: datetime) -> datetime | None:
    """The first time after an instant at which the machine is to be on; None if it is not set."""
    if power.on_at is None:
        return None
    opens = datetime.combine(after.date(), power.on_at, after.tzinfo)
    return opens if opens > after else opens + timedelta(days=1)


def _set_alarm(host: Host, wake: datetime) -> bool:
    at = str(round(wake.timestamp()))
    return host.run(Program.RTCWAKE, "--mode", "no", "--auto", "--time", at).ok
