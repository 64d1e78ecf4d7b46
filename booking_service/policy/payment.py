"""Where and until when a reservation is paid, when an unpaid one is deleted, and its first state.

The kiosk takes no money: it says where to go by when.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from booking_service.policy.calendar import is_closed, when
from booking_service.policy.fees import is_free
from booking_service.policy.instants import MINUTES_OF_A_DAY, local_date, start_of
from booking_service.policy.model import City, FacilityClass, ReservationState, Room
from booking_service.policy.rules import Confirmed, Origin, PaidBy, PaymentRule, Text

#: A due time is the first instant at which it is too late.
_MOMENT = timedelta(microseconds=1)


def payment_due(
    city: City,
    room: Room,
    day: date,
    origin: Origin,
    agreed_at: datetime,
    *,
    fee_yen: int | None = None,
) -> datetime | None:
    """The instant before which a reservation for ``day`` has to be paid.

    ``agreed_at`` is when it was made; for a win, when it was claimed. ``fee_yen``: what it costs,
    where that is known. None if there is nothing to pay later: a room that is free of charge, a
    booking that costs nothing, or an origin that is paid on the spot.
    """
    rule = _rule(city, room, day, origin, fee_yen)
    if rule is None or rule.due is None:
        return None
    facility = city.facility(room.facility_id)
    return when(city, facility, rule.due, day, event=agreed_at)


def due_of_claim(
    city: City, room: Room, day: date, first: datetime, last: datetime, *, fee_yen: int
) -> datetime | None:
    """The instant before which a win has to be paid that is claimed in [first, last): the earliest
    there is, whichever day it is claimed on. None if there is nothing to pay later."""
    dues = (
        payment_due(city, room, day, Origin.LOTTERY, at, fee_yen=fee_yen)
        for at in (first, last - _MOMENT)
    )
    return min((due for due in dues if due is not None), default=None)


def unpaid_deleted_at(
    city: City,
    room: Room,
    day: date,
    origin: Origin,
    agreed_at: datetime,
    *,
    fee_yen: int | None = None,
) -> datetime | None:
    """The instant at which a reservation still unpaid is deleted; None where it never is."""
    rule = _rule(city, room, day, origin, fee_yen)
    if rule is None or rule.deleted is None:
        return None
    facility = city.facility(room.facility_id)
    return when(city, facility, rule.deleted, day, event=agreed_at)


def can_be_paid(city: City, room: Room, due: datetime, now: datetime) -> bool:
    """Whether the counter of ``room`` opens on any day from today until ``due``."""
    facility = city.facility(room.facility_id)
    today = local_date(now)
    days = local_date(due - _MOMENT) - today
    return any(
        not is_closed(city, facility, today + timedelta(days=ahead))
        for ahead in range(days.days + 1)
    )


def pay_at(city: City, room: Room, origin: Origin | None = None) -> Text:
    """Where or how a use of ``room`` is paid: as the rule of its origin says, else at the counter
    of its own facility."""
    rule = None if origin is None else city.klass(room.class_id).payment.get(origin)
    if rule is not None and rule.how is not None:
        return rule.how
    return city.facility(room.facility_id).name


def paid_by(city: City, room: Room, origin: Origin) -> PaidBy:
    """What a resident has to do to pay a use of ``room``."""
    rule = city.klass(room.class_id).payment.get(origin)
    return PaidBy.DEADLINE if rule is None else rule.by


def lapses_unpaid(city: City, room: Room, origin: Origin) -> bool:
    """Whether a reservation of this origin is deleted when it is not paid."""
    rule = city.klass(room.class_id).payment.get(origin)
    return rule is not None and rule.deleted is not None


def first_state(city: City, room: Room, origin: Origin, fee_yen: int) -> ReservationState:
    """The state a new reservation of this fee begins in.

    Provisional until it is paid, or until its day is over, as the class says; confirmed at once
    where the class says so or where nothing waits to be paid.
    """
    match _confirmed(city.klass(room.class_id), origin):
        case Confirmed.AT_ONCE:
            return ReservationState.CONFIRMED
        case Confirmed.NEXT_DAY:
            return ReservationState.PROVISIONAL
        case Confirmed.WHEN_PAID:
            return ReservationState.PROVISIONAL if fee_yen else ReservationState.CONFIRMED


def waits_for_payment(city: City, room: Room, origin: Origin) -> bool:
    """Whether it is the payment that confirms a reservation of this origin."""
    return _confirmed(city.klass(room.class_id), origin) is Confirmed.WHEN_PAID


def confirmed_at(city: City, room: Room, origin: Origin, made_at: datetime) -> datetime | None:
    """When a provisional reservation becomes a confirmed one by itself: at 24:00 of the day it was
    made, where the class says so; else None."""
    if _confirmed(city.klass(room.class_id), origin) is not Confirmed.NEXT_DAY:
        return None
    return start_of(local_date(made_at), MINUTES_OF_A_DAY)


def paid_when_made(city: City, room: Room, origin: Origin) -> bool:
    """Whether a booking of this origin is paid on the spot: at the counter, unless the class has a
    rule for paying later."""
    return origin is Origin.COUNTER and origin not in city.klass(room.class_id).payment


def _confirmed(klass: FacilityClass, origin: Origin) -> Confirmed:
    return klass.confirmed.get(origin, Confirmed.AT_ONCE)


def _rule(
    city: City, room: Room, day: date, origin: Origin, fee_yen: int | None
) -> PaymentRule | None:
    if fee_yen == 0 or is_free(room, day):
        return None
    return city.klass(room.class_id).payment.get(origin)
