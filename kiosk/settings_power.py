"""The table ``[power]`` of the settings: when the machine switches itself off, and on again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from kiosk.settings_table import Table

_TIME = r"([01]\d|2[0-3]):[0-5]\d"


@dataclass(frozen=True, slots=True)
class PowerSettings:
    """Times of day in the lobby. ``off_at`` None: it stays on; ``on_at`` None: somebody switches
    it on."""

    off_at: time | None = None
    on_at: time | None = None


def read_power(table: Table) -> PowerSettings:
    """Raises ``SettingsError``."""
    made = PowerSettings(_time(table, "off_at"), _time(table, "on_at"))
    if made.on_at is not None and made.off_at is None:
        table.wrong("on_at", "stands there without off_at", 'both, such as off_at = "21:30"')
    if made.on_at is not None and made.on_at == made.off_at:
        table.wrong("on_at", "is the time of off_at", "another time")
    table.nothing_else()
    return made


def _time(table: Table, key: str) -> time | None:
    text = table.text(
        key, "", pattern=f"({_TIME})?", like='HH:MM, such as "21:30"', may_be_empty=True
    )
    return time.fromisoformat(text) if text else None
