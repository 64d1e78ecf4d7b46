"""Until when a reservation is cancelled without the counter, and what cancelling costs."""

from __future__ import annotations

from datetime import date, datetime

from booking_service.policy.calendar import closed_days_of
from booking_service.policy.instants import resolve
from booking_service.policy.model import City, FacilityClass, Room
from booking_service.policy.payment import unpaid_deleted_at
from booking_service.policy.rules import Origin

_WHOLE = 100


def cancel_until(
    city: City, room: Room, day: date, origin: Origin, agreed_at: datetime
) -> datetime:
    """The instant before which an unpaid reservation for ``day`` can be cancelled at the kiosk.

    Never later than its deletion for want of payment.
    """
    rule = city.klass(room.class_id).cancellation
    closed_on = closed_days_of(city, city.facility(room.facility_id))
    until = resolve(rule.online_until, day, event=agreed_at, closed_on=closed_on)
    deleted = unpaid_deleted_at(city, room, day, origin, agreed_at)
    return until if deleted is None else min(until, deleted)


def cancellation_percent(klass: FacilityClass, day: date, cancelled_on: date) -> int:
    """The percentage of the usage fee that cancelling on ``cancelled_on`` costs.

    Steps count calendar days between the day of cancelling and the day of use, never hours.
    """
    days_left = (day - cancelled_on).days
    percent = 0
    for step in klass.cancellation.steps:
        if days_left <= step.days_before:
            percent = step.percent
    return percent


def cancellation_fee_yen(
    city: City, room: Room, day: date, fee_yen: int, cancelled_on: date
) -> int:
    """What cancelling on ``cancelled_on`` costs, yen; a fraction of a yen is dropped."""
    percent = cancellation_percent(city.klass(room.class_id), day, cancelled_on)
    return fee_yen * percent // _WHOLE
