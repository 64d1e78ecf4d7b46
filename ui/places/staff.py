"""What staff do in maintenance mode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ui.places.maintenance import MaintenancePlace

if TYPE_CHECKING:
    from kiosk.journeys.staff_works import Looked


@dataclass(frozen=True, slots=True)
class StaffReport(MaintenancePlace):
    """The readiness report. ``looked``: one that was made, None to make one now; ``printed``: it
    came out."""

    name: ClassVar[str] = "staff_report"
    looked: Looked | None = None
    printed: bool = False
