"""What an operator watches."""

from __future__ import annotations

from datetime import datetime

from booking_service.storage.records import Figures
from booking_service.storage.sql.convert import maybe_instant, seconds
from booking_service.storage.sql.session import Part, Row, only_int

_SESSIONS = "SELECT count(*) FROM resident_session WHERE expires_at > ?"
_MAILS = "SELECT count(*) FROM mail WHERE state = 'waiting'"
_LATE = "SELECT count(*), min(due_at) FROM due_job WHERE done_at IS NULL AND due_at < ?"


class FigureReads(Part):
    """See ``ports.figures``."""

    def figures(self, now: datetime) -> Figures:
        at = seconds(now)
        sessions = self._one(only_int, _SESSIONS, (at,)) or 0
        mails = self._one(only_int, _MAILS) or 0

        def with_late(row: Row) -> Figures:
            return Figures(sessions, row[0], maybe_instant(row[1]), mails)

        return self._one(with_late, _LATE, (at,)) or Figures(sessions, 0, None, mails)
