"""Steps that are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DueJob:
    """A step to be taken at ``due_at``."""

    kind: str
    subject: str
    due_at: datetime
