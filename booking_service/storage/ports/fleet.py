"""Releases of the kiosk's program, and their roll-outs."""

from __future__ import annotations

from typing import Protocol

from booking_service.storage.records import ReleaseRecord, RolloutRecord


class FleetReader(Protocol):
    """Questions that change nothing."""

    def release(self, version: str) -> ReleaseRecord | None: ...
    def releases(self) -> list[ReleaseRecord]:
        """The one that was added last comes first."""
        ...

    def rollouts(self, limit: int) -> list[RolloutRecord]:
        """The one that was started last comes first."""
        ...


class FleetStore(FleetReader, Protocol):
    """What a command may change."""

    def keep_release(self, release: ReleaseRecord) -> None: ...
    def drop_release(self, version: str) -> None: ...
    def keep_rollout(self, rollout: RolloutRecord) -> None: ...
