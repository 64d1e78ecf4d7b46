"""Service hours: 09:00 to 23:00 with a stop over the New Year (document 000 §1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from booking_service.policy.asking import Refusal
from booking_service.policy.hours import check_hours, next_service
from booking_service.policy.instants import TOKYO
from booking_service.policy.model import City, ServiceHours, YearlyClosing

STOP = YearlyClosing((12, 29), (1, 3), {"ja": "年末年始", "kana": "ねんまつねんし"})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


@pytest.fixture
def city(shiroi: City) -> City:
    return replace(shiroi, service_hours=ServiceHours(9 * 60, 23 * 60, (STOP,)))


@pytest.mark.parametrize(
    ("now", "serves_again"),
    [
        ("2026-11-20 09:00:00", "2026-11-20 09:00:00"),
        ("2026-11-20 22:59:59", "2026-11-20 22:59:59"),
        ("2026-11-20 23:00:00", "2026-11-21 09:00:00"),
        ("2026-11-20 08:59:59", "2026-11-20 09:00:00"),
        ("2026-12-28 22:59:59", "2026-12-28 22:59:59"),
        ("2026-12-28 23:00:00", "2027-01-04 09:00:00"),
        ("2026-12-31 12:00:00", "2027-01-04 09:00:00"),
        ("2027-01-03 23:59:59", "2027-01-04 09:00:00"),
        ("2028-02-28 23:30:00", "2028-02-29 09:00:00"),
    ],
)
def test_the_next_instant_of_service(city: City, now: str, serves_again: str) -> None:
    assert next_service(city, at(now)) == at(serves_again)
    assert (check_hours(city, at(now)) is None) == (now == serves_again)


def test_out_of_hours_says_from_when_on(city: City) -> None:
    assert check_hours(city, at("2026-11-20 12:00")) is None
    refusal = Refusal("out_of_hours", {"opens_at": at("2026-11-21 09:00")})
    assert check_hours(city, at("2026-11-20 23:00")) == refusal


def test_a_city_without_hours_always_serves(shiroi: City) -> None:
    assert check_hours(shiroi, at("2027-01-01 03:00")) is None


def test_hours_until_midnight_end_with_the_day(shiroi: City) -> None:
    late = replace(shiroi, service_hours=ServiceHours(0, 24 * 60, ()))
    now = at("2026-11-20 23:59:59")
    assert next_service(late, now) == now
    assert next_service(late, now + timedelta(seconds=1)) == at("2026-11-21")


def test_a_service_that_never_begins_is_an_error_of_the_data(shiroi: City) -> None:
    never = ServiceHours(0, 60, (YearlyClosing((1, 1), (12, 31), STOP.reason),))
    with pytest.raises(ValueError, match="never begin"):
        next_service(replace(shiroi, service_hours=never), at("2026-11-20"))
