"""What counts towards the limits of Shiroi: 10 applications, 15 bookings (003 §3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking_service.policy.instants import TOKYO
from booking_service.policy.model import City
from booking_service.policy.quotas import (
    Holding,
    HoldingKind,
    QuotaUse,
    Usage,
    full_quota,
    quota_uses,
)
from booking_service.policy.rules import Counted, Origin

USE = date(2027, 4, 14)
EARLY = datetime(2027, 3, 1, 8, 30, tzinfo=TOKYO)
SIX_DAYS_BEFORE = datetime(2027, 4, 8, tzinfo=TOKYO)

HELD = Holding(
    number="R-1",
    kind=HoldingKind.BOOKED,
    room_id="komin-meeting",
    date=USE,
    first_slot=0,
    slot_count=3,
    agreed_at=EARLY,
    origin=Origin.FIRST_COME,
)
APPLIED = replace(HELD, number="A-1", kind=HoldingKind.APPLIED, origin=None)
WON = replace(APPLIED, kind=HoldingKind.WON)


def used(city: City, counted: Counted, *held: Holding) -> int:
    room = city.room("komin-meeting")
    (use,) = quota_uses(city, room, USE, counted, Usage(held))
    return use.used


def test_a_use_counts_once_however_long(shiroi: City) -> None:
    assert used(shiroi, Counted.BOOKINGS, replace(HELD, slot_count=12)) == 1


@pytest.mark.parametrize("held", [HELD, WON, replace(HELD, origin=Origin.LOTTERY)])
def test_bookings_and_wins_count_as_bookings(shiroi: City, held: Holding) -> None:
    assert used(shiroi, Counted.BOOKINGS, held) == 1
    assert used(shiroi, Counted.APPLICATIONS, held) == 0


def test_applications_count_over_the_whole_city(shiroi: City) -> None:
    elsewhere = replace(APPLIED, room_id="sakuradai-hall")
    assert used(shiroi, Counted.APPLICATIONS, APPLIED, elsewhere) == 2
    assert used(shiroi, Counted.BOOKINGS, APPLIED, elsewhere) == 0


def test_bookings_count_in_one_facility_only(shiroi: City) -> None:
    other_room = replace(HELD, room_id="komin-hall")
    other_house = replace(HELD, room_id="sakuradai-hall")
    assert used(shiroi, Counted.BOOKINGS, HELD, other_room, other_house) == 2


def test_the_month_of_use_counts_not_the_month_of_booking(shiroi: City) -> None:
    in_may = replace(HELD, date=date(2027, 5, 1))
    last_of_april = replace(HELD, date=date(2027, 4, 30))
    assert used(shiroi, Counted.BOOKINGS, in_may, last_of_april) == 1


def test_the_same_month_of_another_year_does_not_count(shiroi: City) -> None:
    assert used(shiroi, Counted.BOOKINGS, replace(HELD, date=date(2028, 4, 14))) == 0


def test_a_quota_counts_within_its_own_class(shiroi: City) -> None:
    klass = shiroi.klass("kominkan")
    own = tuple(replace(quota, id=f"gymnasium-{quota.id}") for quota in klass.quotas)
    other = replace(klass, id="gymnasiums", quotas=own)
    komin = shiroi.facility("komin")
    rooms = tuple(
        replace(room, class_id=other.id) if room.id == "komin-hall" else room
        for room in komin.rooms
    )
    city = replace(
        shiroi,
        classes=(*shiroi.classes, other),
        facilities=(replace(komin, rooms=rooms),),
    )
    in_hall = replace(HELD, room_id="komin-hall")
    assert used(city, Counted.BOOKINGS, HELD, in_hall) == 1


def test_last_minute_bookings_at_the_counter_do_not_count(shiroi: City) -> None:
    at_counter = replace(HELD, origin=Origin.COUNTER)
    last_minute = replace(at_counter, agreed_at=SIX_DAYS_BEFORE)
    assert used(shiroi, Counted.BOOKINGS, at_counter) == 1
    assert used(shiroi, Counted.BOOKINGS, last_minute) == 0
    online = replace(HELD, agreed_at=SIX_DAYS_BEFORE)
    assert used(shiroi, Counted.BOOKINGS, online) == 1


@given(st.integers(0, 30))
def test_the_fifteenth_booking_is_the_last(shiroi: City, held: int) -> None:
    room = shiroi.room("komin-meeting")
    usage = Usage((HELD,) * held)
    full = full_quota(shiroi, room, USE, Counted.BOOKINGS, usage)
    assert (full is not None) == (held >= 15)
    if full is not None:
        assert full == QuotaUse(15, held, full.scope)
        assert full.full
        assert full.scope["ja"] == "同じ施設"


@given(st.integers(0, 30))
def test_the_tenth_application_is_the_last(shiroi: City, held: int) -> None:
    room = shiroi.room("sakuradai-hall")
    full = full_quota(shiroi, room, USE, Counted.APPLICATIONS, Usage((APPLIED,) * held))
    assert (full is not None) == (held >= 10)


def test_the_counter_lifts_the_limit_six_days_before_and_no_earlier(shiroi: City) -> None:
    room, usage = shiroi.room("komin-meeting"), Usage((HELD,) * 15)

    def full(counter_at: datetime | None) -> bool:
        limit = full_quota(shiroi, room, USE, Counted.BOOKINGS, usage, counter_at=counter_at)
        return limit is not None

    assert full(EARLY)
    assert not full(SIX_DAYS_BEFORE)
    assert full(None)
