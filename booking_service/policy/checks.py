"""May this be done, by this registrant, at this moment? ``None``, or the one reason why not.

The codes and details are those of ``docs/architecture.md`` (instants in details are aware
datetimes, dates are dates). Beyond what ``asking`` asks: is there quota left, does it clash, can it
be paid; and for what one holds, can it be taken back, claimed, waived, cancelled. Whether the slot
is still free is not asked here: the unique key of the database answers that.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from booking_service.policy.asking import (
    LARGEST_INT,
    Ask,
    Refusal,
    check_ask,
    check_open,
    check_standing,
    counter_instead,
    run_of,
)
from booking_service.policy.cancellation import (
    cancel_from,
    cancel_until,
    cancellation_fee_yen,
    cancellation_percent,
)
from booking_service.policy.facts import pattern_of
from booking_service.policy.instants import local_date
from booking_service.policy.lottery import LotteryTimes, lottery_of, lottery_times
from booking_service.policy.model import (
    ApplicationState,
    City,
    ReservationState,
    Room,
)
from booking_service.policy.offers import OfferKind
from booking_service.policy.payment import can_be_paid, payment_due
from booking_service.policy.quotas import Holding, HoldingKind, Usage, full_quota
from booking_service.policy.registration import Standing, StandingState
from booking_service.policy.rules import CancelBy, Clash, Counted, Origin

__all__ = [
    "LARGEST_INT",
    "Applied",
    "Ask",
    "Booked",
    "Refusal",
    "cancel_tel",
    "cancel_way",
    "cancellation_base",
    "check_application",
    "check_application_cancel",
    "check_cancel",
    "check_claim",
    "check_reservation",
    "check_standing",
    "check_waive",
]

#: What a city has that lets a win be given up; elsewhere one that nobody claims lapses.
_WAIVE = "lottery-waive"


@dataclass(frozen=True, slots=True)
class Applied:
    """A lottery application as far as the rules care."""

    room_id: str
    date: date
    state: ApplicationState
    claim_until: datetime | None = None  # of a runner-up who won after all; None: the lottery's


@dataclass(frozen=True, slots=True)
class Booked:
    """A reservation as far as the rules care. ``agreed_at``: when it was made or claimed.

    ``cancellation_base_yen``: the fee that a cancellation fee is a part of, where it is not
    ``fee_yen``, since a reduction may be for the use only.
    """

    room_id: str
    date: date
    state: ReservationState
    origin: Origin
    fee_yen: int
    agreed_at: datetime
    cancellation_base_yen: int | None = None


def check_application(
    city: City, ask: Ask, standing: Standing, usage: Usage, now: datetime
) -> Refusal | None:
    """Whether a registrant may apply for the lottery now. ``usage`` is what they hold for the month
    of use; the application itself must not be in it."""
    return (
        check_ask(city, ask, standing, now)
        or _check_quota(city, ask, Counted.APPLICATIONS, usage, now)
        or _check_duplicate(city, ask, usage)
    )


def check_reservation(
    city: City, ask: Ask, standing: Standing, usage: Usage, now: datetime
) -> Refusal | None:
    """Whether a registrant may reserve now: ``ask.kind`` is first-come at a kiosk, counter for
    staff. ``usage`` is what they hold for the month of use."""
    return (
        check_ask(city, ask, standing, now)
        or _check_quota(city, ask, Counted.BOOKINGS, usage, now)
        or _check_payable(city, ask, now)
    )


def check_application_cancel(city: City, applied: Applied, now: datetime) -> Refusal | None:
    """Whether an application can be taken back: until its window closes, by anybody who made it."""
    room = city.room(applied.room_id)
    if applied.state is not ApplicationState.APPLIED:
        return _not_cancellable(city, room, applied.state)
    times = _times(city, room, applied.date)
    if now >= times.closes:
        return Refusal("window_closed", {"closed_at": times.closes})
    return None


def check_claim(city: City, applied: Applied, standing: Standing, now: datetime) -> Refusal | None:
    """Whether a win can be claimed (当選確定): in its days, by a registrant who may book, and not
    for a day that has been closed since."""
    return (
        check_standing(standing)
        or _check_win(city, applied, now)
        or check_open(city, applied.room_id, applied.date)
    )


def check_waive(city: City, applied: Applied, now: datetime) -> Refusal | None:
    """Whether a win can be given up (放棄): in the days of claiming, where the city knows that. A
    suspended or expired registrant may, since it frees the room for others."""
    if _WAIVE not in city.features:
        return Refusal("not_claimable", {"state": applied.state})
    return _check_win(city, applied, now)


def check_cancel(
    city: City, booked: Booked, now: datetime, standing: Standing | None = None
) -> Refusal | None:
    """Whether a reservation can be cancelled at a kiosk, else where to go.

    ``standing`` of whoever holds it: a city may send suspended registrants to its service centre
    (document 004 §3(3)).
    """
    room = city.room(booked.room_id)
    match cancel_way(city, booked, now, standing):
        case CancelBy.ONLINE:
            opens = cancel_from(city, room, booked.date, booked.origin)
            if opens is not None and now < opens:
                return Refusal("not_open_yet", {"opens_at": opens})
            return None
        case CancelBy.TELEPHONE:
            tel = cancel_tel(city, room, standing)
            return Refusal("cancel_by_telephone", {"tel": tel, **_cost(city, booked, now)})
        case CancelBy.COUNTER:
            tel = city.facility(room.facility_id).tel
            if _is_paid(city, booked):
                return Refusal("paid_at_counter", {"state": booked.state, "tel": tel})
            return _not_cancellable(city, room, booked.state)
        case None:
            return _not_cancellable(city, room, booked.state)


def cancel_way(
    city: City, booked: Booked, now: datetime, standing: Standing | None = None
) -> CancelBy | None:
    """How a reservation is cancelled now; None for one that has ended.

    A won one that cannot be cancelled before first-come opens is online all the same.
    """
    if booked.state not in {ReservationState.PROVISIONAL, ReservationState.CONFIRMED}:
        return None
    room = city.room(booked.room_id)
    rule = city.klass(room.class_id).cancellation_on(booked.date)
    if rule.by is not CancelBy.ONLINE:
        return rule.by
    if _sent_elsewhere(city, standing):
        return city.registration.suspended_cancel_by
    if _is_paid(city, booked):
        return CancelBy.COUNTER
    if rule.provisional_only and booked.state is ReservationState.CONFIRMED:
        return rule.afterwards
    until = cancel_until(city, room, booked.date, booked.origin, booked.agreed_at)
    return CancelBy.ONLINE if until is not None and now < until else rule.afterwards


def _is_paid(city: City, booked: Booked) -> bool:
    """Whether it is the counter's alone, for having been paid."""
    rule = city.klass(city.room(booked.room_id).class_id).cancellation_on(booked.date)
    confirmed = booked.state is ReservationState.CONFIRMED
    return rule.paid_at_counter and confirmed and booked.fee_yen > 0


def _sent_elsewhere(city: City, standing: Standing | None) -> bool:
    suspended = standing is not None and standing.state is StandingState.SUSPENDED
    return suspended and city.registration.suspended_cancel_by is not CancelBy.ONLINE


def cancel_tel(city: City, room: Room, standing: Standing | None) -> str:
    """Whom to telephone about cancelling a use of ``room``."""
    if _sent_elsewhere(city, standing):
        return city.contact.tel
    return city.facility(room.facility_id).tel


def cancellation_base(booked: Booked) -> int:
    """The fee that a cancellation fee is a part of, yen."""
    return booked.fee_yen if booked.cancellation_base_yen is None else booked.cancellation_base_yen


def _cost(city: City, booked: Booked, now: datetime) -> dict[str, object]:
    """What cancelling costs today."""
    room, today, booked_on = (
        city.room(booked.room_id),
        local_date(now),
        local_date(booked.agreed_at),
    )
    base = cancellation_base(booked)
    return {
        "fee_yen": cancellation_fee_yen(city, room, booked.date, base, today, booked_on=booked_on),
        "percent": cancellation_percent(city, room, booked.date, today, booked_on),
    }


def _check_payable(city: City, ask: Ask, now: datetime) -> Refusal | None:
    """Nothing is sold online that the counter, closed until it is due, could never be paid for
    (docs/decisions/0009)."""
    room = city.room(ask.room_id)
    if ask.kind is not OfferKind.FIRST_COME:
        return None
    due = payment_due(city, room, ask.date, Origin.FIRST_COME, now)
    if due is None or can_be_paid(city, room, due, now):
        return None
    return counter_instead(city, ask, now) or Refusal("window_closed", {"closed_at": now})


def _check_quota(
    city: City, ask: Ask, counted: Counted, usage: Usage, now: datetime
) -> Refusal | None:
    counter_at = now if ask.kind is OfferKind.COUNTER else None
    room = city.room(ask.room_id)
    full = full_quota(
        city,
        room,
        ask.date,
        counted,
        usage,
        slot_count=ask.slot_count,
        counter_at=counter_at,
    )
    if full is None:
        return None
    said = {"limit": full.limit, "used": full.used, "scope": full.scope, "unit": full.unit.value}
    return Refusal("quota_full", said)


def _check_duplicate(city: City, ask: Ask, usage: Usage) -> Refusal | None:
    """One application at a time, in a facility or in a room as the lottery says (document 003 §3:
    同一施設の同一コマ). Times are compared: rooms may be cut into slots in different ways."""
    room = city.room(ask.room_id)
    run = run_of(city, room, ask)
    rule = lottery_of(city.klass(room.class_id), ask.date)
    for held in usage.holdings:
        if (
            held.kind is HoldingKind.APPLIED
            and held.date == ask.date
            and rule is not None
            and _same_place(city, rule.clash, room, city.room(held.room_id))
        ):
            starts, ends = _held_times(city, held)
            if starts < run[-1].end and run[0].start < ends:
                return Refusal("duplicate_application", {"number": held.number})
    return None


def _same_place(city: City, clash: Clash, room: Room, held: Room) -> bool:
    match clash:
        case Clash.FACILITY:
            return held.facility_id == room.facility_id
        case Clash.ROOM:
            return held.id == room.id


def _held_times(city: City, held: Holding) -> tuple[int, int]:
    slots = pattern_of(city, city.room(held.room_id), held.date).slots
    return slots[held.first_slot].start, slots[held.first_slot + held.slot_count - 1].end


def _check_win(city: City, applied: Applied, now: datetime) -> Refusal | None:
    if applied.state is not ApplicationState.WON:
        return Refusal("not_claimable", {"state": applied.state})
    times = _times(city, city.room(applied.room_id), applied.date)
    if times.claim_from is None or times.claim_until is None:
        return Refusal("not_claimable", {"state": applied.state})
    if now < times.claim_from:
        return Refusal("not_open_yet", {"opens_at": times.claim_from})
    until = applied.claim_until or times.claim_until
    if now >= until:
        return Refusal("window_closed", {"closed_at": until})
    return None


def _times(city: City, room: Room, day: date) -> LotteryTimes:
    facility, klass = city.facility(room.facility_id), city.klass(room.class_id)
    times = lottery_times(city, facility, klass, day)
    if times is None:
        raise ValueError(f"an application exists in class {klass.id}, which has no lottery")
    return times


def _not_cancellable(city: City, room: Room, state: ApplicationState | ReservationState) -> Refusal:
    tel = city.facility(room.facility_id).tel
    return Refusal("not_cancellable", {"state": state, "tel": tel})
