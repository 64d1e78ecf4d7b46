"""What was done by whom."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from booking_service.storage.records import AuditRecord


class AuditReader(Protocol):
    """Questions that change nothing."""

    def audit_after(self, line: int, limit: int) -> list[AuditRecord]:
        """Lines of the log in the order they were written."""
        ...

    def audit_head(self) -> str | None:
        """The chain of the last line, kept apart from the lines; None before the first."""
        ...


class AuditStore(AuditReader, Protocol):
    """What a command may change."""

    def note_audit(
        self, at: datetime, actor: str, action: str, subject: str, detail: str, *, reason: str = ""
    ) -> None:
        """Adds a line and binds it to the one before."""
        ...
