"""When residents may book at all: the service hours of a city. Looking is always possible."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from booking_service.policy.asking import Refusal
from booking_service.policy.calendar import yearly_because
from booking_service.policy.instants import local_date, start_of
from booking_service.policy.model import City, ServiceHours

#: No city stops its service for longer than this.
_LONGEST_STOP = timedelta(days=366)
_A_DAY = timedelta(days=1)


def next_service(city: City, now: datetime) -> datetime:
    """``now`` within the service hours, else the instant at which they begin again.

    Refuses, as an error of the city's data, a service that stops for more than a year.
    """
    hours = city.service_hours
    if hours is None:
        return now
    day = local_date(now)
    while day - local_date(now) <= _LONGEST_STOP:
        opens, closes = start_of(day, hours.opens), start_of(day, hours.closes)
        if now < closes and not _stopped(hours, day):
            return max(now, opens)
        day += _A_DAY
    raise ValueError("the service hours of the city never begin")


def check_hours(city: City, now: datetime) -> Refusal | None:
    """Whether residents may book at ``now``; the refusal says from when on they may again."""
    opens = next_service(city, now)
    return None if opens == now else Refusal("out_of_hours", {"opens_at": opens})


def _stopped(hours: ServiceHours, day: date) -> bool:
    return yearly_because(hours.closed, day) is not None
