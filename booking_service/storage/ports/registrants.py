"""Registered persons and groups."""

from __future__ import annotations

from typing import Protocol

from booking_service.storage.records import RegistrantRecord


class RegistrantReader(Protocol):
    """Questions that change nothing."""

    def registrant(self, registrant_id: int) -> RegistrantRecord | None: ...
    def registrant_by_number(self, number: str) -> RegistrantRecord | None: ...


class RegistrantStore(RegistrantReader, Protocol):
    """What a command may change."""

    def add_registrant(self, registrant: RegistrantRecord) -> int | None:
        """Returns the new id, or None where the number is taken; ``registrant.id`` is ignored."""
        ...
