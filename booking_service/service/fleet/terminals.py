"""How each terminal is, as its last sign of life tells it; what is wrong with it comes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from booking_service.service.fleet import stages
from booking_service.storage.records import KioskStateRecord, RolloutRecord

#: A terminal of which so many signs of life in a row are missing is silent.
MISSED = 10
#: How often a terminal that does not say so sends them, in seconds.
USUAL_SECONDS = 60
#: Availability older than this is shown to residents with a warning.
OLD_CACHE = timedelta(hours=1)
#: What a terminal says of its paper while nothing is to be done; ``none``: it has no printer.
FINE_PAPER = frozenset({"", "ready", "cannot_tell", "none"})
#: The states of an update that somebody has to look at.
_BAD_UPDATE = frozenset({"rolled_back", "given_up", "refused"})

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TerminalView:
    """A terminal as staff see it. ``trouble``: codes, the worst first."""

    record: KioskStateRecord
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
    silent: bool
    trouble: tuple[str, ...]


def silent(record: KioskStateRecord, now: datetime) -> bool:
    """Whether a terminal has not been heard of for too long. One that never was is not."""
    if record.seen_at is None:
        return False
    every = _of(record, "every_seconds", int) or USUAL_SECONDS
    return now - record.seen_at > timedelta(seconds=every * MISSED)


def shown(
    records: Sequence[KioskStateRecord], rollouts: Sequence[RolloutRecord], now: datetime
) -> list[TerminalView]:
    """All of them, those with trouble first, those that were shut out last."""
    return sorted((_view(one, rollouts, now) for one in records), key=_place)


def for_rollout(record: KioskStateRecord) -> stages.Terminal:
    """What a roll-out looks at."""
    update = _update(record)
    return stages.Terminal(
        record.id,
        _of(record, "version", str) or "",
        _text(update, "version") or "",
        _text(update, "state") or "",
    )


def _place(view: TerminalView) -> tuple[bool, bool, int, str]:
    return (
        view.record.revoked_at is not None,
        not view.trouble,
        _WORST.index(view.trouble[0]) if view.trouble else 0,
        view.record.id,
    )


#: What can be wrong, the worst first.
_WORST = (
    "silent",
    "update_failed",
    "out_of_service",
    "paper",
    "line_down",
    "unprinted",
    "open_writes",
    "old_cache",
    "never_seen",
)


def _view(
    record: KioskStateRecord, rollouts: Sequence[RolloutRecord], now: datetime
) -> TerminalView:
    is_in = record.revoked_at is None
    rollout = stages.wanted(rollouts, record.id) if is_in else None
    update = _update(record)
    view = TerminalView(
        record=record,
        version=_of(record, "version", str),
        wanted_version=None if rollout is None else rollout.version,
        state=_of(record, "state", str),
        state_reason=_of(record, "state_reason", str),
        paper=_of(record, "paper", str),
        line=_of(record, "line", str),
        open_writes=_of(record, "open_writes", int),
        unprinted=_of(record, "unprinted", int),
        cache_age_seconds=_of(record, "cache_age_seconds", int),
        update_state=_text(update, "state"),
        update_version=_text(update, "version"),
        update_reason=_text(update, "reason"),
        silent=is_in and silent(record, now),
        trouble=(),
    )
    return view if not is_in else _with_trouble(view)


def _with_trouble(view: TerminalView) -> TerminalView:
    age = view.cache_age_seconds
    found = {
        "silent": view.silent,
        "update_failed": view.update_state in _BAD_UPDATE,
        "out_of_service": view.state == "out_of_service",
        "paper": (view.paper or "") not in FINE_PAPER,
        "line_down": view.line == "down",
        "unprinted": bool(view.unprinted),
        "open_writes": bool(view.open_writes),
        "old_cache": age is not None and age > OLD_CACHE.total_seconds(),
        "never_seen": view.record.seen_at is None,
    }
    return replace(view, trouble=tuple(code for code in _WORST if found[code]))


def _of(record: KioskStateRecord, name: str, kind: type[T]) -> T | None:
    value = (record.heartbeat or {}).get(name)
    return value if isinstance(value, kind) else None


def _update(record: KioskStateRecord) -> dict[str, object]:
    value = (record.heartbeat or {}).get("update")
    return value if isinstance(value, dict) else {}


def _text(update: dict[str, object], name: str) -> str | None:
    value = update.get(name)
    return value if isinstance(value, str) else None
