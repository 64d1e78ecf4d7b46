"""What a use costs, where and until when it is paid, until when it is cancelled: 003 §3 to §5."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking_service.policy.cancellation import (
    cancel_until,
    cancellation_fee_yen,
    cancellation_percent,
)
from booking_service.policy.facts import pattern_of
from booking_service.policy.fees import FeeLine, fee_lines, total_yen
from booking_service.policy.instants import TOKYO, Anchor, RelativeInstant
from booking_service.policy.model import City, ReservationState
from booking_service.policy.payment import first_state, pay_at, payment_due, unpaid_deleted_at
from booking_service.policy.rules import Dated, FeeStep, Origin

USE = date(2027, 4, 14)
CLAIMED = datetime(2027, 2, 18, 9, 0, tzinfo=TOKYO)
RESERVED = datetime(2027, 3, 1, 8, 30, tzinfo=TOKYO)
BOOKED_ON = RESERVED.date()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


def test_the_fee_is_hours_times_price(shiroi: City) -> None:
    room = shiroi.room("komin-hall")
    lines = fee_lines(shiroi, room, USE, first_slot=0, slot_count=3)
    assert lines == (FeeLine(room.name, 2910),)
    assert total_yen(lines) == 2910


@given(st.data())
def test_adjoining_uses_cost_what_the_whole_costs(shiroi: City, data: st.DataObject) -> None:
    room = data.draw(st.sampled_from(shiroi.rooms))
    slots = len(pattern_of(shiroi, room, USE).slots)
    count = data.draw(st.integers(2, slots))
    cut = data.draw(st.integers(1, count - 1))
    whole = total_yen(fee_lines(shiroi, room, USE, 0, count))
    parts = total_yen(fee_lines(shiroi, room, USE, 0, cut))
    parts += total_yen(fee_lines(shiroi, room, USE, cut, count - cut))
    assert whole == parts == (room.price.on(USE).per_hour_yen or 0) * count


def test_the_senior_centre_is_free_and_still_has_a_line(shiroi: City) -> None:
    room = shiroi.room("rojin-fukushi-work")
    lines = fee_lines(shiroi, room, USE, 0, 4)
    assert [line.yen for line in lines] == [0]


@pytest.mark.parametrize(
    ("room_id", "claimed", "due"),
    [
        ("sakuradai-training", "2027-02-18 09:00", "2027-02-28 12:00"),
        ("komin-meeting", "2027-02-18 09:00", "2027-02-27 12:00"),  # the 28th is a Sunday
        ("sakuradai-training", "2026-12-25 23:59", "2026-12-27 12:00"),  # 28: Monday, 29: year-end
        ("komin-meeting", "2026-12-25 23:59", "2026-12-28 12:00"),
    ],
)
def test_a_win_is_paid_by_noon_of_the_last_open_day_of_the_month_of_claiming(
    shiroi: City, room_id: str, claimed: str, due: str
) -> None:
    room = shiroi.room(room_id)
    assert payment_due(shiroi, room, USE, Origin.LOTTERY, at(claimed)) == at(due)
    assert unpaid_deleted_at(shiroi, room, USE, Origin.LOTTERY, at(claimed)) == at(due)


@given(st.dates(date(2026, 1, 1), date(2099, 12, 31)), st.integers(18, 25))
def test_every_claim_leaves_time_to_pay(shiroi: City, month: date, claimed_on: int) -> None:
    claimed = datetime(month.year, month.month, claimed_on, 23, 59, tzinfo=TOKYO)
    for facility in shiroi.facilities:
        room = facility.rooms[0]
        due = payment_due(shiroi, room, USE, Origin.LOTTERY, claimed)
        assert due is None or claimed + timedelta(hours=12) < due


def test_a_reservation_is_paid_by_the_end_of_the_seventh_day_before(shiroi: City) -> None:
    room = shiroi.room("komin-meeting")
    assert payment_due(shiroi, room, USE, Origin.FIRST_COME, RESERVED) == at("2027-04-08")
    assert unpaid_deleted_at(shiroi, room, USE, Origin.FIRST_COME, RESERVED) == at("2027-04-08")


@pytest.mark.parametrize("origin", list(Origin))
def test_nothing_is_due_for_a_free_room(shiroi: City, origin: Origin) -> None:
    room = shiroi.room("rojin-fukushi-work")
    assert payment_due(shiroi, room, USE, origin, RESERVED) is None
    assert unpaid_deleted_at(shiroi, room, USE, origin, RESERVED) is None
    assert first_state(shiroi, room, origin, 0) is ReservationState.CONFIRMED


def test_the_counter_is_paid_there_and_then(shiroi: City) -> None:
    room = shiroi.room("komin-meeting")
    assert payment_due(shiroi, room, USE, Origin.COUNTER, RESERVED) is None
    assert first_state(shiroi, room, Origin.COUNTER, 350) is ReservationState.CONFIRMED
    assert first_state(shiroi, room, Origin.FIRST_COME, 350) is ReservationState.PROVISIONAL
    assert first_state(shiroi, room, Origin.LOTTERY, 350) is ReservationState.PROVISIONAL


def test_a_use_is_paid_at_its_own_facility(shiroi: City) -> None:
    assert pay_at(shiroi, shiroi.room("fuji-lounge-2"))["en"] == "Fuji Centre (Learning Facility)"


def test_a_reservation_can_be_cancelled_until_it_would_be_deleted(shiroi: City) -> None:
    room = shiroi.room("komin-meeting")
    assert cancel_until(shiroi, room, USE, Origin.FIRST_COME, RESERVED) == at("2027-04-08")
    assert cancel_until(shiroi, room, USE, Origin.LOTTERY, CLAIMED) == at("2027-02-27 12:00")
    free = shiroi.room("rojin-fukushi-work")
    assert cancel_until(shiroi, free, USE, Origin.LOTTERY, CLAIMED) == at("2027-04-08")


def test_shiroi_takes_no_cancellation_fee(shiroi: City) -> None:
    room = shiroi.room("komin-meeting")
    assert cancellation_fee_yen(shiroi, room, USE, 1050, USE, booked_on=BOOKED_ON) == 0


STEPS = (
    FeeStep(RelativeInstant(Anchor.USE_DATE, days=-9), 50),
    FeeStep(RelativeInstant(Anchor.USE_DATE, days=-4), 100),
)


@pytest.mark.parametrize(
    ("cancelled_on", "percent"),
    [
        (date(2027, 4, 4), 0),  # ten days before
        (date(2027, 4, 5), 50),
        (date(2027, 4, 9), 50),
        (date(2027, 4, 10), 100),
        (date(2027, 4, 14), 100),
    ],
)
def test_fee_steps_count_calendar_days(shiroi: City, cancelled_on: date, percent: int) -> None:
    klass = shiroi.klass("kominkan")
    stepped = Dated.always(replace(klass.cancellation_on(USE), steps=STEPS))
    city = replace(shiroi, classes=(replace(klass, cancellation=stepped),))
    room = city.room("komin-meeting")
    assert cancellation_percent(city, room, USE, cancelled_on, BOOKED_ON) == percent
    fee = cancellation_fee_yen(city, room, USE, 1051, cancelled_on, booked_on=BOOKED_ON)
    assert fee == {0: 0, 50: 525, 100: 1051}[percent]
