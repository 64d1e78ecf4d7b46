"""Registered persons and groups."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from booking_service.storage.records import (
    AccessRecord,
    CardRecord,
    RegistrantIndexes,
    RegistrantRecord,
    SecretRecord,
    UnsealedRecord,
)


class RegistrantReader(Protocol):
    """Questions that change nothing."""

    def registrant(self, registrant_id: int) -> RegistrantRecord | None: ...
    def registrant_by_number(self, number_index: str) -> RegistrantRecord | None: ...
    def registrant_by_identity(self, identity_index: str) -> RegistrantRecord | None: ...
    def registrant_asked_for(self, asked_index: str) -> RegistrantRecord | None:
        """The registrant that a call has made before."""
        ...

    def indexes(self, registrant_id: int) -> RegistrantIndexes | None:
        """None for one whose number nobody knows."""
        ...

    def secret(self, registrant_id: int) -> SecretRecord | None: ...
    def unsealed_secrets(self, limit: int) -> list[tuple[int, SecretRecord]]:
        """Registrants with hashes from before those were sealed."""
        ...

    def personal_data(self, registrant_id: int) -> bytes | None:
        """Sealed; None once it was erased."""
        ...

    def idle_registrants(
        self, since: date, events: frozenset[str], limit: int
    ) -> list[RegistrantRecord]:
        """Active ones registered before ``since`` with none of the events from then on: applied,
        booked, used."""
        ...

    def registrants_begun_before(self, day: date, limit: int) -> list[RegistrantRecord]: ...
    def registrants_to_erase(self, ended_before: date, limit: int) -> list[RegistrantRecord]:
        """Those that ended before a day and whose data is still there, none of them with anything
        booked from that day on."""
        ...

    def unsealed(self, limit: int) -> list[UnsealedRecord]: ...
    def sealed_ids(self, after: int, limit: int) -> list[int]:
        """Ids of registrants with sealed data, in order."""
        ...

    def cards(self, registrant_id: int) -> list[CardRecord]:
        """All cards of a registrant, the newest first."""
        ...

    def accesses(
        self, registrant_id: int | None, before_id: int | None, limit: int
    ) -> list[AccessRecord]:
        """Who looked at somebody, or at anybody, the newest first."""
        ...


class RegistrantStore(RegistrantReader, Protocol):
    """What a command may change."""

    def add_registrant(
        self,
        registrant: RegistrantRecord,
        indexes: RegistrantIndexes,
        secret_hash: str,
        asked_index: str | None,
    ) -> int | None:
        """Returns the new id, or None where the number, or who it is, is there already;
        ``registrant.id`` is ignored."""
        ...

    def keep_registrant(self, registrant: RegistrantRecord) -> None:
        """Keeps whatever of it has changed."""
        ...

    def keep_indexes(self, registrant_id: int, indexes: RegistrantIndexes) -> None: ...
    def keep_personal_data(self, registrant_id: int, sealed: bytes) -> None: ...
    def erase_personal_data(self, registrant_id: int) -> None:
        """Erases what is sealed and every index but that of the number, which is never given
        again; cards and mails go with it."""
        ...

    def free_identity(self, registrant_id: int) -> None:
        """Whoever it is may register anew."""
        ...

    def keep_secret(self, registrant_id: int, secret_hash: str) -> None:
        """Keeps a registrant's own secret; a temporary one is no longer good."""
        ...

    def keep_temporary_secret(
        self, registrant_id: int, secret_hash: str, until: datetime
    ) -> None: ...

    def add_unsealed(self, unsealed: UnsealedRecord) -> None: ...
    def drop_unsealed(self, registrant_id: int) -> None: ...
    def keep_card(self, card: CardRecord) -> None: ...
    def note_access(self, at: datetime, actor: str, registrant_id: int, why: str) -> None: ...
