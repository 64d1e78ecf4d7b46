"""When residents may book again: by the day, and over a stop at the turn of the year."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.model import ServiceHours, YearlyStop
from kiosk.service_hours import opens_again

JST = timezone(timedelta(hours=9))
#: Sapporo's.
HOURS = ServiceHours(
    opens="09:00",
    closes="23:00",
    closed=(YearlyStop(first="12-29", last="01-03", reason={"ja": "年末年始"}),),
)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JST)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-12-08T08:59:59", "2026-12-08T09:00"),
        ("2026-12-08T09:00", None),
        ("2026-12-08T22:59:59", None),
        ("2026-12-08T23:00", "2026-12-09T09:00"),
        ("2026-12-28T22:00", None),
        ("2026-12-28T23:30", "2027-01-04T09:00"),
        ("2026-12-31T12:00", "2027-01-04T09:00"),
        ("2027-01-03T12:00", "2027-01-04T09:00"),
    ],
)
def test_the_next_service_hour(now: str, opens: str | None) -> None:
    assert opens_again(HOURS, moment(now)) == (moment(opens) if opens else None)


def test_a_city_without_hours_is_always_open() -> None:
    assert opens_again(None, moment("2027-01-01T03:00")) is None


def test_midnight_at_the_end_of_the_day_closes_nothing_before() -> None:
    whole = ServiceHours(opens="00:00", closes="24:00")
    assert opens_again(whole, moment("2026-12-08T23:59:59")) is None


def test_who_never_opens_has_no_next_hour() -> None:
    never = YearlyStop(first="01-01", last="12-31", reason={"ja": "休止"})
    shut = ServiceHours(opens="09:00", closes="17:00", closed=(never,))
    assert opens_again(shut, moment("2026-12-08T12:00")) is None


@given(minutes=st.integers(0, 2 * 366 * 24 * 60))
def test_it_is_open_at_the_moment_that_is_told_and_not_before(minutes: int) -> None:
    now = moment("2026-01-01T00:00") + timedelta(minutes=minutes)
    opens = opens_again(HOURS, now)
    if opens is not None:
        assert opens > now
        assert opens_again(HOURS, opens) is None
        assert opens_again(HOURS, opens - timedelta(seconds=1)) == opens
