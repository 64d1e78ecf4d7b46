"""Booking the same room at the same hours again, found in what this kiosk knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from kiosk.availability import DayView, Now
from kiosk.clock import TOKYO
from kiosk.journeys.looking import LookingUp
from kiosk.journeys.outcomes import SameHours
from kiosk.model import Reservation
from kiosk.outcome import Refused

_WEEK = timedelta(days=7)
#: Days that are looked at, and days that are offered.
_WEEKS_AHEAD = 30
_OFFERED = 8


class RepeatingBooking:
    """Implements ``kiosk.terminal.Repeating``."""

    def __init__(self, looking: LookingUp, now: Callable[[], datetime]) -> None:
        self._looking = looking
        self._now = now

    def same_hours(self, booked: Reservation) -> tuple[SameHours, ...] | Refused:
        """The next days of the same weekday on which the same hours can be had here.

        A room the city lets no more has none.
        """
        found = []
        for day in self._weeks(booked.date):
            view = self._looking.day(booked.room_id, day)
            if isinstance(view, Refused):
                if view.code == "not_found":  # beyond the calendar, or a room that is no more
                    continue
                return view
            now = what_of(view, booked)
            if now is not None:
                found.append(SameHours(day, now))
        return tuple(found[:_OFFERED])

    def _weeks(self, like: date) -> Iterator[date]:
        today = self._now().astimezone(TOKYO).date()
        first = today + timedelta(days=(like.weekday() - today.weekday()) % 7)
        for week in range(_WEEKS_AHEAD):
            yield first + week * _WEEK


def what_of(view: DayView, booked: Reservation) -> Now | None:
    """What can be done here with the hours of ``booked`` on another day; None if they are not
    all to be had, or are other hours on that day."""
    last = booked.first_slot + booked.slot_count - 1
    if last >= len(view.slots):
        return None
    slots = view.slots[booked.first_slot : last + 1]
    same = (slots[0].start.timetz(), slots[-1].end.timetz()) == (
        booked.from_.astimezone(TOKYO).timetz(),
        booked.until.astimezone(TOKYO).timetz(),
    )
    kinds = {slot.now for slot in slots}
    if not same or len(kinds) != 1:
        return None
    (now,) = kinds
    return now if now in (Now.LOTTERY, Now.RESERVE) else None
