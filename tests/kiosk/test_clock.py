"""The service's time is learned from Date headers, to well below a second, and followed if set."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from hypothesis import given
from hypothesis import strategies as st

from kiosk.clock import ServiceClock
from tests.kiosk.hand_clock import HandClock

SECOND = timedelta(seconds=1)


def header(at: datetime) -> str:
    return format_datetime(at.astimezone(UTC), usegmt=True)


def hear(clock: ServiceClock, hand: HandClock, ahead: timedelta, travel_ms: int) -> None:
    """One call to a service whose clock is ``ahead``; it stamps in the middle of the travel."""
    sent = clock.machine_now()
    hand.advance(milliseconds=travel_ms / 2)
    stamped = header(hand.now() + ahead)
    hand.advance(milliseconds=travel_ms / 2)
    clock.heard(stamped, sent)


def test_until_it_is_heard_it_is_the_machines() -> None:
    hand = HandClock()
    clock = ServiceClock(hand)
    assert clock.now() == hand.now()
    assert clock.steady() == hand.steady()


@given(
    ahead_ms=st.integers(-86_400_000, 86_400_000),
    calls=st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 400)), min_size=1, max_size=20),
)
def test_the_offset_is_right_and_gets_better(ahead_ms: int, calls: list[tuple[int, int]]) -> None:
    hand, ahead = HandClock(), timedelta(milliseconds=ahead_ms)
    clock = ServiceClock(hand)
    last_error = None
    for pause_ms, travel_ms in calls:
        hand.advance(milliseconds=pause_ms)
        hear(clock, hand, ahead, travel_ms)
        bounds = clock._bounds
        assert bounds is not None
        assert bounds.low <= ahead <= bounds.high, "the truth is never excluded"
        width = bounds.high - bounds.low
        assert last_error is None or width <= last_error
        last_error = width


def test_many_quick_answers_find_it_to_a_few_hundredths() -> None:
    hand, ahead = HandClock(), timedelta(seconds=73, milliseconds=412)
    clock = ServiceClock(hand)
    for _ in range(100):
        hand.advance(milliseconds=137)
        hear(clock, hand, ahead, travel_ms=10)
    assert abs(clock.offset - ahead) < timedelta(milliseconds=30)


def test_a_service_whose_clock_is_moved_is_followed_at_once() -> None:
    hand = HandClock()
    clock = ServiceClock(hand)
    hear(clock, hand, timedelta(0), 10)
    hear(clock, hand, timedelta(days=11), 10)
    assert abs(clock.offset - timedelta(days=11)) <= SECOND


def test_a_machine_whose_clock_is_set_is_followed_at_once() -> None:
    hand = HandClock()
    clock = ServiceClock(hand)
    hear(clock, hand, timedelta(0), 10)
    truth = clock.now()
    hand.set_wall(hand.now() - timedelta(hours=9))
    hear(clock, hand, timedelta(hours=9), 10)
    assert abs(clock.now() - truth) <= 2 * SECOND


def test_a_header_that_is_no_date_changes_nothing() -> None:
    hand = HandClock()
    clock = ServiceClock(hand)
    hear(clock, hand, timedelta(hours=1), 10)
    before = clock.offset
    for nonsense in ("", "tomorrow", "Fri, 99 Nov 2026 25:00:00 GMT", "\xff"):
        clock.heard(nonsense, hand.now())
    assert clock.offset == before
