"""Kodaira's files against document 002 and the public page, written down a second time."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking_service.cities.loader import known_city
from booking_service.policy.calendar import closed_days_of, is_closed
from booking_service.policy.checks import Booked, cancel_way
from booking_service.policy.instants import TOKYO
from booking_service.policy.model import AtKiosk, City, HolderKind, ReservationState
from booking_service.policy.quotas import (
    Counted,
    Holding,
    HoldingKind,
    Usage,
    full_quota,
    quota_uses,
)
from booking_service.policy.rules import CancelBy, Confirmed, HoldingEvent, Origin
from tests.booking_service.cities.explain_oracle import kodaira_closed

#: The public page names eight halls of the nineteen.
SEEN = """
中島地域センター 042-345-9010
上水新町地域センター 042-343-9030
小川西町地域センター 042-344-9010
小川西町中宿地域センター 042-344-9111
小川東町地域センター 042-343-9060
小川東第二地域センター 042-343-9071
上水本町地域センター 042-325-9013
喜平地域センター 042-327-9067
"""
OFFICE = "042-346-9812"
DAY = date(2027, 7, 14)


def load_once() -> City:
    return known_city("kodaira")


@pytest.fixture
def kodaira() -> City:
    return load_once()


def test_there_are_nineteen_halls_and_the_invented_ones_say_so(kodaira: City) -> None:
    found = [f"{one.name['ja']} {one.tel}" for one in kodaira.facilities]
    assert found[:8] == SEEN.strip().splitlines()
    assert len(found) == 19
    for facility in kodaira.facilities[8:]:
        assert facility.name["ja"].startswith("見本")
        assert facility.tel == OFFICE  # nobody's telephone but the office's
    assert all("見本" in one.address["ja"] for one in kodaira.facilities)


def test_one_registration_opens_every_hall(kodaira: City) -> None:
    [kind] = kodaira.registration.kinds
    assert kind.holders == {HolderKind.GROUP}
    assert all(one.registration_kinds == {kind.id} for one in kodaira.facilities)
    assert len(kodaira.counters) == 19


def test_registering_is_the_counter_s(kodaira: City) -> None:
    rule = kodaira.registration
    assert rule.at_kiosk is AtKiosk.NONE
    assert rule.min_members == 5
    assert rule.valid_years is None  # it goes on as long as rooms are used
    assert rule.lapse is not None
    assert (rule.lapse.years, rule.lapse.counts) == (3, {HoldingEvent.USED})


def test_id_and_password(kodaira: City) -> None:
    assert kodaira.registration_number.name["ja"] == "利用者ID"
    assert re.fullmatch(kodaira.secret.pattern, "0120")
    for wrong in ("012", "01200", "012a"):
        assert not re.fullmatch(kodaira.secret.pattern, wrong)


@given(st.dates(date(2022, 1, 1), date(2099, 12, 31)))
def test_every_hall_closes_on_the_days_of_the_city(day: date) -> None:
    city = load_once()
    expected = kodaira_closed(day)
    assert closed_days_of(city, None)(day) is expected
    assert is_closed(city, city.facilities[0], day) is expected
    assert is_closed(city, city.facilities[18], day) is expected


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        (date(2026, 11, 3), False),  # 文化の日 on the first Tuesday: open
        (date(2026, 11, 4), True),  # and the day after it closed
        (date(2026, 11, 17), True),  # the third Tuesday
        (date(2026, 11, 10), False),  # the second
        (date(2027, 3, 2), True),
        (date(2026, 12, 28), False),
        (date(2026, 12, 29), True),
        (date(2027, 1, 3), True),
        (date(2027, 1, 4), False),
        (date(2030, 1, 2), True),  # the first Tuesday is New Year itself
    ],
)
def test_closed_days_one_by_one(kodaira: City, day: date, closed: bool) -> None:
    assert is_closed(kodaira, kodaira.facilities[0], day) is closed
    assert kodaira_closed(day) is closed


def holding(kind: HoldingKind, room_id: str, slots: int = 1, day: date = DAY) -> Holding:
    return Holding(
        number="1",
        kind=kind,
        room_id=room_id,
        date=day,
        first_slot=0,
        slot_count=slots,
        agreed_at=datetime(2027, 6, 1, 9, tzinfo=TOKYO),
        origin=Origin.FIRST_COME if kind is HoldingKind.BOOKED else None,
    )


def left(city: City, counted: Counted, *held: Holding) -> int:
    [use] = quota_uses(city, city.room("kihei-tatami"), DAY, counted, Usage(held))
    return use.limit - use.used


@pytest.mark.parametrize(("wins", "expected"), [(2, 2), (1, 3), (0, 4)])
def test_wins_leave_two_three_or_four(kodaira: City, wins: int, expected: int) -> None:
    """Document 002 (3) counts it out for two wins, one and none."""
    held = [holding(HoldingKind.WON, "kihei-meeting-1")] * wins
    assert left(kodaira, Counted.BOOKINGS, *held) == expected
    booked = [holding(HoldingKind.BOOKED, "kihei-tatami")] * expected
    assert left(kodaira, Counted.BOOKINGS, *held, *booked) == 0


def test_slots_are_counted_and_not_uses(kodaira: City) -> None:
    one_long_use = holding(HoldingKind.BOOKED, "kihei-tatami", slots=3)
    assert left(kodaira, Counted.BOOKINGS, one_long_use) == 1
    assert left(kodaira, Counted.APPLICATIONS, holding(HoldingKind.APPLIED, "kihei-tatami", 2)) == 0


def test_four_are_for_each_hall_and_two_for_all_together(kodaira: City) -> None:
    elsewhere = holding(HoldingKind.BOOKED, "nakajima-tatami", slots=3)
    assert left(kodaira, Counted.BOOKINGS, elsewhere) == 4
    applied = holding(HoldingKind.APPLIED, "nakajima-tatami")
    assert left(kodaira, Counted.APPLICATIONS, applied) == 1


def test_another_month_counts_for_itself(kodaira: City) -> None:
    last = DAY.replace(day=1) - timedelta(days=1)
    before = holding(HoldingKind.BOOKED, "kihei-tatami", slots=3, day=last)
    assert left(kodaira, Counted.BOOKINGS, before) == 4


def test_the_third_slot_of_an_application_is_one_too_many(kodaira: City) -> None:
    room = kodaira.room("kihei-tatami")
    full = full_quota(kodaira, room, DAY, Counted.APPLICATIONS, Usage(), slot_count=3)
    assert full is not None
    assert (full.limit, full.used, full.scope["ja"]) == (2, 0, "地域センター全体")
    assert full_quota(kodaira, room, DAY, Counted.APPLICATIONS, Usage(), slot_count=2) is None


def test_a_booking_is_provisional_on_its_day(kodaira: City) -> None:
    klass = kodaira.klass("chiiki-center")
    assert klass.confirmed == {
        Origin.FIRST_COME: Confirmed.NEXT_DAY,
        Origin.LOTTERY: Confirmed.AT_ONCE,
        Origin.COUNTER: Confirmed.AT_ONCE,
    }
    lottery = klass.lottery_on(DAY)
    assert lottery is not None
    assert (lottery.claim, lottery.lapse) == (None, None)


def test_groups_may_be_exempt(kodaira: City) -> None:
    [reduction] = kodaira.reductions
    assert (reduction.name["ja"], reduction.percent) == ("使用料免除", 100)
    assert reduction.classes == {"chiiki-center"}


def test_commercial_use_is_no_purpose(kodaira: City) -> None:
    names = [purpose.name["ja"] for purpose in kodaira.klass("chiiki-center").purposes]
    assert not [name for name in names if re.search("営業|販売|商", name)]


@pytest.mark.parametrize(
    ("state", "at", "way"),
    [
        (ReservationState.PROVISIONAL, datetime(2027, 6, 1, 23, 59, tzinfo=TOKYO), CancelBy.ONLINE),
        (ReservationState.PROVISIONAL, datetime(2027, 6, 2, tzinfo=TOKYO), CancelBy.COUNTER),
        (ReservationState.CONFIRMED, datetime(2027, 6, 1, 23, 59, tzinfo=TOKYO), CancelBy.COUNTER),
        (ReservationState.CANCELLED, datetime(2027, 6, 1, 23, 59, tzinfo=TOKYO), None),
    ],
)
def test_only_a_provisional_booking_is_cancelled_online(
    kodaira: City, state: ReservationState, at: datetime, way: CancelBy | None
) -> None:
    booked = Booked(
        room_id="kihei-tatami",
        date=DAY,
        state=state,
        origin=Origin.FIRST_COME,
        fee_yen=0,
        agreed_at=datetime(2027, 6, 1, 9, tzinfo=TOKYO),
    )
    assert cancel_way(kodaira, booked, at) is way


def test_the_office_is_the_one_of_the_guide(kodaira: City) -> None:
    assert kodaira.system_name["ja"] == "小平市公共施設予約システム"
    assert "市民協働・男女参画推進課 地域センター担当" in kodaira.contact.name["ja"]
    assert kodaira.contact.tel == OFFICE


def test_the_parts_of_the_day_are_those_of_the_model(kodaira: City) -> None:
    """A meeting room of the same city (public page)."""
    [pattern] = kodaira.patterns
    found = [f"{one.name['ja']} {one.from_} {one.until}" for one in pattern.slots if one.name]
    assert found == ["午前 09:00 12:00", "午後 13:00 17:00", "夜間 18:00 22:00"]
