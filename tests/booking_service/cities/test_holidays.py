"""Two libraries that know nothing of each other agree on Japan's public holidays."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest

from booking_service.cities.holidays import public_holiday

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
