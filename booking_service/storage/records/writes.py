"""Answers that are kept with their keys."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoredWrite:
    """What became of a write: ``state`` is ``done`` or ``closed``."""

    body_hash: bytes
    state: str
    status: int
    body: bytes
