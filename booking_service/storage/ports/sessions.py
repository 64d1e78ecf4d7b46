"""Residents at kiosks: their sessions, and the confirmations of single writes."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from booking_service.storage.records import SessionRecord


class SessionReader(Protocol):
    """Questions that change nothing."""

    def session(self, token_hash: bytes) -> SessionRecord | None: ...


class SessionStore(SessionReader, Protocol):
    """What a command may change."""

    def open_session(self, session: SessionRecord) -> None: ...
    def extend_session(self, token_hash: bytes, expires_at: datetime) -> None: ...
    def end_session(self, token_hash: bytes) -> None: ...
    def keep_proof(self, token_hash: bytes, secret_proof: bytes) -> None:
        """The secret of a session was changed by its resident."""
        ...

    def end_sessions_of(self, registrant_id: int, but: bytes = b"") -> None:
        """Ends all sessions of a registrant but the one with that token."""
        ...

    def keep_confirmation(
        self, token_hash: bytes, session_hash: bytes, expires_at: datetime
    ) -> None: ...
    def use_confirmation(self, token_hash: bytes, session_hash: bytes, now: datetime) -> bool:
        """Takes a confirmation away; False if it is unknown, used, or too old."""
        ...
