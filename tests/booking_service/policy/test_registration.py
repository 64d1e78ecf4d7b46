"""A registration is valid for three years and renewed from three months before (003 §2)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking_service.policy.model import City
from booking_service.policy.registration import (
    Standing,
    StandingState,
    renewable_from,
    standing_on,
    valid_until,
)

KINDS = frozenset({"kominkan"})
LAST_DAY = date(2027, 5, 9)


@pytest.mark.parametrize(
    ("registered", "last_day"),
    [
        (date(2024, 5, 10), date(2027, 5, 9)),
        (date(2024, 1, 1), date(2026, 12, 31)),
        (date(2024, 2, 29), date(2027, 2, 27)),  # the third anniversary clamps to the 28th
    ],
)
def test_three_years_end_the_day_before_the_anniversary(
    shiroi: City, registered: date, last_day: date
) -> None:
    assert valid_until(shiroi, registered) == last_day


def test_renewal_opens_three_months_before_the_end(shiroi: City) -> None:
    assert renewable_from(shiroi, LAST_DAY) == date(2027, 2, 10)


def test_the_last_day_is_valid_and_the_next_is_not() -> None:
    assert standing_on(LAST_DAY, LAST_DAY, None, KINDS) == Standing(
        StandingState.ACTIVE, None, KINDS
    )
    after = LAST_DAY + timedelta(days=1)
    assert standing_on(after, LAST_DAY, None, KINDS) == Standing(
        StandingState.EXPIRED, after, KINDS
    )


def test_a_suspension_outweighs_an_expiry_and_may_lie_ahead() -> None:
    since = date(2027, 6, 1)
    assert standing_on(since, LAST_DAY, since, KINDS).state is StandingState.SUSPENDED
    assert standing_on(LAST_DAY, LAST_DAY, since, KINDS).state is StandingState.ACTIVE


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(0, 2000))
def test_a_registration_is_valid_every_day_of_its_three_years(
    shiroi: City, registered: date, days: int
) -> None:
    last_day = valid_until(shiroi, registered)
    today = registered + timedelta(days=days)
    active = standing_on(today, last_day, None, KINDS).state is StandingState.ACTIVE
    assert active == (today <= last_day)
    assert registered < renewable_from(shiroi, last_day) <= last_day
