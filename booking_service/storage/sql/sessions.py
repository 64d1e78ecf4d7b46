"""Residents at kiosks: their sessions, and the confirmations of single writes."""

# ruff: noqa: S608 - what is put together here are the column lists of this module, never input

from __future__ import annotations

from datetime import datetime

from booking_service.storage.records import SessionRecord
from booking_service.storage.sql.convert import instant, seconds
from booking_service.storage.sql.registrants import REGISTRANT, registrant
from booking_service.storage.sql.session import Part, Row

_GET = (
    f"SELECT s.token_hash, s.kiosk_id, s.expires_at, s.secret_proof, s.must_change, {REGISTRANT}"
    " FROM resident_session s JOIN registrant r ON r.id = s.registrant_id WHERE s.token_hash = ?"
)
_OPEN = (
    "INSERT INTO resident_session (token_hash, kiosk_id, registrant_id, expires_at, secret_proof,"
    " must_change) VALUES (?, ?, ?, ?, ?, ?)"
)
_EXTEND = "UPDATE resident_session SET expires_at = ? WHERE token_hash = ?"
_KEEP_PROOF = (
    "UPDATE resident_session SET secret_proof = ?, must_change = FALSE WHERE token_hash = ?"
)
# Ended, not gone: who sends the same write again is still known as who they were.
_END_OF = "UPDATE resident_session SET expires_at = 0 WHERE registrant_id = ? AND token_hash <> ?"
_END = "DELETE FROM resident_session WHERE token_hash = ?"
_CONFIRM = "INSERT INTO confirmation (token_hash, session_hash, expires_at) VALUES (?, ?, ?)"
_USE_CONFIRMATION = (
    "DELETE FROM confirmation WHERE token_hash = ? AND session_hash = ? RETURNING expires_at"
)


def _session(row: Row) -> SessionRecord:
    token_hash, kiosk_id, expires_at, secret_proof, must_change, *rest = row
    return SessionRecord(
        token_hash=token_hash,
        kiosk_id=kiosk_id,
        expires_at=instant(expires_at),
        secret_proof=secret_proof,
        registrant=registrant(rest),
        must_change=bool(must_change),
    )


class SessionReads(Part):
    """See ``ports.sessions``."""

    def session(self, token_hash: bytes) -> SessionRecord | None:
        return self._one(_session, _GET, (token_hash,))


class SessionWrites(SessionReads):
    """See ``ports.sessions``."""

    def open_session(self, session: SessionRecord) -> None:
        who = (session.kiosk_id, session.registrant.id)
        ends, must_change = seconds(session.expires_at), session.must_change
        self.sql.do(_OPEN, (session.token_hash, *who, ends, session.secret_proof, must_change))

    def extend_session(self, token_hash: bytes, expires_at: datetime) -> None:
        self.sql.do(_EXTEND, (seconds(expires_at), token_hash))

    def end_session(self, token_hash: bytes) -> None:
        self.sql.do(_END, (token_hash,))

    def keep_proof(self, token_hash: bytes, secret_proof: bytes) -> None:
        self.sql.do(_KEEP_PROOF, (secret_proof, token_hash))

    def end_sessions_of(self, registrant_id: int, but: bytes = b"") -> None:
        self.sql.do(_END_OF, (registrant_id, but))

    def keep_confirmation(
        self, token_hash: bytes, session_hash: bytes, expires_at: datetime
    ) -> None:
        self.sql.do(_CONFIRM, (token_hash, session_hash, seconds(expires_at)))

    def use_confirmation(self, token_hash: bytes, session_hash: bytes, now: datetime) -> bool:
        bound = (token_hash, session_hash)
        ends = self._one(lambda row: instant(row[0]), _USE_CONFIRMATION, bound)
        return ends is not None and now < ends
