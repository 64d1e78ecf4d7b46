"""How a roll-out goes on: pure, from what it is and how the terminals are to what it is next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from booking_service.service.fleet.versions import is_older
from booking_service.storage.records import RolloutRecord, RolloutState

#: A stage reaches so many terminals (``5``), so many of a hundred (``10%``), or all there are.
ALL = "all"
#: What a terminal says that has come back from a version, or given it up for good.
FAILED = frozenset({"rolled_back", "given_up"})
LIVE = frozenset({RolloutState.RUNNING, RolloutState.PAUSED})
#: In these a terminal of a stage that was reached is to run the version.
_WANTING = frozenset({RolloutState.RUNNING, RolloutState.DONE})


@dataclass(frozen=True, slots=True)
class Terminal:
    """What matters of a terminal: what it runs, and how its last update went."""

    id: str
    version: str
    update_version: str = ""
    update_state: str = ""

    def failed(self, version: str) -> bool:
        """Whether it tried a version and came back from it."""
        return self.update_version == version and self.update_state in FAILED


def count(stage: str, of: int) -> int:
    """How many of the terminals a stage reaches."""
    if stage == ALL:
        return of
    if stage.endswith("%"):
        return max(1, -(-of * int(stage[:-1]) // 100))
    return min(of, int(stage))


def grows(stages: Sequence[str], of: int) -> bool:
    """Whether no stage reaches less far than the one before, and ``all`` comes last."""
    reached = [count(stage, of) for stage in stages]
    return reached == sorted(reached) and ALL not in stages[:-1]


def reaches(rollout: RolloutRecord, kiosk_id: str) -> bool:
    """Whether a terminal belongs to the stages that have begun. Who was enrolled after the start
    belongs to ``all``."""
    stage = rollout.stages[rollout.stage]
    if kiosk_id in rollout.kiosks[: count(stage, len(rollout.kiosks))]:
        return True
    return stage == ALL and not rollout.chosen and kiosk_id not in rollout.kiosks


def wanted(rollouts: Sequence[RolloutRecord], kiosk_id: str) -> RolloutRecord | None:
    """What a terminal is to run: as the newest roll-out says that has reached it; nothing where
    that was stopped, paused or cancelled."""
    newest = next((one for one in rollouts if reaches(one, kiosk_id)), None)
    return newest if newest is not None and newest.state in _WANTING else None


def looked_at(
    rollout: RolloutRecord, terminals: Sequence[Terminal], now: datetime
) -> RolloutRecord:
    """The roll-out after a look at the terminals that may speak to the service."""
    if rollout.state not in LIVE:
        return rollout
    rollout = replace(rollout, looked_at=now)
    reached = [one for one in terminals if reaches(rollout, one.id)]
    failed = sorted(one.id for one in reached if one.failed(rollout.version))
    if failed:
        return replace(rollout, state=RolloutState.STOPPED, why=failed[0])
    if not all(_runs(rollout, one) for one in reached):
        return replace(rollout, settled_at=None)
    settled = rollout.settled_at or now
    # A clock that was set back must not make the wait longer than it is.
    settled = min(settled, now)
    if rollout.state is RolloutState.PAUSED or now - settled < timedelta(hours=rollout.hours):
        return replace(rollout, settled_at=settled)
    if rollout.stage + 1 < len(rollout.stages):
        return replace(rollout, stage=rollout.stage + 1, settled_at=None)
    return replace(rollout, state=RolloutState.DONE, settled_at=settled)


def _runs(rollout: RolloutRecord, terminal: Terminal) -> bool:
    """Whether a terminal has what it is to have; a newer one is left to it, unless older ones are
    allowed."""
    if terminal.version == rollout.version:
        return True
    newer = terminal.version != "" and is_older(rollout.version, terminal.version)
    return newer and not rollout.allow_older
