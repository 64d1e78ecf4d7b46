"""What went wrong, why, and what to do instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from kiosk.journeys.deed_kind import DeedKind
from kiosk.maintenance.out_of_service import OutReason
from kiosk.outcome import Refused
from ui.deeds import Deed
from ui.places.place import Place


@dataclass(frozen=True, slots=True)
class OutOfService(Place):
    """Nothing can be done here now: the cache was never filled, or staff say so for a ``reason``,
    until a moment if it is known."""

    name: ClassVar[str] = "out_of_service"
    reason: OutReason | None = None
    until: datetime | None = None
    #: The service does not know this terminal any more.
    shut_out: bool = False
    #: Why the service cannot be reached, for staff; residents need not know.
    trouble: Refused | None = None


@dataclass(frozen=True, slots=True)
class WhyNot(Place):
    """Why a door is closed: the rule, the day, and what to do instead."""

    name: ClassVar[str] = "refused"
    refused: Refused
    #: What the resident was about to commit to, if anything.
    deed: DeedKind | None = None


@dataclass(frozen=True, slots=True)
class LineDown(Place):
    """What was asked for needs the service. ``wanted`` is tried again on request."""

    name: ClassVar[str] = "line_down"
    wanted: Place
    #: Whether nobody answers, or somebody who has no time.
    why: Literal["line_down", "service_busy"] = "line_down"
    #: What the resident was about to commit to, if anything: it was not done.
    deed: DeedKind | None = None


@dataclass(frozen=True, slots=True)
class AnswerUnclear(Place):
    """A write was sent and no answer came; it is asked about until the truth is known."""

    name: ClassVar[str] = "answer_unclear"
    key: str
    deed: Deed


@dataclass(frozen=True, slots=True)
class Crashed(Place):
    name: ClassVar[str] = "crashed"
