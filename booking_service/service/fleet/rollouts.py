"""Roll-outs: starting, pausing and ending one, and taking it on as terminals report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from booking_service.policy.checks import Refusal
from booking_service.service.fleet import stages
from booking_service.service.fleet.releases import ROLLOUTS
from booking_service.service.fleet.terminals import for_rollout, silent
from booking_service.service.fleet.versions import is_older
from booking_service.service.office import Office
from booking_service.service.staff import audit as staff_audit
from booking_service.service.staff.accounts import Officer
from booking_service.service.staff.audit import NOBODY, Deed
from booking_service.storage.ports import Command, Reader, Store
from booking_service.storage.records import (
    KioskStateRecord,
    ReleaseRecord,
    RolloutRecord,
    RolloutState,
)

COUNTER = "rollout"
#: Between two looks at all terminals, unless one says that it failed.
LOOK = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class NewRollout:
    """A roll-out as it is asked for. ``kiosks``: these and no others; empty for all there are."""

    version: str
    stages: tuple[str, ...]
    kiosks: tuple[str, ...]
    hours: int
    allow_older: bool


@dataclass(frozen=True, slots=True)
class WantedRelease:
    """What a terminal is told to run."""

    release: ReleaseRecord
    allow_older: bool


def start(office: Office, officer: Officer, asked: NewRollout) -> Command[RolloutRecord | Refusal]:
    """Starts a roll-out, if none is under way. Its first stage begins at once."""

    def command(store: Store) -> RolloutRecord | Refusal:
        now = office.now().replace(microsecond=0)
        if store.release(asked.version) is None:
            return Refusal("not_found")
        if running := _live(store):
            return Refusal("rollout_running", {"version": running.version})
        terminals = [one for one in store.kiosks() if one.revoked_at is None]
        chosen = _chosen(asked, terminals, now)
        if isinstance(chosen, Refusal):
            return chosen
        kiosks = tuple(one.id for one in chosen)
        if not stages.grows(asked.stages, len(kiosks)):
            return Refusal("stages_wrong", {"terminals": len(kiosks)})
        newer = _newer(asked, chosen)
        if newer and not asked.allow_older:
            return Refusal("older_version", {"terminals": newer})
        made = RolloutRecord(
            id=store.next_number(COUNTER),
            version=asked.version,
            stages=asked.stages,
            kiosks=kiosks,
            chosen=bool(asked.kiosks),
            allow_older=asked.allow_older,
            hours=asked.hours,
            state=RolloutState.RUNNING,
            stage=0,
            settled_at=None,
            looked_at=now,
            why="",
            started_at=now,
            started_by=officer.user,
        )
        _keep(store, made, officer.user, "start-rollout", ",".join(made.stages))
        return made

    return command


def change(
    office: Office, officer: Officer, state: RolloutState
) -> Command[RolloutRecord | Refusal]:
    """Pauses, resumes or cancels the roll-out that is under way."""
    deeds = {
        RolloutState.PAUSED: "pause-rollout",
        RolloutState.RUNNING: "resume-rollout",
        RolloutState.CANCELLED: "cancel-rollout",
    }

    def command(store: Store) -> RolloutRecord | Refusal:
        running = _live(store)
        if running is None:
            return Refusal("no_rollout")
        now = office.now().replace(microsecond=0)
        # What was settled before a pause has to run its hours anew.
        made = replace(running, state=state, settled_at=None, looked_at=now)
        _keep(store, made, officer.user, deeds[state])
        return made

    return command


def look(store: Store, now: datetime, *, at_once: bool) -> None:
    """Takes the roll-out that is under way on, if it is time for a look or ``at_once``."""
    running = _live(store)
    if running is None:
        return
    since = now - running.looked_at
    if not at_once and timedelta() <= since < LOOK:
        return
    terminals = [for_rollout(one) for one in store.kiosks() if one.revoked_at is None]
    after = stages.looked_at(running, terminals, now)
    match after.state:
        case RolloutState.STOPPED:
            _keep(store, after, NOBODY, "stop-rollout", after.why)
        case RolloutState.DONE:
            _keep(store, after, NOBODY, "finish-rollout")
        case _ if after.stage != running.stage:
            _keep(store, after, NOBODY, "advance-rollout", after.stages[after.stage])
        case _:
            store.keep_rollout(after)


def wanted_by(reader: Reader, kiosk_id: str) -> WantedRelease | None:
    """What a terminal is to run, if anything is said about it."""
    rollout = stages.wanted(reader.rollouts(ROLLOUTS), kiosk_id)
    release = None if rollout is None else reader.release(rollout.version)
    if rollout is None or release is None:
        return None
    return WantedRelease(release, rollout.allow_older)


def _live(reader: Reader) -> RolloutRecord | None:
    return next((one for one in reader.rollouts(ROLLOUTS) if one.state in stages.LIVE), None)


def _chosen(
    asked: NewRollout, terminals: Sequence[KioskStateRecord], now: datetime
) -> list[KioskStateRecord] | Refusal:
    """The terminals in the order of their turns: as they were named, or those first that can be
    heard."""
    if not terminals:
        return Refusal("terminals_unknown", {"terminals": []})
    if not asked.kiosks:
        quiet = {one.id: one.seen_at is None or silent(one, now) for one in terminals}
        return sorted(terminals, key=lambda one: (quiet[one.id], one.id))
    known = {one.id: one for one in terminals}
    missing = [one for one in asked.kiosks if one not in known]
    if missing:
        return Refusal("terminals_unknown", {"terminals": missing})
    return [known[one] for one in dict.fromkeys(asked.kiosks)]


def _newer(asked: NewRollout, terminals: Sequence[KioskStateRecord]) -> list[str]:
    running = ((one.id, for_rollout(one).version) for one in terminals)
    return [name for name, version in running if version and is_older(asked.version, version)]


def _keep(store: Store, rollout: RolloutRecord, who: str, action: str, detail: str = "") -> None:
    """Keeps a roll-out as it is from now on (``looked_at``), with a line in the audit log."""
    store.keep_rollout(rollout)
    staff_audit.note(store, Deed(who, action, rollout.version, detail), rollout.looked_at)
