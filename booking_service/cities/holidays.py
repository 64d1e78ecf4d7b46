"""Japan's public holidays, the port that ``policy`` asks for.

Announced years are data (``public_holidays.toml``), so that a year in which the law moves a day is
corrected there. The days of all other years come from the ``jpholiday`` library, which computes
them by law; a test compares both with a second library. The government announces a year in the
February before: until then its days, the equinoxes above all, may still change.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

import jpholiday

_FILE = Path(__file__).with_name("public_holidays.toml")
_DAYS_REMEMBERED = 4096


@lru_cache(maxsize=_DAYS_REMEMBERED)
def public_holiday(day: date) -> str | None:
    """The Japanese name of the public holiday on ``day``, or None."""
    announced = _announced().get(day.year)
    if announced is not None:
        return announced.get(day)
    name: str | None = jpholiday.is_holiday_name(day)
    return name


def announced_until() -> date:
    """The last day whose public holidays the government has announced."""
    return date(max(_announced()), 12, 31)


@lru_cache(maxsize=1)
def _announced() -> Mapping[int, Mapping[date, str]]:
    years = tomllib.loads(_FILE.read_text(encoding="utf-8"))["year"]
    return {year["year"]: {day["date"]: day["name"] for day in year["days"]} for year in years}
