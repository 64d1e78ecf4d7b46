"""What calls about the fleet answer."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from typing_extensions import TypedDict


class Release(TypedDict):
    """A package of the kiosk's program. ``signature``: hexadecimal, empty for none."""

    version: str
    sha256: str
    size: int
    signature: str


class WantedRelease(Release):
    """What a terminal is to run; an older one than it has only if ``allow_older``."""

    allow_older: bool


class HeartbeatAnswer(TypedDict):
    """The time, and what a terminal is to run."""

    time: datetime
    update: WantedRelease | None


class KioskState(TypedDict):
    """A terminal and its last sign of life. ``wanted_version``: what it has been told to run;
    ``trouble``: what is wrong with it, the worst first."""

    id: str
    place: str
    enrolled_at: datetime
    revoked_at: datetime | None
    seen_at: datetime | None
    silent: bool
    version: str | None
    wanted_version: str | None
    state: str | None
    state_reason: str | None
    paper: str | None
    line: str | None
    open_writes: int | None
    unprinted: int | None
    cache_age_seconds: int | None
    update_state: str | None
    update_version: str | None
    update_reason: str | None
    trouble: list[str]
    heartbeat: dict[str, object] | None


class KioskStates(TypedDict):
    """All terminals, those with trouble first."""

    items: list[KioskState]


class StaffRelease(TypedDict):
    """A package of the kiosk's program."""

    version: str
    sha256: str
    size: int
    signature: str
    added_at: datetime
    added_by: str


class Releases(TypedDict):
    """All packages there are."""

    items: list[StaffRelease]


class Received(TypedDict):
    """How many bytes of a package are there."""

    received: int


class RolloutTerminal(TypedDict):
    """A terminal that a roll-out has reached."""

    id: str
    version: str | None
    update_state: str | None


class Rollout(TypedDict):
    """Which terminals are to run a version, and how far that has come. ``stage`` counts from 1;
    ``settled_at``: since when all of the stage run it; ``why``: the terminal for whose sake it was
    stopped."""

    id: str
    version: str
    stages: list[str]
    stage: int
    state: Literal["running", "paused", "stopped", "cancelled", "done"]
    why: str
    hours: int
    allow_older: bool
    kiosks: list[str]
    reached: list[RolloutTerminal]
    settled_at: datetime | None
    started_at: datetime
    started_by: str


class Rollouts(TypedDict):
    """Roll-outs, the newest first."""

    items: list[Rollout]
