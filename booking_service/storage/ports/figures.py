"""What an operator watches."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from booking_service.storage.records import Figures


class FigureReader(Protocol):
    """Questions that change nothing."""

    def figures(self, now: datetime) -> Figures:
        """Sessions that are open, steps that were due before ``now`` and are not done, mails that
        wait."""
        ...
