"""What a booking would cost and bring with it, or the refusal that the write would get."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from booking_service.policy.cancellation import cancel_until
from booking_service.policy.checks import Refusal
from booking_service.policy.hours import check_hours
from booking_service.policy.instants import local_date
from booking_service.policy.offers import OfferKind
from booking_service.policy.payment import lapses_unpaid, paid_by, pay_at, payment_due
from booking_service.policy.quotas import QuotaUse, Usage, quota_uses
from booking_service.policy.rules import Counted, Origin
from booking_service.service import shapes, views
from booking_service.service.applying import refusal_to_apply
from booking_service.service.booking import Choice, price, refusal_if_taken, usage
from booking_service.service.moving import agreed_anew, others_than, to_change
from booking_service.service.reserving import refusal_to_reserve
from booking_service.service.visit import Visit
from booking_service.storage.records import ReservationRecord


class QuoteKind(StrEnum):
    """What is asked about."""

    LOTTERY = "lottery"
    RESERVATION = "reservation"


def quote(visit: Visit, kind: QuoteKind, choice: Choice) -> shapes.Quote | Refusal:
    """The quote of a choice for a registrant, now."""
    if refusal := check_hours(visit.city, visit.now):
        return refusal
    match kind:
        case QuoteKind.LOTTERY:
            return refusal_to_apply(visit, choice) or _for_lottery(visit, choice)
        case QuoteKind.RESERVATION:
            return (
                refusal_to_reserve(visit, choice, OfferKind.FIRST_COME)
                or refusal_if_taken(visit.reader, visit.city, choice)
                or _for_reservation(visit, choice)
            )


def quote_of_change(visit: Visit, reservation_id: int, choice: Choice) -> shapes.Quote | Refusal:
    """What a resident's own booking would be once it is changed, now; it is in nobody's way."""
    if refusal := check_hours(visit.city, visit.now):
        return refusal
    found = to_change(visit, reservation_id, choice)
    if isinstance(found, Refusal):
        return found
    record, wanted = found
    if refusal := refusal_if_taken(visit.reader, visit.city, wanted, record.use):
        return refusal
    cost = price(visit.city, wanted, visit.reductions_on(wanted.date))
    changed = replace(record, use=wanted.use(visit.city), fee_lines=cost.lines, fee_yen=cost.yen)
    return _of_change(visit, agreed_anew(visit.city, changed), wanted)


def _of_change(visit: Visit, changed: ReservationRecord, choice: Choice) -> shapes.Quote:
    city, now, origin = visit.city, visit.now, Origin(changed.origin)
    room, held = city.room(choice.room_id), usage(visit.reader, visit.registrant.id, choice.date)
    return {
        "fee_lines": views.fee_lines(changed.fee_lines),
        "fee_yen": changed.fee_yen,
        "payment_due": changed.payment_due,
        "pay_at": views.text(pay_at(city, room, origin)),
        "paid_by": paid_by(city, room, origin).value,
        "lapses_unpaid": lapses_unpaid(city, room, origin),
        "quota": _quota(visit, choice, Counted.BOOKINGS, others_than(changed, held)),
        "cancel_until": cancel_until(city, room, choice.date, origin, changed.made_at),
        "draw": None,
        "if_claimed": None,
        "follow_ups": views.to_dos(city, room, choice.date, now),
        "fee_steps": views.fee_steps(city, room, choice.date, changed.made_at.date()),
    }


def _for_lottery(visit: Visit, choice: Choice) -> shapes.Quote:
    room = visit.city.room(choice.room_id)
    cost = price(visit.city, choice, visit.reductions_on(choice.date))
    held = usage(visit.reader, visit.registrant.id, choice.date)
    times = views.times_of(visit.city, room, choice.date)
    # A win is a booking from its result on, or at the earliest once it can be claimed.
    booked_on = local_date(times.claim_from or times.result_from)
    return {
        "fee_lines": views.fee_lines(cost.lines),
        "fee_yen": cost.yen,
        "payment_due": None,  # of what is only applied for nothing is due: see ``if_claimed``
        "pay_at": views.text(pay_at(visit.city, room, Origin.LOTTERY)),
        "paid_by": paid_by(visit.city, room, Origin.LOTTERY).value,
        "lapses_unpaid": lapses_unpaid(visit.city, room, Origin.LOTTERY),
        "quota": _quota(visit, choice, Counted.APPLICATIONS, held),
        "cancel_until": times.closes,
        "draw": views.draw_times(times),
        "if_claimed": views.if_claimed(
            visit.city, room, choice.date, times, visit.now, fee_yen=cost.yen
        ),
        "follow_ups": [],  # counted from the day of claiming, as above
        "fee_steps": views.fee_steps(visit.city, room, choice.date, booked_on),
    }


def _for_reservation(visit: Visit, choice: Choice) -> shapes.Quote:
    city, now, origin = visit.city, visit.now, Origin.FIRST_COME
    room = city.room(choice.room_id)
    cost = price(city, choice, visit.reductions_on(choice.date))
    held = usage(visit.reader, visit.registrant.id, choice.date)
    return {
        "fee_lines": views.fee_lines(cost.lines),
        "fee_yen": cost.yen,
        "payment_due": payment_due(city, room, choice.date, origin, now, fee_yen=cost.yen),
        "pay_at": views.text(pay_at(city, room, origin)),
        "paid_by": paid_by(city, room, origin).value,
        "lapses_unpaid": lapses_unpaid(city, room, origin),
        "quota": _quota(visit, choice, Counted.BOOKINGS, held),
        "cancel_until": cancel_until(city, room, choice.date, origin, now),
        "draw": None,
        "if_claimed": None,
        "follow_ups": views.to_dos(city, room, choice.date, now),
        "fee_steps": views.fee_steps(city, room, choice.date, now.date()),
    }


def _quota(visit: Visit, choice: Choice, counted: Counted, held: Usage) -> shapes.QuotaUse | None:
    """The quota that has the least left; None if the class has none."""
    room = visit.city.room(choice.room_id)
    uses = quota_uses(visit.city, room, choice.date, counted, held)
    if not uses:
        return None
    tightest: QuotaUse = min(uses, key=lambda use: use.limit - use.used)
    return {
        "limit": tightest.limit,
        "used": tightest.used,
        "scope": views.text(tightest.scope),
        "unit": tightest.unit.value,
    }
