"""Instants relative to a booking, at the edges of the calendar."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking_service.policy.instants import (
    EARLIEST_DATE,
    LATEST_DATE,
    TOKYO,
    Anchor,
    MonthDay,
    RelativeInstant,
    Shift,
    Span,
    Window,
    add_months,
    first_of_month,
    last_open_day,
    length_of_month,
    local_date,
    resolve,
    resolve_window,
    start_of,
)

DAYS = st.dates(EARLIEST_DATE, LATEST_DATE)
MONTHS = st.integers(-24, 24)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2027, 5, 31), -3, date(2027, 2, 28)),
        (date(2028, 5, 31), -3, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2027, 1, 15), -2, date(2026, 11, 15)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2027, 8, 31), 1, date(2027, 9, 30)),
    ],
)
def test_months_clamp_to_a_short_month(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@given(DAYS, MONTHS)
def test_adding_months_moves_by_exactly_that_many_months(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == min(day.day, length_of_month(moved))


MONTH, DAY = Anchor.USE_MONTH, Anchor.USE_DATE


@pytest.mark.parametrize(
    ("instant", "use", "expected"),
    [
        (RelativeInstant(MONTH, months=-2, day=5, at=510), "2027-01-31", "2026-11-05 08:30"),
        (RelativeInstant(MONTH, months=-2, day=15, at=1440), "2027-04-10", "2027-02-16"),
        (RelativeInstant(MONTH, months=-1, day=31), "2027-03-10", "2027-02-28"),
        (RelativeInstant(DAY, days=-7, at=1440), "2028-03-06", "2028-02-29"),
        (RelativeInstant(DAY, days=-7, at=1440), "2027-03-06", "2027-02-28"),
        (RelativeInstant(DAY, months=-3, at=1440), "2027-05-31", "2027-03-01"),
        (RelativeInstant(DAY), "2027-01-01", "2027-01-01"),
    ],
)
def test_instants_of_a_use(instant: RelativeInstant, use: str, expected: str) -> None:
    assert resolve(instant, date.fromisoformat(use)) == at(expected)


def test_midnight_at_the_end_of_a_day_is_the_next_day() -> None:
    assert start_of(date(2026, 12, 31), 1440) == at("2027-01-01 00:00")


def test_an_event_is_counted_from_the_day_it_is_in_japan() -> None:
    rule = RelativeInstant(Anchor.EVENT, days=1)
    late_in_london = datetime.fromisoformat("2027-02-18T16:00:00+00:00")
    assert resolve(rule, date(2027, 4, 1), event=late_in_london) == at("2027-02-20 00:00")


def test_an_instant_of_an_event_needs_the_event() -> None:
    with pytest.raises(ValueError, match="event"):
        resolve(RelativeInstant(Anchor.EVENT), date(2027, 4, 1))


def test_a_closed_day_shifts_forwards_or_backwards_or_not_at_all() -> None:
    closed = {date(2027, 3, 1), date(2027, 3, 2)}.__contains__
    use = date(2027, 4, 1)

    def on(shift: Shift) -> datetime:
        rule = RelativeInstant(Anchor.USE_MONTH, months=-1, at=540, shift=shift)
        return resolve(rule, use, closed_on=closed)

    assert on(Shift.NONE) == at("2027-03-01 09:00")
    assert on(Shift.FORWARDS) == at("2027-03-03 09:00")
    assert on(Shift.BACKWARDS) == at("2027-02-28 09:00")


def test_a_facility_that_never_opens_cannot_be_shifted_over() -> None:
    rule = RelativeInstant(Anchor.USE_DATE, shift=Shift.FORWARDS)
    with pytest.raises(ValueError, match="no open day"):
        resolve(rule, date(2027, 4, 1), closed_on=lambda _day: True)


@given(DAYS, st.sets(st.integers(0, 6), max_size=6), st.sampled_from(list(Shift)))
def test_a_shifted_instant_never_lies_on_a_closed_day(
    day: date, weekdays: set[int], shift: Shift
) -> None:
    found = resolve(
        RelativeInstant(Anchor.USE_DATE, shift=shift),
        day,
        closed_on=lambda asked: asked.weekday() in weekdays,
    )
    landed = local_date(found)
    if shift is Shift.NONE:
        assert landed == day
    else:
        assert landed.weekday() not in weekdays
        assert abs((landed - day).days) < 7


@given(DAYS, st.sets(st.integers(1, 31)))
def test_the_last_open_day_is_open_and_none_after_it_is(day: date, closed: set[int]) -> None:
    def closed_on(asked: date) -> bool:
        return asked.day in closed

    last = last_open_day(day, closed_on)
    assert first_of_month(last) == first_of_month(day)
    if last.day in closed:
        assert closed.issuperset(range(1, length_of_month(day) + 1))
    else:
        assert closed.issuperset(range(last.day + 1, length_of_month(day) + 1))


def test_a_month_without_an_open_day_ends_on_its_last() -> None:
    assert last_open_day(date(2028, 2, 3), lambda _day: True) == date(2028, 2, 29)


def test_the_last_open_day_of_a_month_as_an_instant() -> None:
    rule = RelativeInstant(Anchor.EVENT, day=MonthDay.LAST_OPEN, at=720)
    closed = {date(2027, 2, 28)}.__contains__
    found = resolve(rule, date(2027, 4, 1), event=at("2027-02-20 10:00"), closed_on=closed)
    assert found == at("2027-02-27 12:00")


@given(DAYS, MONTHS, st.integers(-400, 400), st.integers(0, 1440))
def test_every_instant_of_every_use_can_be_resolved(
    day: date, months: int, days: int, minutes: int
) -> None:
    found = resolve(RelativeInstant(Anchor.USE_DATE, months, days, None, minutes), day)
    expected = add_months(day, months) + timedelta(days=days)
    assert found == datetime.combine(expected, datetime.min.time(), TOKYO) + timedelta(
        minutes=minutes
    )


def test_a_window_is_half_open() -> None:
    window = Window(RelativeInstant(Anchor.USE_DATE), RelativeInstant(Anchor.USE_DATE, at=1440))
    span = resolve_window(window, date(2027, 4, 1))
    assert span == Span(at("2027-04-01"), at("2027-04-02"))
    assert span.holds(span.opens)
    assert not span.holds(span.closes)
    assert not span.holds(span.opens - timedelta(microseconds=1))
