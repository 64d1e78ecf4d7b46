"""How long somebody who tries secrets has to wait, and how that is forgiven."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from booking_service.clock import TOKYO
from booking_service.service.throttle import REMEMBERED, Patience, Throttle

START = datetime(2026, 11, 20, 10, 0, tzinfo=TOKYO)
PATIENCE = Patience(3, timedelta(seconds=5), timedelta(minutes=2), timedelta(minutes=5))
KEY = ("lobby-1", "1234567")


def test_the_wait_doubles_up_to_a_limit() -> None:
    throttle, waits = Throttle(PATIENCE), []
    for _ in range(9):
        waits.append(throttle.wait(KEY, START).total_seconds())
        throttle.note_wrong(KEY, START)
    assert waits == [0, 0, 0, 5, 10, 20, 40, 80, 120]


def test_quiet_time_forgives_one_attempt_after_the_other() -> None:
    throttle = Throttle(PATIENCE)
    for _ in range(5):
        throttle.note_wrong(KEY, START)
    later = START + timedelta(minutes=10)
    throttle.note_wrong(KEY, later)
    assert throttle.wait(KEY, later) == timedelta(seconds=10)


def test_the_right_secret_starts_over() -> None:
    throttle = Throttle(PATIENCE)
    for _ in range(6):
        throttle.note_wrong(KEY, START)
    throttle.forget(KEY)
    assert not throttle.wait(KEY, START)


def test_an_attempt_that_was_not_looked_at_does_not_count() -> None:
    throttle = Throttle(PATIENCE)
    for _ in range(50):
        throttle.note_wrong(KEY, START)
        throttle.forgive(KEY)
    assert not throttle.wait(KEY, START)


def test_only_so_many_are_remembered() -> None:
    throttle = Throttle(PATIENCE)
    for number in range(REMEMBERED + 10):
        for _ in range(3):
            throttle.note_wrong((str(number),), START)
    assert not throttle.wait(("0",), START)
    assert throttle.wait((str(REMEMBERED),), START)


@given(st.lists(st.integers(-600, 600), max_size=60))
def test_nobody_ever_waits_longer_than_the_limit(steps: list[int]) -> None:
    """Also when the clock jumps."""
    throttle, now = Throttle(PATIENCE), START
    for step in steps:
        now += timedelta(seconds=step)
        throttle.note_wrong(KEY, now)
        assert timedelta() <= throttle.wait(KEY, now) <= PATIENCE.longest_delay
