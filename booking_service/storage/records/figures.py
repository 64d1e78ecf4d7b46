"""What an operator watches: counts, and nothing about anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

#: The largest batch of each class that is counted; larger ones count for the last.
BATCH_SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256)


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts at one moment. ``late_since`` is the oldest instant a step has been due since."""

    sessions: int
    jobs_late: int
    late_since: datetime | None
    mails_waiting: int


@dataclass(frozen=True, slots=True)
class WriterFigures:
    """How the writer does: commands in its queue now, batches by size (``BATCH_SIZES``) and all
    their commands since it started."""

    waiting: int
    batches: tuple[int, ...]
    commands: int
