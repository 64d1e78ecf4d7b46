"""A registration is valid for three years and renewed from three months before (003 §2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking_service.policy.model import City, HolderKind
from booking_service.policy.registration import (
    FOREVER,
    Standing,
    StandingState,
    idle_before,
    kinds_for,
    renewable_from,
    renewed_until,
    standing_on,
    valid_until,
)
from booking_service.policy.rules import HoldingEvent, LapseRule

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


# --- other cities: without end, lapsing for want of use, who may hold what


def lapsing(city: City, years: int, *counts: HoldingEvent) -> City:
    source = city.registration.source
    rule = LapseRule(years, frozenset(counts), source)
    return replace(city, registration=replace(city.registration, valid_years=None, lapse=rule))


def test_a_registration_may_have_no_end(shiroi: City) -> None:
    city = replace(shiroi, registration=replace(shiroi.registration, valid_years=None))
    assert valid_until(city, date(2027, 4, 1)) == FOREVER


def test_a_term_never_passes_the_last_year_that_is_known(shiroi: City) -> None:
    assert valid_until(shiroi, date(2198, 6, 1)) == FOREVER


@pytest.mark.parametrize(
    ("years", "today", "before"),
    [
        (1, date(2027, 4, 1), date(2026, 4, 1)),
        (1, date(2028, 2, 29), date(2027, 2, 28)),
        (3, date(2027, 4, 1), date(2024, 4, 1)),
    ],
)
def test_without_use_for_so_many_years_it_lapses(
    shiroi: City, years: int, today: date, before: date
) -> None:
    """Documents 004 §2 (a year) and 002 (three years)."""
    assert idle_before(lapsing(shiroi, years, HoldingEvent.USED), today) == before


def test_where_nothing_lapses_there_is_no_day(shiroi: City) -> None:
    assert idle_before(shiroi, date(2027, 4, 1)) is None


def test_a_renewal_adds_a_term_to_the_old_one_or_begins_today(shiroi: City) -> None:
    assert renewed_until(shiroi, LAST_DAY, date(2027, 3, 1)) == date(2030, 5, 9)
    assert renewed_until(shiroi, LAST_DAY, date(2027, 6, 1)) == date(2030, 5, 31)


def test_kinds_are_for_persons_or_for_groups(shiroi: City) -> None:
    first, *others = shiroi.registration.kinds
    kinds = (replace(first, holders=frozenset({HolderKind.PERSON})), *others)
    city = replace(shiroi, registration=replace(shiroi.registration, kinds=kinds))
    assert kinds_for(city, HolderKind.PERSON) == {first.id}
    assert kinds_for(city, HolderKind.GROUP) == {kind.id for kind in others}
