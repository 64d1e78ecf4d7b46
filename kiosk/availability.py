"""What a resident can do with a slot now: one pure function of fact, offers and clock.

So the kiosk is right at 08:30:00 without asking anybody, and still right when the line is down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from kiosk.model import Offer, Text


class Now(Enum):
    """What can be done with a slot at this moment."""

    LOTTERY = "lottery"  # apply for the lottery here
    RESERVE = "reserve"  # reserve here, first come first served
    COUNTER = "counter"  # free, but only the facility's counter takes it now
    NOT_YET = "not_yet"  # free; opens later, see ``opens_at`` and ``opens_kind``
    TOO_LATE = "too_late"  # free, but no way is left
    TAKEN = "taken"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class SlotView:
    """One slot as it is shown. ``start`` and ``end`` are instants; ``opens_*`` only if NOT_YET."""

    index: int
    start: datetime
    end: datetime
    now: Now
    until: datetime | None = None
    opens_kind: str | None = None
    opens_at: datetime | None = None
    #: The index of the slot without which this one is not let.
    needs: int | None = None
    #: What the slot is called where it has a name (午前).
    name: Text | None = None
    #: When it can be booked at once, where that is still to come; a lottery may come before.
    first_come_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WholeView:
    """Several slots of a day that are let as one (全日): from ``first``, ``count`` of them."""

    id: str
    name: Text
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class DayView:
    """A room's day. ``as_of``: when the cache was last known to agree with the service."""

    room_id: str
    date: date
    slots: tuple[SlotView, ...]
    as_of: datetime
    wholes: tuple[WholeView, ...] = ()


@dataclass(frozen=True, slots=True)
class DaySummary:
    """A day in the month calendar: the best that can be done and with how many slots."""

    date: date
    best: Now
    count: int
    opens_at: datetime | None = None
    #: As in ``SlotView``, of the slots that are free.
    first_come_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MonthView:
    """A room's month. ``first_month`` and ``last_month`` (first days) bound the calendar."""

    room_id: str
    month: date
    days: tuple[DaySummary, ...]
    first_month: date
    last_month: date
    as_of: datetime


_DOING = {"lottery": Now.LOTTERY, "first_come": Now.RESERVE, "counter": Now.COUNTER}


def what_now(fact: str, offers: Sequence[Offer], at: datetime) -> tuple[Now, Offer | None]:
    """What can be done at the instant ``at`` with a slot whose fact is ``f``, ``t`` or ``c``.

    Returns the answer and the offer it rests on: the open one (lottery before first-come before
    counter), or with ``NOT_YET`` the one that opens next.
    """
    if fact == "c":
        return Now.CLOSED, None
    if fact == "t":
        return Now.TAKEN, None
    for kind, now in _DOING.items():
        for offer in offers:
            if offer.kind == kind and offer.from_ <= at < offer.until:
                return now, offer
    coming = sorted((offer for offer in offers if at < offer.from_), key=lambda offer: offer.from_)
    if coming:
        return Now.NOT_YET, coming[0]
    return Now.TOO_LATE, None
