"""Where and until when a reservation is paid, and when an unpaid one is deleted.

The kiosk takes no money: it says where to go by when.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from booking_service.policy.calendar import closed_days_of, is_closed
from booking_service.policy.instants import RelativeInstant, resolve
from booking_service.policy.model import City, ReservationState, Room
from booking_service.policy.rules import Origin, PaymentRule, Text

#: A due time is the first instant at which it is too late.
_MOMENT = timedelta(microseconds=1)


def payment_due(
    city: City, room: Room, day: date, origin: Origin, agreed_at: datetime
) -> datetime | None:
    """The instant before which a reservation for ``day`` has to be paid.

    ``agreed_at`` is when it was made; for a win, when it was claimed. None if there is nothing to
    pay later: a room that is free of charge, or an origin that is paid on the spot.
    """
    rule = _rule(city, room, origin)
    return None if rule is None else _resolve(city, room, day, rule.due, agreed_at)


def unpaid_deleted_at(
    city: City, room: Room, day: date, origin: Origin, agreed_at: datetime
) -> datetime | None:
    """The instant at which a reservation still unpaid is deleted; None where nothing is due."""
    rule = _rule(city, room, origin)
    return None if rule is None else _resolve(city, room, day, rule.deleted, agreed_at)


def can_be_paid(city: City, room: Room, due: datetime, now: datetime) -> bool:
    """Whether the counter of ``room`` opens on any day from today until ``due``."""
    facility = city.facility(room.facility_id)
    days = (due - _MOMENT).date() - now.date()
    return any(
        not is_closed(city, facility, now.date() + timedelta(days=ahead))
        for ahead in range(days.days + 1)
    )


def pay_at(city: City, room: Room) -> Text:
    """Where a use of ``room`` is paid: the counter of its own facility."""
    return city.facility(room.facility_id).name


def first_state(room: Room, origin: Origin) -> ReservationState:
    """The state a new reservation begins in: provisional until it is paid.

    Confirmed at once where nothing waits to be paid: a free room, or a booking made and paid at the
    counter.
    """
    if room.price_per_hour_yen == 0 or origin is Origin.COUNTER:
        return ReservationState.CONFIRMED
    return ReservationState.PROVISIONAL


def _rule(city: City, room: Room, origin: Origin) -> PaymentRule | None:
    if room.price_per_hour_yen == 0:
        return None
    return city.klass(room.class_id).payment.get(origin)


def _resolve(
    city: City, room: Room, day: date, instant: RelativeInstant, agreed_at: datetime
) -> datetime:
    closed_on = closed_days_of(city, city.facility(room.facility_id))
    return resolve(instant, day, event=agreed_at, closed_on=closed_on)
