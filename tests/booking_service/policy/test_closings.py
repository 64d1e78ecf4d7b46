"""The nth weekday of a month, closings that move past holidays, single rooms, patterns by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking_service.policy.calendar import (
    closed_days_of,
    is_closed,
    is_room_closed,
    room_closed_because,
)
from booking_service.policy.facts import day_facts, pattern_of
from booking_service.policy.model import (
    City,
    ClosedDays,
    Facility,
    IfHoliday,
    NthWeekday,
    PatternWhen,
)

WHY = {"ja": "休館日", "kana": "きゅうかんび"}
TUESDAY, MONDAY = 1, 0
DAYS = st.dates(date(2022, 1, 1), date(2099, 12, 31))


def house(city: City, *nth: NthWeekday) -> Facility:
    """A facility that closes on nth weekdays only."""
    days = ClosedDays(frozenset(), WHY, False, (), {}, nth)
    return replace(city.facility("komin"), closed_days=days)


@pytest.mark.parametrize(
    ("rule", "day", "closed"),
    [
        # the first and the last of a month
        ((1, TUESDAY, IfHoliday.STAY), date(2027, 6, 1), True),
        ((1, TUESDAY, IfHoliday.STAY), date(2027, 6, 8), False),
        ((5, TUESDAY, IfHoliday.STAY), date(2027, 6, 29), True),
        ((5, TUESDAY, IfHoliday.STAY), date(2027, 7, 27), False),
        ((-1, MONDAY, IfHoliday.STAY), date(2027, 2, 22), True),
        ((-1, MONDAY, IfHoliday.STAY), date(2028, 2, 28), True),
        ((-1, MONDAY, IfHoliday.STAY), date(2027, 2, 15), False),
        # 23 November 2027 is a holiday and the fourth Tuesday, 20 September 2027 the third Monday
        ((4, TUESDAY, IfHoliday.STAY), date(2027, 11, 23), True),
        ((4, TUESDAY, IfHoliday.NEXT_DAY), date(2027, 11, 23), False),
        ((4, TUESDAY, IfHoliday.NEXT_DAY), date(2027, 11, 24), True),
        ((3, MONDAY, IfHoliday.NEXT_WEEKDAY), date(2027, 9, 20), False),
        ((3, MONDAY, IfHoliday.NEXT_WEEKDAY), date(2027, 9, 21), True),
        # 3 May 2027 is a Monday in a run of holidays up to the 5th
        ((1, MONDAY, IfHoliday.NEXT_DAY), date(2027, 5, 4), True),
        ((1, MONDAY, IfHoliday.NEXT_WEEKDAY), date(2027, 5, 4), False),
        ((1, MONDAY, IfHoliday.NEXT_WEEKDAY), date(2027, 5, 5), False),
        ((1, MONDAY, IfHoliday.NEXT_WEEKDAY), date(2027, 5, 6), True),
    ],
)
def test_nth_weekdays(
    shiroi: City, rule: tuple[int, int, IfHoliday], day: date, closed: bool
) -> None:
    assert is_closed(shiroi, house(shiroi, NthWeekday(*rule, WHY)), day) is closed


@given(
    DAYS,
    st.sampled_from([-1, 1, 2, 3, 4, 5]),
    st.integers(0, 6),
    st.sampled_from([IfHoliday.NEXT_DAY, IfHoliday.NEXT_WEEKDAY]),
)
def test_a_moved_closing_is_one_day_and_the_holiday_is_open(
    shiroi: City, day: date, nth: int, weekday: int, if_holiday: IfHoliday
) -> None:
    """Counted by another way: every nth weekday of two years gives one closed day."""
    facility = house(shiroi, NthWeekday(nth, weekday, if_holiday, WHY))
    first = day.replace(day=1)
    days = [first + timedelta(days=offset) for offset in range(70)]
    expected = set()
    for one in (first - timedelta(days=20) + timedelta(days=offset) for offset in range(90)):
        if one.weekday() != weekday:
            continue
        number = (one.day - 1) // 7 + 1
        last = (one + timedelta(days=7)).month != one.month
        if not (number == nth or (nth == -1 and last)):
            continue
        moved = one
        if shiroi.holidays(one) is not None:
            moved += timedelta(days=1)
            while if_holiday is IfHoliday.NEXT_WEEKDAY and (
                moved.weekday() > 4 or shiroi.holidays(moved) is not None
            ):
                moved += timedelta(days=1)
        expected.add(moved)
    assert {one for one in days if is_closed(shiroi, facility, one)} == expected & set(days)


def test_a_city_may_say_which_days_are_meant_without_a_facility(shiroi: City) -> None:
    everywhere = house(shiroi, NthWeekday(1, TUESDAY, IfHoliday.STAY, WHY)).closed_days
    city = replace(shiroi, closed_days=everywhere)
    assert closed_days_of(city, None)(date(2027, 6, 1))
    assert not closed_days_of(city, None)(date(2027, 6, 2))
    assert not closed_days_of(shiroi, None)(date(2027, 6, 1))


def test_a_room_may_be_shut_alone(shiroi: City) -> None:
    day, works = date(2027, 4, 14), {"ja": "改修工事", "kana": "かいしゅうこうじ"}
    komin = shiroi.facility("komin")
    rooms = tuple(
        replace(room, closed={day: works}) if room.id == "komin-hall" else room
        for room in komin.rooms
    )
    others = tuple(one for one in shiroi.facilities if one is not komin)
    city = replace(shiroi, facilities=(replace(komin, rooms=rooms), *others))
    shut, beside = city.room("komin-hall"), city.room("komin-meeting")
    assert room_closed_because(city, shut, day) == works
    assert not is_room_closed(city, shut, day + timedelta(days=1))
    assert not is_room_closed(city, beside, day)
    assert day_facts(city, shut, day)[1] == "c" * 12
    assert day_facts(city, beside, day)[1] == "f" * 12


SUMMER = PatternWhen("hourly-9-22", (4, 1), (10, 31), frozenset({5, 6}), public_holidays=True)
WINTER = PatternWhen("hourly-9-22", (11, 1), (3, 31))
WORKDAYS = PatternWhen("hourly-9-22", weekdays=frozenset({0, 1}), public_holidays=False)
HOLIDAYS = PatternWhen("hourly-9-22", public_holidays=True)
REST = PatternWhen("hourly-9-21")


@pytest.mark.parametrize(
    ("when", "day", "long"),
    [
        (SUMMER, date(2027, 4, 3), True),  # a Saturday
        (SUMMER, date(2027, 4, 2), False),  # a Friday
        (SUMMER, date(2027, 3, 28), False),  # a Sunday before the season
        (SUMMER, date(2027, 4, 29), True),  # a holiday on a Thursday
        (SUMMER, date(2027, 10, 31), True),
        (SUMMER, date(2027, 11, 3), False),
        (WINTER, date(2027, 12, 31), True),
        (WINTER, date(2027, 3, 31), True),
        (WINTER, date(2027, 4, 1), False),
        (WORKDAYS, date(2027, 4, 5), True),
        (WORKDAYS, date(2027, 5, 3), False),  # a Monday, and a holiday
        (WORKDAYS, date(2027, 4, 7), False),
        (HOLIDAYS, date(2027, 5, 3), True),
        (HOLIDAYS, date(2027, 5, 6), False),
    ],
)
def test_the_first_pattern_that_fits_counts(
    shiroi: City, when: PatternWhen, day: date, long: bool
) -> None:
    room = replace(shiroi.room("komin-hall"), patterns=(when, REST))
    assert (pattern_of(shiroi, room, day).id == "hourly-9-22") is long


def test_a_room_without_a_pattern_for_a_day_is_an_error_of_the_data(shiroi: City) -> None:
    room = replace(shiroi.room("komin-hall"), patterns=(SUMMER, HOLIDAYS))
    with pytest.raises(ValueError, match="no pattern"):
        pattern_of(shiroi, room, date(2027, 12, 1))
