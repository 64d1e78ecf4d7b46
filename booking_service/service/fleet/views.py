"""The fleet as staff and terminals are shown it."""

from __future__ import annotations

from collections.abc import Sequence

from booking_service.service.fleet import shapes, stages
from booking_service.service.fleet.rollouts import WantedRelease
from booking_service.service.fleet.terminals import TerminalView, for_rollout
from booking_service.storage.records import KioskStateRecord, ReleaseRecord, RolloutRecord


def wanted(asked: WantedRelease | None) -> shapes.WantedRelease | None:
    """What a terminal is told to run."""
    if asked is None:
        return None
    return {**for_terminal(asked.release), "allow_older": asked.allow_older}


def for_terminal(record: ReleaseRecord) -> shapes.Release:
    """A package as a terminal needs to know it."""
    return {
        "version": record.version,
        "sha256": record.sha256,
        "size": record.size,
        "signature": record.signature,
    }


def kiosk(view: TerminalView) -> shapes.KioskState:
    """A terminal; nothing of its credential."""
    record = view.record
    return {
        "id": record.id,
        "place": record.place,
        "enrolled_at": record.enrolled_at,
        "revoked_at": record.revoked_at,
        "seen_at": record.seen_at,
        "silent": view.silent,
        "version": view.version,
        "wanted_version": view.wanted_version,
        "state": view.state,
        "state_reason": view.state_reason,
        "paper": view.paper,
        "line": view.line,
        "open_writes": view.open_writes,
        "unprinted": view.unprinted,
        "cache_age_seconds": view.cache_age_seconds,
        "update_state": view.update_state,
        "update_version": view.update_version,
        "update_reason": view.update_reason,
        "trouble": list(view.trouble),
        "heartbeat": record.heartbeat,
    }


def release(record: ReleaseRecord) -> shapes.StaffRelease:
    """A package of the kiosk's program."""
    return {
        "version": record.version,
        "sha256": record.sha256,
        "size": record.size,
        "signature": record.signature,
        "added_at": record.added_at,
        "added_by": record.added_by,
    }


def rollout(record: RolloutRecord, terminals: Sequence[KioskStateRecord]) -> shapes.Rollout:
    """A roll-out, with the terminals it has reached."""
    reached = [
        for_rollout(one)
        for one in terminals
        if one.revoked_at is None and stages.reaches(record, one.id)
    ]
    return {
        "id": str(record.id),
        "version": record.version,
        "stages": list(record.stages),
        "stage": record.stage + 1,
        "state": record.state.value,
        "why": record.why,
        "hours": record.hours,
        "allow_older": record.allow_older,
        "kiosks": list(record.kiosks),
        "reached": [
            {
                "id": one.id,
                "version": one.version or None,
                "update_state": one.update_state
                if one.update_version == record.version and one.update_state
                else None,
            }
            for one in reached
        ],
        "settled_at": record.settled_at,
        "started_at": record.started_at,
        "started_by": record.started_by,
    }
