"""Samples of calendars: a month of a room, and the hours of one of its days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from kiosk.availability import DaySummary, DayView, MonthView, Now, SlotView
from ui.samples import values
from ui.wording.words import JAPAN

_HOURS = tuple(range(9, 21))


def day_view(now: Now) -> DayView:
    """A day whose slots are mostly ``now``, with some taken, so that every mark is seen."""
    slots = []
    for index, hour in enumerate(_HOURS):
        state = Now.TAKEN if index in (5, 9) else now
        slots.append(
            SlotView(
                index=index,
                start=datetime.combine(values.DAY, time(hour), JAPAN),
                end=datetime.combine(values.DAY, time(hour + 1), JAPAN),
                now=state,
                until=values.OPENS_AT + timedelta(days=30),
                opens_kind="first_come" if state is Now.NOT_YET else None,
                opens_at=values.OPENS_AT if state is Now.NOT_YET else None,
            )
        )
    return DayView(values.ROOM.id, values.DAY, tuple(slots), values.NOW)


def month_view(
    *,
    month: date | None = None,
    from_day: int = 1,
    every: Now | None = None,
) -> MonthView:
    """A month in which every kind of day is found, or one; days before ``from_day`` are over."""
    first = (month or values.DAY).replace(day=1)
    pattern = (Now.RESERVE, Now.LOTTERY, Now.CLOSED, Now.TAKEN, Now.COUNTER, Now.NOT_YET)
    days = []
    day = first
    while day.month == first.month:
        best = every or (Now.LOTTERY if day == values.DAY else pattern[day.day % len(pattern)])
        count = 0 if best in (Now.CLOSED, Now.TAKEN) else 7
        opens = values.OPENS_AT if best is Now.NOT_YET else None
        later = values.OPENS_AT if best in (Now.NOT_YET, Now.LOTTERY) else None
        days.append(DaySummary(day, best, count, opens, later))
        day += timedelta(days=1)
    return MonthView(
        values.ROOM.id,
        first,
        tuple(days[from_day - 1 :]),
        date(2026, 12, 1),
        date(2027, 3, 1),
        values.NOW,
    )
