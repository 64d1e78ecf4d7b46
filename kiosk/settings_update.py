"""The table ``[update]`` of the settings: whose packages are installed, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from kiosk.settings_table import Table

_TIME = r"([01]\d|2[0-3]):[0-5]\d"


@dataclass(frozen=True, slots=True)
class UpdateSettings:
    """``release_key``: the public half of the city's, hexadecimal; without it nothing is installed.
    Between ``from_`` and ``until``, times of day in the lobby, a package may be installed."""

    release_key: str = ""
    from_: time = time(1, 0)
    until: time = time(4, 30)

    def at_night(self, now: time) -> bool:
        """Whether a package may be installed at this time of day."""
        if self.from_ <= self.until:
            return self.from_ <= now < self.until
        return now >= self.from_ or now < self.until


def read_update(table: Table) -> UpdateSettings:
    """Raises ``SettingsError``."""
    default = UpdateSettings()
    key = table.text(
        "release_key",
        "",
        pattern=r"([0-9a-f]{64})?",
        like="64 hexadecimal digits, as `booking-service release-key new` prints them",
        may_be_empty=True,
    )
    made = UpdateSettings(
        key, _time(table, "from", default.from_), _time(table, "until", default.until)
    )
    if made.from_ == made.until:
        table.wrong("until", "is the time of from", 'a later time, such as "04:30"')
    table.nothing_else()
    return made


def _time(table: Table, key: str, default: time) -> time:
    return time.fromisoformat(
        table.text(key, f"{default:%H:%M}", pattern=_TIME, like='HH:MM, such as "01:00"')
    )
