"""Whether a booking may be moved to another day, time or room (変更・振替).

What has not been paid is moved freely until the use begins, as long as cancelling it costs nothing;
by the resident without the counter where its class says so, as long as it could be cancelled so.
What has been paid is moved at the counter, under the rule of its class: how often, within which
year, until when. In a class that says so that rule is for unpaid bookings too, and lifts the fee. A
reason that is not the resident's own – a typhoon warning, a broken room – lifts those limits, and
does not count.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from booking_service.policy.calendar import closed_days_of
from booking_service.policy.checks import Booked, Refusal, check_cancel, check_standing
from booking_service.policy.instants import resolve
from booking_service.policy.model import City, ReservationState
from booking_service.policy.registration import Standing

#: A fiscal year (年度) runs from April to March.
FIRST_MONTH = 4
_SAID_AS_THEY_ARE = ("paid_at_counter", "not_open_yet")
_LIVING = (ReservationState.PROVISIONAL, ReservationState.CONFIRMED)


class Because(StrEnum):
    """Why a booking cannot be moved."""

    STATE = "state"  # it is over, or has been cancelled
    NOT_OFFERED = "not-offered"  # the class does not move what has been paid
    TOO_LATE = "too-late"
    TOO_OFTEN = "too-often"
    OTHER_YEAR = "other-year"
    FEE_DUE = "fee-due"  # cancelling would cost something; moving must not be a way round that


@dataclass(frozen=True, slots=True)
class Move:
    """A booking that is to be moved. ``times``: how often the resident has moved it since it was
    paid, ``times_unpaid``: before; ``fee_due``: cancelling it now would cost something;
    ``excused``: the reason is not theirs."""

    booked: Booked
    paid: bool
    starts: datetime
    to_day: date
    times: int
    times_unpaid: int
    fee_due: bool
    excused: bool


def fiscal_year(day: date) -> int:
    """The fiscal year of a day, by the year it begins in."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


@dataclass(frozen=True, slots=True)
class CounterChange:
    """How the counter changes a booking at the resident's own wish: before ``until``, ``times`` in
    all, to no day after ``latest``."""

    until: datetime
    times: int
    latest: date | None


def counter_change(city: City, booked: Booked, *, paid: bool) -> CounterChange | None:
    """The rule under which the counter changes a booking; None where the city has none, or where
    the booking is over."""
    room = city.room(booked.room_id)
    rule = city.klass(room.class_id).paid
    if booked.state not in _LIVING or rule is None or not (paid or rule.unpaid_too):
        return None
    closed_on = closed_days_of(city, city.facility(room.facility_id))
    until = resolve(rule.until, booked.date, closed_on=closed_on)
    return CounterChange(
        until, rule.moves, _last_of_year(booked.date) if rule.within_fiscal_year else None
    )


def is_refunded(city: City, room_id: str) -> bool:
    """Whether a resident who cancels what is paid gets back what is over the cancellation fee."""
    rule = city.klass(city.room(room_id).class_id).paid
    return rule is None or rule.refunded


def counted_moves(city: City, room_id: str, paid: int, unpaid: int) -> int:
    """How many of a booking's moves count towards the limit of its class."""
    rule = city.klass(city.room(room_id).class_id).paid
    return paid + (unpaid if rule is not None and rule.unpaid_too else 0)


def check_change_online(
    city: City, booked: Booked, now: datetime, standing: Standing, *, paid: bool
) -> Refusal | None:
    """Why a resident cannot change a booking without the counter now (document 003 §4, 002 (3))."""
    room = city.room(booked.room_id)
    tel = city.facility(room.facility_id).tel
    if booked.state not in _LIVING:
        return _refused(booked, tel, Because.STATE)
    if not city.klass(room.class_id).changed_online:
        return _refused(booked, tel, Because.NOT_OFFERED)
    if paid:
        return Refusal("paid_at_counter", {"state": booked.state, "tel": tel})
    if refusal := check_standing(standing):
        return refusal
    if refusal := check_cancel(city, booked, now, standing):
        if refusal.code in _SAID_AS_THEY_ARE:
            return refusal
        return _refused(booked, tel, Because.TOO_LATE)
    return None


def _last_of_year(day: date) -> date:
    return date(fiscal_year(day) + 1, FIRST_MONTH, 1) - timedelta(days=1)


def check_move(city: City, move: Move, now: datetime) -> Refusal | None:
    """Why a booking cannot be moved now; whether the new place is to be had is another question."""
    booked = move.booked
    if booked.state not in _LIVING:
        return _no(city, move, Because.STATE)
    if move.excused:
        return None
    if now >= move.starts:
        return _no(city, move, Because.TOO_LATE)
    room = city.room(booked.room_id)
    rule = city.klass(room.class_id).paid
    for_all = rule is not None and rule.unpaid_too
    if move.fee_due and not for_all:
        return _no(city, move, Because.FEE_DUE)
    if not move.paid and not for_all:
        return None
    if rule is None:
        return _no(city, move, Because.NOT_OFFERED)
    closed_on = closed_days_of(city, city.facility(room.facility_id))
    if now >= resolve(rule.until, booked.date, closed_on=closed_on):
        return _no(city, move, Because.TOO_LATE)
    if counted_moves(city, booked.room_id, move.times, move.times_unpaid) >= rule.moves:
        return _no(city, move, Because.TOO_OFTEN)
    if rule.within_fiscal_year and fiscal_year(move.to_day) != fiscal_year(booked.date):
        return _no(city, move, Because.OTHER_YEAR)
    return None


def _no(city: City, move: Move, because: Because) -> Refusal:
    tel = city.facility(city.room(move.booked.room_id).facility_id).tel
    return _refused(move.booked, tel, because)


def _refused(booked: Booked, tel: str, because: Because) -> Refusal:
    details = {"because": because.value, "state": booked.state.value, "tel": tel}
    return Refusal("not_changeable", details)
