"""From what the cache holds to what a calendar shows: pure functions of rows, offers and time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from kiosk.availability import DaySummary, Now, SlotView, WholeView, what_now
from kiosk.clock import TOKYO
from kiosk.model import Offer, RoomDay, SlotPattern, SlotTime

#: Which of two slots says more about its day, best first.
_BEST_FIRST = (
    Now.LOTTERY,
    Now.RESERVE,
    Now.COUNTER,
    Now.NOT_YET,
    Now.TOO_LATE,
    Now.TAKEN,
    Now.CLOSED,
)


def instant(day: date, clock_time: str) -> datetime:
    """``HH:MM`` of a day as an instant; ``24:00`` is the start of the next day."""
    hours, minutes = (int(part) for part in clock_time.split(":"))
    start = datetime.combine(day, time(0), TOKYO)
    return start + timedelta(hours=hours, minutes=minutes)


def slot_views(
    room_day: RoomDay, patterns: Mapping[str, SlotPattern], offers: Sequence[Offer], at: datetime
) -> tuple[SlotView, ...]:
    """Every slot of a room's day as it is at the instant ``at``.

    A day whose pattern or slot letters do not fit the city's data shows no slot: better none than
    wrong ones.
    """
    pattern = patterns.get(room_day.pattern)
    if pattern is None or len(pattern.slots) != len(room_day.slots):
        return ()
    places = {slot.id: index for index, slot in enumerate(pattern.slots)}
    return tuple(
        _view(_blank(index, room_day.date, slot, places), fact, offers, at)
        for index, (slot, fact) in enumerate(zip(pattern.slots, room_day.slots, strict=True))
    )


def whole_views(room_day: RoomDay, patterns: Mapping[str, SlotPattern]) -> tuple[WholeView, ...]:
    """The runs of slots that are let as one on this day."""
    pattern = patterns.get(room_day.pattern)
    if pattern is None:
        return ()
    places = {slot.id: index for index, slot in enumerate(pattern.slots)}
    return tuple(
        WholeView(one.id, one.name, places[one.slots[0]], len(one.slots))
        for one in pattern.combined
        if one.slots and all(slot in places for slot in one.slots)
    )


def summary(day: date, slots: Sequence[SlotView]) -> DaySummary:
    """A day in one word: the best that any of its slots allows, and how many allow it.

    A slot that is not let without another (夜間延長) counts only where the other can be had too.
    """
    if not slots:
        return DaySummary(day, Now.CLOSED, 0)
    had = [slot for slot in slots if slot.needs is None or slots[slot.needs].now is slot.now]
    counts = Counter(slot.now for slot in had or slots)
    best = next(now for now in _BEST_FIRST if counts[now])
    opens_at = min((slot.opens_at for slot in had if slot.opens_at is not None), default=None)
    first_come_at = min(
        (slot.first_come_at for slot in had if slot.first_come_at is not None), default=None
    )
    return DaySummary(
        day, best, counts[best], opens_at if best is Now.NOT_YET else None, first_come_at
    )


def month_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def last_of_month(month: date) -> date:
    """The last day of the month that ``month`` is the first day of."""
    return month_of(month + timedelta(days=31)) - timedelta(days=1)


def _blank(index: int, day: date, slot: SlotTime, places: Mapping[str, int]) -> SlotView:
    return SlotView(
        index,
        instant(day, slot.from_),
        instant(day, slot.until),
        Now.TOO_LATE,
        needs=places.get(slot.needs) if slot.needs is not None else None,
        name=slot.name,
    )


def _view(blank: SlotView, fact: str, offers: Sequence[Offer], at: datetime) -> SlotView:
    now, offer = what_now(fact, offers, at)
    if fact == "f" and blank.start <= at:  # begun already, whatever the day's offers say
        return blank
    if offer is None:
        return replace(blank, now=now)
    soonest = min(
        (one.from_ for one in offers if one.kind == "first_come" and at < one.from_), default=None
    )
    view = replace(blank, now=now, first_come_at=soonest)
    if now is Now.NOT_YET:
        return replace(view, opens_kind=offer.kind, opens_at=offer.from_)
    return replace(view, until=offer.until)
