"""Cancelling: which steps a fee has, which way it goes, from when and until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from booking_service.policy.cancellation import StepOn, cancel_from, cancel_until, fee_steps
from booking_service.policy.checks import Booked, Refusal, cancel_way, check_cancel
from booking_service.policy.instants import TOKYO, Anchor, RelativeInstant
from booking_service.policy.model import City, ReservationState
from booking_service.policy.registration import Standing, StandingState
from booking_service.policy.rules import CancelBy, CancellationRule, Dated, FeeStep, Origin

USE = date(2027, 7, 20)
ROOM = "komin-meeting"
TEL = "047-492-5266"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


MADE = at("2027-06-01 10:00")
MADE_ON = MADE.date()
SUSPENDED = Standing(StandingState.SUSPENDED, date(2027, 6, 2), frozenset())


def before_use(days: int = 0, *, months: int = 0, at_minute: int = 0) -> RelativeInstant:
    return RelativeInstant(Anchor.USE_DATE, months=-months, days=-days, at=at_minute)


def after_booking(days: int) -> RelativeInstant:
    return RelativeInstant(Anchor.EVENT, days=days)


def under(city: City, **changes: object) -> City:
    """The city with another cancellation rule."""
    klass = city.klass("kominkan")
    rule: CancellationRule = replace(klass.cancellation_on(USE), **changes)
    return replace(city, classes=(replace(klass, cancellation=Dated.always(rule)),))


def steps(city: City, booked_on: date | None = MADE_ON, **changes: object) -> list[StepOn]:
    changed = under(city, **changes)
    return list(fee_steps(changed, changed.room(ROOM), USE, booked_on))


SAPPORO = {
    "steps": (FeeStep(after_booking(1), 50), FeeStep(before_use(5), 100)),
    "not_before": after_booking(1),
}


@pytest.mark.parametrize(
    ("booked_on", "expected"),
    [
        (date(2027, 6, 1), [(date(2027, 6, 2), 50), (date(2027, 7, 15), 100)]),
        (date(2027, 7, 13), [(date(2027, 7, 14), 50), (date(2027, 7, 15), 100)]),
        (date(2027, 7, 14), [(date(2027, 7, 15), 100)]),  # the half is overshadowed
        (date(2027, 7, 17), [(date(2027, 7, 18), 100)]),  # none on the day of booking
        (date(2027, 7, 20), []),  # nor after the day of use
        (None, [(date(2027, 7, 15), 100)]),
    ],
)
def test_a_step_counted_from_the_booking(
    shiroi: City, booked_on: date | None, expected: list[tuple[date, int]]
) -> None:
    assert steps(shiroi, booked_on, **SAPPORO) == [(None, 0), *expected]


def test_steps_that_say_the_same_are_one(shiroi: City) -> None:
    same = (FeeStep(before_use(9), 50), FeeStep(before_use(6), 50), FeeStep(before_use(4), 100))
    expected = [(None, 0), (date(2027, 7, 11), 50), (date(2027, 7, 16), 100)]
    assert steps(shiroi, steps=same) == expected
    assert steps(shiroi, steps=(FeeStep(before_use(9), 0),)) == [(None, 0)]


def test_a_step_by_months_begins_on_the_day_after_the_free_one(shiroi: City) -> None:
    """Three months before 20 July it is free, from 21 April it is not (document 004 §3(3))."""
    by_months = RelativeInstant(Anchor.USE_DATE, months=-3, days=1)
    assert steps(shiroi, steps=(FeeStep(by_months, 100),))[1] == (date(2027, 4, 21), 100)


def test_a_class_has_the_steps_of_its_rooms_where_nothing_shifts(shiroi: City) -> None:
    city = under(shiroi, **SAPPORO)
    by_class = fee_steps(city, city.klass("kominkan"), USE, MADE.date())
    assert by_class == fee_steps(city, city.room(ROOM), USE, MADE.date())


# --- the way


BOOKED = Booked(
    ROOM, USE, ReservationState.PROVISIONAL, Origin.FIRST_COME, fee_yen=1050, agreed_at=MADE
)


@pytest.mark.parametrize(
    ("changes", "now", "way"),
    [
        ({}, "2027-07-13 23:59:59", CancelBy.ONLINE),
        ({}, "2027-07-14 00:00:00", CancelBy.COUNTER),
        ({"afterwards": CancelBy.TELEPHONE}, "2027-07-14 00:00:00", CancelBy.TELEPHONE),
        ({"by": CancelBy.TELEPHONE, "online_until": None}, "2027-06-01 12:00", CancelBy.TELEPHONE),
        ({"by": CancelBy.COUNTER, "online_until": None}, "2027-06-01 12:00", CancelBy.COUNTER),
    ],
)
def test_which_way_a_reservation_is_cancelled(
    shiroi: City, changes: dict[str, object], now: str, way: CancelBy
) -> None:
    assert cancel_way(under(shiroi, **changes), BOOKED, at(now)) is way


def test_by_telephone_one_hears_the_number_and_what_it_costs(shiroi: City) -> None:
    city = under(shiroi, by=CancelBy.TELEPHONE, online_until=None, **SAPPORO)
    told = {"tel": TEL, "fee_yen": 525, "percent": 50}
    assert check_cancel(city, BOOKED, at("2027-06-02")) == Refusal("cancel_by_telephone", told)
    reduced = replace(BOOKED, fee_yen=0, cancellation_base_yen=1050)
    assert check_cancel(city, reduced, at("2027-06-02")) == Refusal("cancel_by_telephone", told)


def test_only_a_provisional_one_is_the_residents_where_the_rule_says_so(shiroi: City) -> None:
    city = under(shiroi, provisional_only=True, paid_at_counter=False)
    confirmed = replace(BOOKED, state=ReservationState.CONFIRMED)
    assert check_cancel(city, BOOKED, MADE) is None
    assert check_cancel(city, confirmed, MADE) == Refusal(
        "not_cancellable", {"state": ReservationState.CONFIRMED, "tel": TEL}
    )


@pytest.mark.parametrize(
    "state", [ReservationState.CANCELLED, ReservationState.EXPIRED, ReservationState.USED]
)
def test_what_has_ended_is_cancelled_no_way_at_all(shiroi: City, state: ReservationState) -> None:
    for changes in ({}, {"by": CancelBy.TELEPHONE, "online_until": None}):
        ended = replace(BOOKED, state=state)
        assert cancel_way(under(shiroi, **changes), ended, MADE) is None
        refusal = check_cancel(under(shiroi, **changes), ended, MADE)
        assert refusal is not None
        assert refusal.code == "not_cancellable"


def test_a_city_may_send_the_suspended_to_its_service_centre(shiroi: City) -> None:
    registration = replace(shiroi.registration, suspended_cancel_by=CancelBy.TELEPHONE)
    city = replace(shiroi, registration=registration)
    assert check_cancel(shiroi, BOOKED, MADE, SUSPENDED) is None
    refusal = check_cancel(city, BOOKED, MADE, SUSPENDED)
    assert refusal is not None
    assert (refusal.code, refusal.details["tel"]) == ("cancel_by_telephone", shiroi.contact.tel)
    active = replace(SUSPENDED, state=StandingState.ACTIVE)
    assert check_cancel(city, BOOKED, MADE, active) is None


# --- from when and until when


def test_a_claimed_win_waits_for_first_come(shiroi: City) -> None:
    city = under(shiroi, won_from_first_come=True)
    room = city.room(ROOM)
    opens = at("2027-06-01 08:30")
    won = replace(BOOKED, origin=Origin.LOTTERY, agreed_at=at("2027-05-18 09:00"))
    assert cancel_from(city, room, USE, Origin.LOTTERY) == opens
    assert cancel_from(city, room, USE, Origin.FIRST_COME) is None
    assert cancel_from(shiroi, room, USE, Origin.LOTTERY) is None
    early = at("2027-05-20 09:00")
    assert check_cancel(city, won, early) == Refusal("not_open_yet", {"opens_at": opens})
    assert check_cancel(city, replace(won, origin=Origin.FIRST_COME), early) is None


def test_without_an_online_rule_there_is_no_last_instant(shiroi: City) -> None:
    city = under(shiroi, by=CancelBy.TELEPHONE, online_until=None)
    assert cancel_until(city, city.room(ROOM), USE, Origin.FIRST_COME, MADE) is None


def test_a_clock_that_jumps_back_frees_nothing_that_was_closed(shiroi: City) -> None:
    """What may be done follows from the instant alone; nothing is remembered between questions."""
    late, early = at("2027-07-14 00:00"), at("2027-07-13 00:00")
    answers = [check_cancel(shiroi, BOOKED, now) is None for now in (late, early, late)]
    assert answers == [False, True, False]
