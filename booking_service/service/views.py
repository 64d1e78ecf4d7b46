"""Reservations and applications as a resident sees them, with what can be done with them now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Literal, cast

from booking_service.policy.calendar import is_room_closed
from booking_service.policy.cancellation import cancel_from, cancel_until, cancellation_fee_yen
from booking_service.policy.cancellation import fee_steps as steps_of
from booking_service.policy.changing import check_change_online, counter_change, is_refunded
from booking_service.policy.checks import (
    Applied,
    Booked,
    cancel_tel,
    cancel_way,
    cancellation_base,
    check_application_cancel,
    check_cancel,
    check_claim,
    check_waive,
)
from booking_service.policy.facts import pattern_of
from booking_service.policy.fees import FeeLine
from booking_service.policy.follow_ups import follow_ups
from booking_service.policy.instants import local_date, start_of
from booking_service.policy.lottery import LotteryTimes, lottery_times
from booking_service.policy.model import ApplicationState, City, ReservationState, Room, Takes
from booking_service.policy.payment import (
    due_of_claim,
    first_state,
    lapses_unpaid,
    paid_by,
    pay_at,
)
from booking_service.policy.registration import FOREVER, Standing, StandingState, standing_on
from booking_service.policy.rules import CancelBy, Origin, Text
from booking_service.service import links, shapes
from booking_service.service.numbers import application_number, reservation_number
from booking_service.service.office import Office
from booking_service.service.people.personal_data import PersonalData
from booking_service.storage.records import (
    ApplicationRecord,
    FeeLineRecord,
    RegistrantRecord,
    RegistrantState,
    ReservationRecord,
    SettlementRecord,
    UseRecord,
)

#: So many of the last digits of a registration number may be shown.
TAIL_DIGITS = 4


def text(value: Text) -> shapes.Text:
    """A text of the city, as it is sent."""
    return dict(value)


def standing(registrant: RegistrantRecord, today: date) -> Standing:
    """What a registrant may do on ``today``: nothing once they have left or lapsed, nor before
    they have proved who they are."""
    match registrant.state:
        case RegistrantState.DELETED | RegistrantState.LAPSED:
            return Standing(StandingState.EXPIRED, registrant.ended_on, registrant.kinds)
        case RegistrantState.BEGUN:
            return Standing(StandingState.UNFINISHED, None, registrant.kinds)
    return standing_on(today, registrant.valid_until, registrant.suspended_since, registrant.kinds)


def registrant(record: RegistrantRecord, data: PersonalData, today: date) -> shapes.Registrant:
    """A registrant as their own screen shows them; the number is never sent in full."""
    now = standing(record, today)
    return {
        "name": data.name,
        "number_tail": data.number[-TAIL_DIGITS:],
        "standing": cast(Literal["active", "suspended", "expired"], now.state.value),
        "standing_since": now.since,
        "valid_until": last_day(record.valid_until),
    }


def last_day(valid_until: date) -> date | None:
    """The last day of a registration, or of something else that may be without end."""
    return None if valid_until >= FOREVER else valid_until


def use_span(city: City, use: UseRecord) -> tuple[datetime, datetime]:
    """From when until when a room is used."""
    slots = pattern_of(city, city.room(use.room_id), use.date).slots
    first, last = slots[use.first_slot], slots[use.first_slot + use.slot_count - 1]
    return start_of(use.date, first.start), start_of(use.date, last.end)


def fee_records(lines: tuple[FeeLine, ...]) -> tuple[FeeLineRecord, ...]:
    """Fee lines as they are kept with a booking."""
    return tuple(FeeLineRecord(dict(line.name), line.yen, line.in_cancellation) for line in lines)


def fee_lines(lines: tuple[FeeLineRecord, ...]) -> list[shapes.FeeLine]:
    """Kept fee lines as they are sent."""
    return [{"name": line.name, "yen": line.yen} for line in lines]


def fee_steps(city: City, room: Room, day: date, booked_on: date | None) -> list[shapes.FeeStep]:
    """What cancelling costs from which day on, as it is sent."""
    steps = steps_of(city, room, day, booked_on)
    return [{"from_day": step.from_day, "percent": step.percent} for step in steps]


def to_dos(city: City, room: Room, day: date, agreed_at: datetime) -> list[shapes.FollowUp]:
    """What is still to be done after booking or claiming, as it is sent."""
    return [
        {
            "text": text(one.text),
            "to": None if one.to is None else text(one.to),
            "until": one.until,
        }
        for one in follow_ups(city, room, day, agreed_at)
    ]


def times_of(city: City, room: Room, day: date) -> LotteryTimes:
    """The lottery a room takes part in for a day; the class must have one."""
    times = lottery_times(city, city.facility(room.facility_id), city.klass(room.class_id), day)
    if times is None:
        raise ValueError(f"class {room.class_id} has no lottery")
    return times


def _times_for(city: City, record: ApplicationRecord) -> LotteryTimes:
    """Those of the lottery; a runner-up who won after all has days of its own to claim."""
    times = times_of(city, city.room(record.use.room_id), record.use.date)
    if record.claim_until is None:
        return times
    return replace(times, claim_until=record.claim_until)


def draw_times(times: LotteryTimes) -> shapes.DrawTimes:
    """When a draw is held, answered and claimed."""
    return {
        "draw_at": times.draw_at,
        "result_from": times.result_from,
        "claim_from": times.claim_from,
        "claim_until": times.claim_until,
    }


def if_claimed(
    city: City, room: Room, day: date, times: LotteryTimes, now: datetime, *, fee_yen: int
) -> shapes.IfClaimed | None:
    """What a win for ``day`` becomes that is claimed from ``now`` on; None where nothing is, or no
    longer."""
    first, last = times.claim_from, times.claim_until
    if first is None or last is None or now >= last:
        return None
    due = due_of_claim(city, room, day, max(now, first), last, fee_yen=fee_yen)
    return {
        "state": cast("Literal['provisional']", first_state(city, room, Origin.LOTTERY, fee_yen)),
        "fee_yen": fee_yen,
        "payment_due": due,
        "pay_at": text(pay_at(city, room, Origin.LOTTERY)),
        "paid_by": paid_by(city, room, Origin.LOTTERY).value,
        "lapses_unpaid": lapses_unpaid(city, room, Origin.LOTTERY),
    }


def booked(record: ReservationRecord) -> Booked:
    """A reservation as the rules see it."""
    return Booked(
        room_id=record.use.room_id,
        date=record.use.date,
        state=ReservationState(record.state),
        origin=Origin(record.origin),
        fee_yen=record.fee_yen,
        agreed_at=record.made_at,
        cancellation_base_yen=sum(line.yen for line in record.fee_lines if line.in_cancellation),
    )


def applied(record: ApplicationRecord) -> Applied:
    """An application as the rules see it."""
    use = record.use
    return Applied(use.room_id, use.date, ApplicationState(record.state), record.claim_until)


def reservation(
    office: Office,
    record: ReservationRecord,
    now: datetime,
    holder: Standing | None = None,
    *,
    settled: SettlementRecord | None = None,
    moves: int = 0,
) -> shapes.Reservation:
    """A reservation as it stands at ``now``; ``holder`` is what the one whose it is may do,
    ``settled`` what cancelling it has cost, ``moves`` how many of its changes count."""
    city, use = office.city, record.use
    room = city.room(use.room_id)
    seen = booked(record)
    may_cancel = check_cancel(city, seen, now, holder) is None
    way = cancel_way(city, seen, now, holder)
    can: list[Literal["cancel", "change"]] = ["cancel"] if may_cancel else []
    if may_cancel and holder is not None and may_change(city, record, holder, now):
        can.append("change")
    until = cancel_until(city, room, use.date, seen.origin, record.made_at)
    booked_on = local_date(record.made_at)
    fee = cancellation_fee_yen(
        city, room, use.date, cancellation_base(seen), local_date(now), booked_on=booked_on
    )
    if way is None or is_room_closed(city, room, use.date):
        fee = 0  # nothing is asked for a day that the city has closed itself
    return {
        **_use(office, record, links.Linked.RESERVATION, reservation_number(record.id)),
        "fee_lines": fee_lines(record.fee_lines),
        "state": cast("Literal['provisional']", record.state),
        "origin": cast("Literal['first_come']", record.origin),
        "payment_due": record.payment_due,
        "pay_at": text(pay_at(city, room, seen.origin)),
        "paid_by": paid_by(city, room, seen.origin).value,
        "lapses_unpaid": lapses_unpaid(city, room, seen.origin),
        "paid": record.paid_at is not None,
        "cancel_from": None if way is None else cancel_from(city, room, use.date, seen.origin),
        "cancel_until": until if way is CancelBy.ONLINE else None,
        "cancel_by": (way or city.klass(room.class_id).cancellation_on(use.date).by).value,
        "tel": cancel_tel(city, room, holder),
        "cancellation_fee_yen": fee if settled is None else settled.asked_yen,
        "refunded": is_refunded(city, use.room_id),
        "change_at_counter": _counter_change(city, record, moves),
        "fee_steps": fee_steps(city, room, use.date, booked_on),
        "follow_ups": [] if way is None else to_dos(city, room, use.date, record.made_at),
        "can": can,
    }


def _counter_change(
    city: City, record: ReservationRecord, moves: int
) -> shapes.CounterChange | None:
    rule = counter_change(city, booked(record), paid=record.paid_at is not None)
    if rule is None:
        return None
    return {
        "until": rule.until,
        "times": rule.times,
        "left": max(0, rule.times - moves),
        "latest": rule.latest,
    }


def may_change(city: City, record: ReservationRecord, holder: Standing, now: datetime) -> bool:
    """Whether the one who holds a booking may change it without the counter; to what is asked when
    it is chosen."""
    paid = record.paid_at is not None
    return check_change_online(city, booked(record), now, holder, paid=paid) is None


def application(
    office: Office,
    record: ApplicationRecord,
    holder: Standing,
    now: datetime,
    *,
    commitment: str | None,
    waiting: shapes.Waiting | None = None,
) -> shapes.Application:
    """An application as it stands at ``now``; a result is in its state only once published.
    ``holder`` is what the one who made it may do, ``commitment`` that of its draw, ``waiting`` the
    place of one that lost."""
    city, use = office.city, record.use
    times = _times_for(city, record)
    shown = record.lost_because if record.state == ApplicationState.LOST else None
    becomes = None
    if record.state in (ApplicationState.APPLIED, ApplicationState.WON):
        becomes = if_claimed(
            city, city.room(use.room_id), use.date, times, now, fee_yen=record.fee_yen
        )
    kept, can = record.reservation_id, _can(city, record, holder, now)
    return {
        **_use(office, record, links.Linked.APPLICATION, application_number(record.id)),
        "state": cast("Literal['applied']", record.state),
        "token": record.token,
        "commitment": commitment,
        "draw": draw_times(times),
        "if_claimed": becomes,
        "lost_because": None if shown is None else cast("shapes.LostBecause", shown),
        "waiting": waiting,
        "cancel_until": times.closes if "cancel" in can else None,
        "can": can,
        "reservation_id": None if kept is None else str(kept),
    }


def _use(
    office: Office,
    record: ReservationRecord | ApplicationRecord,
    linked: links.Linked,
    number: str,
) -> shapes.Use:
    """What a reservation and an application have in common."""
    use = record.use
    starts, ends = use_span(office.city, use)
    return {
        "id": str(record.id),
        "number": number,
        "room_id": use.room_id,
        "facility_id": use.facility_id,
        "date": use.date,
        "first_slot": use.first_slot,
        "slot_count": use.slot_count,
        "from": starts,
        "until": ends,
        "purpose_id": use.purpose_id,
        "people": use.people,
        "unit_id": _unit_of(office.city.room(use.room_id), use),
        "fee_yen": record.fee_yen,
        "made_at": record.made_at,
        "status_url": status_url(office, links.Link(linked, record.id)),
    }


def _unit_of(room: Room, use: UseRecord) -> str | None:
    """The unit picked or won; None where a use takes the whole room, or any unit as yet."""
    return use.units[0] if room.takes is Takes.ONE and len(use.units) == 1 else None


def _can(
    city: City, record: ApplicationRecord, holder: Standing, now: datetime
) -> list[Literal["cancel", "claim", "waive"]]:
    seen = applied(record)
    can: list[Literal["cancel", "claim", "waive"]] = []
    if check_application_cancel(city, seen, now) is None:
        can.append("cancel")
    if check_claim(city, seen, holder, now) is None:
        can.append("claim")
    if check_waive(city, seen, now) is None:
        can.append("waive")
    return can


def status_url(office: Office, link: links.Link) -> str:
    """The address of the status page, for the QR code of a receipt."""
    return f"{office.public_url}/status/{links.sign(office.link_key, link)}"
