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
    enough_members,
    is_renewable,
    kinds_for,
    lapses_on,
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
    assert not is_renewable(city, FOREVER, date(2027, 4, 1))


def test_a_term_never_passes_the_last_year_that_is_known(shiroi: City) -> None:
    assert valid_until(shiroi, date(2198, 6, 1)) == FOREVER


@pytest.mark.parametrize(
    ("last", "lapses"),
    [
        ({}, date(2027, 4, 1)),
        ({HoldingEvent.APPLIED: date(2026, 8, 1)}, date(2027, 8, 1)),
        ({HoldingEvent.BOOKED: date(2028, 2, 29)}, date(2029, 2, 28)),
        ({HoldingEvent.USED: date(2026, 8, 1)}, date(2027, 4, 1)),  # does not count there
        ({HoldingEvent.APPLIED: date(2025, 1, 1)}, date(2027, 4, 1)),  # before the registration
    ],
)
def test_a_year_without_applying_or_booking_ends_it(
    shiroi: City, last: dict[HoldingEvent, date], lapses: date
) -> None:
    """Document 004 §2: from the registration or the last use."""
    city = lapsing(shiroi, 1, HoldingEvent.APPLIED, HoldingEvent.BOOKED)
    assert lapses_on(city, date(2026, 4, 1), last) == lapses


def test_three_years_without_use_end_it_whatever_was_booked(shiroi: City) -> None:
    """Document 002 ①."""
    city = lapsing(shiroi, 3, HoldingEvent.USED)
    booked = {HoldingEvent.BOOKED: date(2026, 9, 1)}
    assert lapses_on(city, date(2024, 4, 1), booked) == date(2027, 4, 1)
    used = {**booked, HoldingEvent.USED: date(2026, 9, 8)}
    assert lapses_on(city, date(2024, 4, 1), used) == date(2029, 9, 8)


def test_where_nothing_lapses_there_is_no_day(shiroi: City) -> None:
    assert lapses_on(shiroi, date(2024, 4, 1), {}) is None


@pytest.mark.parametrize(
    ("today", "renewable"),
    [(date(2027, 2, 9), False), (date(2027, 2, 10), True), (date(2028, 1, 1), True)],
)
def test_renewing_is_possible_from_its_day_on(
    shiroi: City, today: date, *, renewable: bool
) -> None:
    assert is_renewable(shiroi, LAST_DAY, today) is renewable


def test_a_renewal_adds_a_term_to_the_old_one_or_begins_today(shiroi: City) -> None:
    assert renewed_until(shiroi, LAST_DAY, date(2027, 3, 1)) == date(2030, 5, 9)
    assert renewed_until(shiroi, LAST_DAY, date(2027, 6, 1)) == date(2030, 5, 31)


def test_kinds_are_for_persons_or_for_groups(shiroi: City) -> None:
    first, *others = shiroi.registration.kinds
    kinds = (replace(first, holders=frozenset({HolderKind.PERSON})), *others)
    city = replace(shiroi, registration=replace(shiroi.registration, kinds=kinds))
    assert kinds_for(city, HolderKind.PERSON) == {first.id}
    assert kinds_for(city, HolderKind.GROUP) == {kind.id for kind in others}


@pytest.mark.parametrize(
    ("holder", "members", "enough"),
    [
        (HolderKind.GROUP, 4, False),
        (HolderKind.GROUP, 5, True),
        (HolderKind.PERSON, 1, True),
    ],
)
def test_a_group_has_five_members(
    shiroi: City, holder: HolderKind, members: int, *, enough: bool
) -> None:
    assert enough_members(shiroi, holder, members) is enough
