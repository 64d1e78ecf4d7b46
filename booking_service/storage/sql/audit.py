"""What was done by whom. It holds no name and no registration number."""

from __future__ import annotations

from datetime import datetime

from booking_service.storage.sql.convert import seconds
from booking_service.storage.sql.session import Part

_NOTE = "INSERT INTO audit (at, actor, action, subject, detail) VALUES (?, ?, ?, ?, ?)"


class AuditWrites(Part):
    """See ``ports.audit``."""

    def note_audit(self, at: datetime, actor: str, action: str, subject: str, detail: str) -> None:
        self.sql.do(_NOTE, (seconds(at), actor, action, subject, detail))
