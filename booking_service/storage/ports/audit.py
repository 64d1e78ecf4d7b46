"""What was done by whom."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class AuditStore(Protocol):
    """What a command may change."""

    def note_audit(
        self, at: datetime, actor: str, action: str, subject: str, detail: str
    ) -> None: ...
