"""What can be done with a slot now, to the second."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.availability import Now, what_now
from kiosk.clock import TOKYO
from kiosk.journeys.calendar_views import instant, last_of_month, slot_views, summary
from kiosk.model import Offer, RoomDay, SlotPattern, SlotTime
from kiosk.search import FreeSlots, PartOfDay

SECOND = timedelta(seconds=1)
DAY = date(2026, 12, 3)
PATTERN = SlotPattern(
    id="hourly",
    slots=tuple(SlotTime(from_=f"{h:02}:00", until=f"{h + 1:02}:00") for h in (9, 10, 23)),
)
PATTERNS = {"hourly": PATTERN}
EVENING = {
    "evening": SlotPattern(
        id="evening",
        slots=(
            SlotTime(from_="18:00", until="21:00", id="night"),
            SlotTime(from_="21:00", until="22:00", id="more", needs="night"),
        ),
    )
}


def at(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=TOKYO)


LOTTERY = Offer(kind="lottery", from_=at(10, 5, 8, 30), until=at(10, 16))
FIRST_COME = Offer(kind="first_come", from_=at(11, 1, 8, 30), until=at(11, 27))
COUNTER = Offer(kind="counter", from_=at(11, 1, 8, 30), until=at(12, 4))
OFFERS = (LOTTERY, FIRST_COME, COUNTER)


@pytest.mark.parametrize(
    ("moment", "now"),
    [
        (at(10, 5, 8, 30) - SECOND, Now.NOT_YET),
        (at(10, 5, 8, 30), Now.LOTTERY),
        (at(10, 16) - SECOND, Now.LOTTERY),
        (at(10, 16), Now.NOT_YET),
        (at(11, 1, 8, 30) - SECOND, Now.NOT_YET),
        (at(11, 1, 8, 30), Now.RESERVE),
        (at(11, 27) - SECOND, Now.RESERVE),
        (at(11, 27), Now.COUNTER),
        (at(12, 4), Now.TOO_LATE),
    ],
)
def test_a_free_slot_at_the_edges_of_its_offers(moment: datetime, now: Now) -> None:
    assert what_now("f", OFFERS, moment)[0] is now


def test_what_opens_next_is_told() -> None:
    assert what_now("f", OFFERS, at(10, 20)) == (Now.NOT_YET, FIRST_COME)
    assert what_now("f", OFFERS, at(10, 1)) == (Now.NOT_YET, LOTTERY)


instants = st.integers(0, 120 * 24 * 60).map(lambda minutes: at(9, 1) + timedelta(minutes=minutes))
offers = st.builds(
    Offer,
    kind=st.sampled_from(["lottery", "first_come", "counter"]),
    from_=instants,
    until=instants,
)


@given(fact=st.sampled_from("tc"), several=st.lists(offers, max_size=4), moment=instants)
def test_nothing_can_be_done_with_what_is_not_free(
    fact: str, several: list[Offer], moment: datetime
) -> None:
    assert what_now(fact, several, moment)[0] in (Now.TAKEN, Now.CLOSED)


@given(several=st.lists(offers, max_size=4), moment=instants)
def test_an_open_answer_rests_on_an_offer_that_is_open(
    several: list[Offer], moment: datetime
) -> None:
    now, offer = what_now("f", several, moment)
    match now:
        case Now.LOTTERY | Now.RESERVE | Now.COUNTER:
            assert offer is not None
            assert offer.from_ <= moment < offer.until
        case Now.NOT_YET:
            assert offer is not None
            assert moment < offer.from_
        case _:
            assert offer is None
            assert not any(one.from_ <= moment < one.until for one in several)


def room_day(slots: str, pattern: str = "hourly") -> RoomDay:
    return RoomDay(room_id="hall", date=DAY, pattern=pattern, slots=slots)


def test_slots_have_their_instants_even_at_midnight() -> None:
    views = slot_views(room_day("ftc"), PATTERNS, OFFERS, at(11, 28))
    assert [(view.start, view.end) for view in views][2] == (at(12, 3, 23), at(12, 4))
    assert [view.now for view in views] == [Now.COUNTER, Now.TAKEN, Now.CLOSED]
    assert views[0].until == COUNTER.until


def test_a_slot_that_has_begun_is_too_late_whatever_is_offered() -> None:
    views = slot_views(room_day("fft"), PATTERNS, OFFERS, at(12, 3, 9))
    assert [view.now for view in views] == [Now.TOO_LATE, Now.COUNTER, Now.TAKEN]


def test_a_slot_that_opens_later_says_what_and_when() -> None:
    (first, *_) = slot_views(room_day("fff"), PATTERNS, OFFERS, at(10, 20))
    assert (first.opens_kind, first.opens_at) == ("first_come", FIRST_COME.from_)
    assert first.until is None


@pytest.mark.parametrize(("slots", "pattern"), [("ff", "hourly"), ("fff", "gone")])
def test_a_day_that_does_not_fit_its_pattern_shows_no_slot(slots: str, pattern: str) -> None:
    assert slot_views(room_day(slots, pattern), PATTERNS, OFFERS, at(11, 28)) == ()


@pytest.mark.parametrize(
    ("slots", "moment", "best", "count"),
    [
        ("ftt", at(11, 20), Now.RESERVE, 1),
        ("fft", at(10, 6), Now.LOTTERY, 2),
        ("ttt", at(11, 20), Now.TAKEN, 3),
        ("ttc", at(11, 20), Now.TAKEN, 2),
        ("ccc", at(11, 20), Now.CLOSED, 3),
        ("ffc", at(10, 20), Now.NOT_YET, 2),
    ],
)
def test_a_day_in_one_word(slots: str, moment: datetime, best: Now, count: int) -> None:
    day = summary(DAY, slot_views(room_day(slots), PATTERNS, OFFERS, moment))
    assert (day.best, day.count) == (best, count)
    assert (day.opens_at is not None) == (best is Now.NOT_YET)


@pytest.mark.parametrize(("slots", "best"), [("tf", Now.TAKEN), ("ft", Now.RESERVE)])
def test_an_extension_without_its_evening_is_no_free_day(slots: str, best: Now) -> None:
    room_day = RoomDay(room_id="hall", date=DAY, pattern="evening", slots=slots)
    views = slot_views(room_day, EVENING, OFFERS, at(11, 2))
    assert summary(DAY, views).best is best


def test_an_extension_of_an_evening_that_has_begun_is_not_found() -> None:
    free = FreeSlots(EVENING, PartOfDay.ANY)
    assert free.of("evening", "ff", "17:59") == [0, 1]
    assert free.of("evening", "ff", "18:00") == []
    assert free.of("evening", "tf") == []


def test_a_slot_says_when_it_can_be_booked_at_once_though_a_lottery_opens_first() -> None:
    room_day = RoomDay(room_id="hall", date=DAY, pattern="hourly", slots="fff")
    view = slot_views(room_day, PATTERNS, OFFERS, at(10, 1))[0]
    assert (view.opens_kind, view.opens_at) == ("lottery", LOTTERY.from_)
    assert view.first_come_at == FIRST_COME.from_
    days = summary(DAY, slot_views(room_day, PATTERNS, OFFERS, at(10, 10)))
    assert (days.best, days.first_come_at) == (Now.LOTTERY, FIRST_COME.from_)


def test_a_day_without_slots_is_closed() -> None:
    assert summary(DAY, ()).best is Now.CLOSED


def test_the_ends_of_months() -> None:
    assert last_of_month(date(2026, 2, 1)) == date(2026, 2, 28)
    assert last_of_month(date(2028, 2, 1)) == date(2028, 2, 29)
    assert last_of_month(date(2026, 12, 1)) == date(2026, 12, 31)
    assert instant(date(2026, 12, 31), "24:00") == datetime(2027, 1, 1, tzinfo=TOKYO)
