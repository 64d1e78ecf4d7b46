"""Whether residents may book now, and when they may again. Pure."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from kiosk.model import ServiceHours

#: A year, so that a city that is closed for longer is found to be closed for good.
_DAYS_LOOKED_AT = 366
_END_OF_DAY = "24:00"


def opens_again(hours: ServiceHours | None, now: datetime) -> datetime | None:
    """The next moment at which residents may book; None if they may now, or at no time.

    ``now`` is in the city's time. ``hours`` of None: at all times.
    """
    if hours is None:
        return None
    for days in range(_DAYS_LOOKED_AT):
        day = (now + timedelta(days=days)).date()
        if _stopped(hours, f"{day:%m-%d}"):
            continue
        opens = datetime.combine(day, time.fromisoformat(hours.opens), now.tzinfo)
        if now < opens:
            return opens
        if days == 0 and now < _closes(hours, now):
            return None
    return None


def _closes(hours: ServiceHours, now: datetime) -> datetime:
    if hours.closes == _END_OF_DAY:
        return datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
    return datetime.combine(now.date(), time.fromisoformat(hours.closes), now.tzinfo)


def _stopped(hours: ServiceHours, day: str) -> bool:
    """Whether ``day`` (``12-31``) lies in a stop, which may go over the turn of the year."""
    return any(
        stop.first <= day <= stop.last
        if stop.first <= stop.last
        else day >= stop.first or day <= stop.last
        for stop in hours.closed
    )
