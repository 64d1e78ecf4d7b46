"""Releases of the kiosk's program and their roll-outs, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class ReleaseRecord:
    """A package of the kiosk's program. ``signature`` is hexadecimal, empty for none."""

    version: str
    sha256: str
    size: int
    signature: str
    added_at: datetime
    added_by: str


class RolloutState(StrEnum):
    """How a roll-out goes."""

    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"  # by itself: a terminal came back from the new version
    CANCELLED = "cancelled"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class RolloutRecord:
    """Which terminals are to run a version, and how far that has come.

    ``stages``: how far each reaches (``5``, ``10%``, ``all``); ``stage`` counts from 0. ``kiosks``
    in the order in which their turn comes; ``chosen``: these and no others, also later. ``hours``:
    how long a stage has to run before the next begins, from ``settled_at``, when every terminal of
    it ran the version. ``why``: the terminal for whose sake it was stopped.
    """

    id: int
    version: str
    stages: tuple[str, ...]
    kiosks: tuple[str, ...]
    chosen: bool
    allow_older: bool
    hours: int
    state: RolloutState
    stage: int
    settled_at: datetime | None
    looked_at: datetime
    why: str
    started_at: datetime
    started_by: str
