"""Two libraries that know nothing of each other agree on Japan's public holidays."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import jpholiday
import pytest

from booking_service.cities.holidays import announced_until, public_holiday

#: Two years beyond what the government has announced, so that equinox days are computed by both.
YEARS = range(2022, 2031)


@pytest.mark.parametrize("year", YEARS)
def test_every_day_of_a_year(year: int) -> None:
    other = holidays.country_holidays("JP", years=year)
    day = date(year, 1, 1)
    while day.year == year:
        assert (public_holiday(day) is not None) == (day in other), day
        day += timedelta(days=1)


def test_the_name_is_japanese() -> None:
    assert public_holiday(date(2026, 11, 23)) == "勤労感謝の日"
    assert public_holiday(date(2026, 11, 24)) is None


def test_announced_years_are_those_of_the_law() -> None:
    """Announced days are data; were one moved by a new law, this test would name it."""
    assert announced_until() == date(2027, 12, 31)
    for year in range(2022, announced_until().year + 1):
        computed = dict(jpholiday.year_holidays(year))
        days = (date(year, 1, 1) + timedelta(days=ahead) for ahead in range(366))
        found = {day: name for day in days if day.year == year and (name := public_holiday(day))}
        assert found == computed


def test_later_years_are_computed() -> None:
    assert public_holiday(date(2099, 5, 5)) == "こどもの日"
    assert public_holiday(date(2021, 7, 23)) == "スポーツの日"  # moved once, for the Games
