"""Closed days of Shiroi (document 003 §1) and of facilities made up for an edge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking_service.policy.calendar import (
    closed_because,
    closed_days_of,
    is_closed,
    last_open_day,
)
from booking_service.policy.facts import day_facts
from booking_service.policy.model import City, ClosedDays, YearlyClosing

MONDAY_HOUSES = ("nishishiroi-fukugo", "shiroi-ekimae", "sakuradai", "fuji")
SUNDAY_HOUSES = ("komin", "seishonen-josei", "rojin-fukushi")
TUESDAY_HOUSES = ("shiroi-community", "nishishiroi-plaza")

WEEKDAY_OF = {
    **dict.fromkeys(MONDAY_HOUSES, 0),
    **dict.fromkeys(TUESDAY_HOUSES, 1),
    **dict.fromkeys(SUNDAY_HOUSES, 6),
}


@given(st.dates(date(2026, 1, 1), date(2040, 12, 31)))
def test_a_house_closes_on_its_weekday_on_holidays_and_at_year_end(shiroi: City, day: date) -> None:
    year_end = (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
    for facility in shiroi.facilities:
        expected = (
            day.weekday() == WEEKDAY_OF[facility.id] or year_end or shiroi.holidays(day) is not None
        )
        assert is_closed(shiroi, facility, day) is expected


@pytest.mark.parametrize(
    ("facility_id", "day", "reason"),
    [
        ("sakuradai", date(2027, 4, 12), "月曜日は休館日です"),
        ("komin", date(2027, 4, 11), "日曜日は休館日です"),
        ("nishishiroi-plaza", date(2027, 4, 13), "火曜日は休館日です"),
        ("komin", date(2027, 3, 22), "春分の日 振替休日"),
        ("komin", date(2026, 12, 29), "年末年始"),
        ("komin", date(2027, 1, 1), "年末年始"),
        ("komin", date(2027, 1, 3), "年末年始"),
    ],
)
def test_the_reason_is_told(shiroi: City, facility_id: str, day: date, reason: str) -> None:
    told = closed_because(shiroi, shiroi.facility(facility_id), day)
    assert told is not None
    assert told["ja"] == reason


def test_a_special_day_closes_one_house_only(shiroi: City) -> None:
    komin = shiroi.facility("komin")
    day = date(2027, 4, 14)
    rule = replace(komin.closed_days, special={day: {"ja": "投票所", "kana": "とうひょうじょ"}})
    polling = replace(komin, closed_days=rule)
    assert not is_closed(shiroi, komin, day)
    assert closed_because(shiroi, polling, day) == {"ja": "投票所", "kana": "とうひょうじょ"}


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        (date(2027, 8, 11), False),
        (date(2027, 8, 12), True),
        (date(2027, 8, 14), True),
        (date(2027, 8, 16), True),
        (date(2027, 8, 17), False),
    ],
)
def test_a_yearly_closing_holds_its_first_and_last_day(
    shiroi: City, day: date, closed: bool
) -> None:
    summer = YearlyClosing((8, 12), (8, 16), {"ja": "夏季休館", "kana": "かききゅうかん"})
    every_day = ClosedDays(frozenset(), {}, False, (summer,), {})
    facility = replace(shiroi.facility("komin"), closed_days=every_day)
    assert is_closed(shiroi, facility, day) is closed


@pytest.mark.parametrize(
    ("facility_id", "month", "last"),
    [
        ("nishishiroi-fukugo", date(2027, 2, 1), date(2027, 2, 28)),
        ("komin", date(2027, 2, 1), date(2027, 2, 27)),  # the 28th is a Sunday
        ("nishishiroi-fukugo", date(2026, 12, 1), date(2026, 12, 27)),  # the 28th is a Monday
        ("komin", date(2026, 12, 1), date(2026, 12, 28)),
        ("komin", date(2028, 2, 1), date(2028, 2, 29)),  # a leap year
    ],
)
def test_the_last_open_day_of_a_month(
    shiroi: City, facility_id: str, month: date, last: date
) -> None:
    assert last_open_day(shiroi, shiroi.facility(facility_id), month) == last


def test_without_a_facility_no_day_is_closed(shiroi: City) -> None:
    assert not closed_days_of(shiroi, None)(date(2027, 1, 1))


def test_the_facts_of_a_day_are_one_letter_a_slot(shiroi: City) -> None:
    until_nine = shiroi.room("komin-meeting")
    until_ten = shiroi.room("seishonen-josei-hall")
    assert day_facts(shiroi, until_nine, date(2027, 4, 14)) == ("hourly-9-21", "f" * 12)
    assert day_facts(shiroi, until_ten, date(2027, 4, 14)) == ("hourly-9-22", "f" * 13)
    assert day_facts(shiroi, until_ten, date(2027, 4, 11)) == ("hourly-9-22", "c" * 13)
