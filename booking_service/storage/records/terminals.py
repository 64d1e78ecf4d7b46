"""Terminals."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KioskRecord:
    """A terminal that may speak to the service."""

    id: str
    place: str
    secret_hash: bytes
