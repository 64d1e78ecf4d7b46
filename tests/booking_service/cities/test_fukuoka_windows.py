"""Fukuoka's instants and fees against document 004 §3, written down here a second time.

The oracle knows the guide's tables and the calendar, and nothing of the city's files.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from booking_service.cities.loader import known_city
from booking_service.policy.calendar import is_closed
from booking_service.policy.cancellation import cancel_from, cancel_until, fee_steps
from booking_service.policy.checks import Ask, Booked, check_cancel, check_reservation
from booking_service.policy.lottery import lottery_times
from booking_service.policy.model import City, ReservationState, Room
from booking_service.policy.offers import Offer, OfferKind, offer_of, offers_for, window_of
from booking_service.policy.payment import payment_due, unpaid_deleted_at
from booking_service.policy.quotas import Usage
from booking_service.policy.registration import Standing, StandingState
from booking_service.policy.rules import Origin

TOKYO = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True)
class Said:
    """One class as the guide's tables say it: months before the use, days, hours, percentages.

    ``cancel``: until when, in months or days before the use, and the hour. ``fees``: from which
    number of days, or ``"1m+1"``: one month before and a day later, what percentage.
    """

    lottery: int | None
    opens: tuple[int, int | None, int]
    closes: tuple[str, int]
    cancel: tuple[str, int]
    fees: tuple[tuple[str, int], ...]


SIX = (("6d", 100),)
NINE_FOUR = (("9d", 50), ("4d", 100))
THIRTEEN_SIX = (("13d", 50), ("6d", 100))
ONE_MONTH = (("1m+1", 100),)
THREE_MONTHS = (("3m+1", 100),)

#: By class: lottery §3(1), first-come §3(2), cancelling §3(3).
GUIDE = {
    "tennis": Said(1, (1, 21, 12), ("1d", 19), ("1d", 19), SIX),
    "maizuru-tennis": Said(1, (1, 21, 12), ("1d", 16), ("1d", 16), SIX),
    "gannosu-tennis-volley": Said(1, (1, 21, 12), ("1d", 19), ("1d", 19), SIX),
    "baseball": Said(1, (1, 20, 12), ("1d", 19), ("1d", 19), SIX),
    "maizuru-baseball": Said(1, (1, 20, 12), ("1d", 19), ("1d", 19), SIX),
    "gannosu-youth-baseball": Said(None, (1, 20, 12), ("1d", 19), ("1d", 19), SIX),
    "ball": Said(1, (1, 20, 12), ("1d", 19), ("1d", 19), SIX),
    "maizuru-ball": Said(1, (1, 20, 12), ("1d", 19), ("1d", 19), SIX),
    "higashihirao-ball-hall": Said(1, (1, 20, 12), ("1d", 19), ("1d", 19), SIX),
    "gym": Said(3, (3, 20, 9), ("1d", 19), ("1d", 19), NINE_FOUR),
    "civic-room": Said(3, (3, 21, 9), ("1d", 18), ("1d", 18), NINE_FOUR),
    "civic-hall": Said(9, (9, 21, 9), ("3m", 24), ("3m", 24), THREE_MONTHS),
    "amikas": Said(3, (3, 21, 9), ("1d", 18), ("1d", 18), NINE_FOUR),
    "amikas-hall": Said(3, (3, 21, 9), ("1d", 18), ("1d", 18), NINE_FOUR),
    "kenko": Said(None, (3, None, 9), ("1d", 18), ("1d", 18), NINE_FOUR),
    "music": Said(4, (4, 21, 9), ("1d", 20), ("1d", 20), THIRTEEN_SIX),
    "music-large-other": Said(4, (4, 21, 9), ("1d", 20), ("1d", 20), ONE_MONTH),
    "music-large": Said(6, (6, 21, 9), ("1d", 20), ("1d", 20), ONE_MONTH),
    "asumin": Said(3, (3, 20, 10), ("1d", 18), ("10d", 24), ()),
    "asumin-all": Said(3, (3, 20, 10), ("1d", 18), ("1m", 24), ()),
    "community-room": Said(3, (3, 20, 9), ("1d", 18), ("1d", 18), NINE_FOUR),
    "community-hall": Said(9, (9, 20, 9), ("1d", 18), ("1d", 18), THREE_MONTHS),
}

#: Which rooms a class has, by where they are: the guide's own grouping.
ROOM_OF = {
    "tennis": "aoba-park-tennis",
    "maizuru-tennis": "maizuru-park-tennis",
    "gannosu-tennis-volley": "gannosu-tennis-volley",
    "baseball": "sanno-park-baseball",
    "maizuru-baseball": "maizuru-park-baseball",
    "gannosu-youth-baseball": "gannosu-youth-baseball",
    "ball": "sharyo-ground-ball",
    "maizuru-ball": "maizuru-park-ball",
    "higashihirao-ball-hall": "higashihirao-park-hall",
    "gym": "higashi-gym-arena",
    "civic-room": "chuo-civic-meeting-1",
    "civic-hall": "chuo-civic-hall",
    "amikas": "amikas-training-1",
    "amikas-hall": "amikas-hall",
    "kenko": "kenko-training",
    "music": "chiyo-music-small-1",
    "music-large-other": "chiyo-music-large",
    "music-large": "ohashi-music-large",
    "asumin": "asumin-seminar-1",
    "asumin-all": "asumin-seminar-all",
    "community-room": "wajiro-tatami",
    "community-hall": "saitopia-hall",
}

#: Month ends, leap days, first days, holidays, and days after a closed one.
DAYS = [
    date(2026, 12, 28),
    date(2027, 1, 4),
    date(2027, 1, 5),
    date(2027, 3, 31),
    date(2027, 5, 31),
    date(2027, 6, 1),
    date(2027, 6, 29),
    date(2027, 7, 20),
    date(2027, 8, 31),
    date(2027, 11, 30),
    date(2028, 2, 28),
    date(2028, 2, 29),
    date(2028, 3, 1),
    date(2028, 3, 30),
    date(2028, 5, 29),
    date(2028, 5, 31),
    date(2028, 7, 31),
    date(2028, 12, 31),
    date(2036, 2, 29),
    date(2099, 12, 31),
]


@pytest.fixture(scope="module")
def fukuoka() -> City:
    return known_city("fukuoka")


def back(day: date, months: int) -> date:
    """The same day some months before, or the last day of a month that is too short."""
    month = day.month - 1 - months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def at(day: date, hour: int) -> datetime:
    if hour == 24:
        return at(day + timedelta(days=1), 0)
    return datetime.combine(day, time(hour), TOKYO)


def before(day: date, distance: str) -> date:
    """``"10d"``, ``"3m"`` or ``"3m+1"`` before the use."""
    distance, _, later = distance.partition("+")
    number = int(distance[:-1])
    found = day - timedelta(days=number) if distance[-1] == "d" else back(day, number)
    return found + timedelta(days=int(later or 0))


def opening(said: Said, day: date) -> datetime:
    months, of_month, hour = said.opens
    first = back(day, months) if of_month is None else back(day.replace(day=1), months)
    return at(first if of_month is None else first.replace(day=of_month), hour)


def a_room(city: City, class_id: str) -> Room:
    room = city.room(ROOM_OF[class_id])
    assert room.class_id == class_id
    return room


def test_the_oracle_names_every_class(fukuoka: City) -> None:
    assert set(GUIDE) == set(ROOM_OF) == {klass.id for klass in fukuoka.classes}


@pytest.mark.parametrize("class_id", GUIDE)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_lottery_runs_from_the_1st_to_the_14th_and_is_claimed_from_the_16th_to_the_19th(
    fukuoka: City, class_id: str, day: date
) -> None:
    months = GUIDE[class_id].lottery
    times = lottery_times(fukuoka, None, fukuoka.klass(class_id), day)
    if months is None:
        assert times is None
        return
    assert times is not None
    month = back(day.replace(day=1), months)
    assert (times.opens, times.closes) == (at(month, 0), at(month.replace(day=14), 24))
    assert times.draw_at == at(month.replace(day=15), 0)
    assert times.result_from == times.claim_from == at(month.replace(day=16), 0)
    assert times.claim_until == times.lapse_at == at(month.replace(day=19), 24)


@pytest.mark.parametrize("class_id", GUIDE)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_first_come_by_class_knows_no_closed_day(fukuoka: City, class_id: str, day: date) -> None:
    said = GUIDE[class_id]
    window = window_of(fukuoka, None, fukuoka.klass(class_id), day, OfferKind.FIRST_COME)
    last = at(before(day, said.closes[0]), said.closes[1])
    assert window == Offer(OfferKind.FIRST_COME, opening(said, day), last)


@pytest.mark.parametrize("class_id", GUIDE)
def test_the_last_day_moves_back_over_closed_days_at_the_same_hour(
    fukuoka: City, class_id: str
) -> None:
    said, room = GUIDE[class_id], a_room(fukuoka, class_id)
    facility, moved = fukuoka.facility(room.facility_id), 0
    for ahead in range(3 * 366):
        day = date(2026, 12, 1) + timedelta(days=ahead)
        if is_closed(fukuoka, facility, day):
            assert offers_for(fukuoka, facility, fukuoka.klass(class_id), day) == ()
            continue
        last = before(day, said.closes[0])
        while said.closes[0] == "1d" and is_closed(fukuoka, facility, last):
            last -= timedelta(days=1)
            moved += 1
        offer = offer_of(fukuoka, facility, fukuoka.klass(class_id), day, OfferKind.FIRST_COME)
        assert offer is not None
        assert offer.until == at(last, said.closes[1])
        assert offer.from_ == opening(said, day)  # a closed day does not move the opening
    assert moved > 0 or said.closes[0] != "1d"


@pytest.mark.parametrize("class_id", GUIDE)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_cancelling_ends_and_costs_as_the_guide_says(
    fukuoka: City, class_id: str, day: date
) -> None:
    said, room = GUIDE[class_id], a_room(fukuoka, class_id)
    made = opening(said, day)
    until = at(before(day, said.cancel[0]), said.cancel[1])
    for origin in Origin:
        assert cancel_until(fukuoka, room, day, origin, made) == until
    expected = [(None, 0)] + [(before(day, when), percent) for when, percent in said.fees]
    for place in (room, fukuoka.klass(class_id)):
        assert [tuple(s) for s in fee_steps(fukuoka, place, day, made.date())] == expected


#: The pictures of the guide: the day of use, the last free day, the first half and the first full.
PICTURES = {
    "tennis": ("10-20", "10-13", None, "10-14"),
    "gym": ("10-20", "10-10", "10-11", "10-16"),
    "civic-hall": ("07-20", "04-20", None, "04-21"),
    "civic-room": ("10-20", "10-10", "10-11", "10-16"),
    "amikas": ("10-20", "10-10", "10-11", "10-16"),
    "kenko": ("10-20", "10-10", "10-11", "10-16"),
    "music-large": ("05-20", "04-20", None, "04-21"),
    "music": ("10-20", "10-06", "10-07", "10-14"),
    "community-hall": ("07-20", "04-20", None, "04-21"),
    "community-room": ("10-20", "10-10", "10-11", "10-16"),
}


@pytest.mark.parametrize("class_id", PICTURES)
def test_the_examples_that_the_guide_draws(fukuoka: City, class_id: str) -> None:
    use, free_to, half_from, full_from = (
        None if text is None else date.fromisoformat(f"2027-{text}") for text in PICTURES[class_id]
    )
    assert use is not None
    steps = fee_steps(fukuoka, fukuoka.klass(class_id), use, None)
    begins = {step.percent: step.from_day for step in steps}
    assert (begins.get(50), begins[100]) == (half_from, full_from)
    paying = min(day for day in begins.values() if day is not None)
    assert paying - timedelta(days=1) == free_to


@pytest.mark.parametrize("class_id", [name for name, said in GUIDE.items() if said.lottery])
def test_a_claimed_win_can_be_cancelled_only_from_the_first_come_opening(
    fukuoka: City, class_id: str
) -> None:
    room, day = a_room(fukuoka, class_id), date(2027, 7, 20)
    opens = opening(GUIDE[class_id], day)
    assert cancel_from(fukuoka, room, day, Origin.LOTTERY) == opens
    assert cancel_from(fukuoka, room, day, Origin.FIRST_COME) is None
    claimed = opens - timedelta(days=3)
    won = Booked(room.id, day, ReservationState.CONFIRMED, Origin.LOTTERY, 1000, claimed)
    refused = check_cancel(fukuoka, won, opens - timedelta(seconds=1))
    assert refused is not None
    assert (refused.code, refused.details) == ("not_open_yet", {"opens_at": opens})
    assert check_cancel(fukuoka, won, opens) is None


def test_who_is_suspended_cancels_by_telephone_at_the_service_centre(fukuoka: City) -> None:
    booked = a_booking(fukuoka, "chuo-civic-meeting-1", date(2027, 7, 20), 2000)
    suspended = Standing(StandingState.SUSPENDED, date(2027, 6, 1), frozenset({"civic-chuo"}))
    refused = check_cancel(fukuoka, booked, at(date(2027, 7, 12), 9), suspended)
    assert refused is not None
    assert refused.code == "cancel_by_telephone"
    assert refused.details == {"tel": "092-852-3434", "fee_yen": 1000, "percent": 50}


def test_after_the_last_instant_a_hall_is_cancelled_at_its_counter(fukuoka: City) -> None:
    booked = a_booking(fukuoka, "chuo-civic-hall", date(2027, 5, 31), 20000)
    assert check_cancel(fukuoka, booked, at(date(2027, 2, 28), 23)) is None
    refused = check_cancel(fukuoka, booked, at(date(2027, 3, 1), 0))
    assert refused is not None
    assert refused.details["tel"] == "092-714-5521"


def a_booking(city: City, room_id: str, day: date, fee_yen: int) -> Booked:
    made = at(back(day, 6), 9)
    return Booked(room_id, day, ReservationState.CONFIRMED, Origin.FIRST_COME, fee_yen, made)


@pytest.mark.parametrize(
    ("room_id", "now", "code"),
    [
        ("chuo-civic-meeting-1", at(date(2027, 4, 21), 8), "not_open_yet"),
        ("chuo-civic-meeting-1", at(date(2027, 4, 21), 9), None),
        ("chuo-civic-meeting-1", at(date(2027, 7, 19), 18), "window_closed"),
        ("chuo-civic-hall", at(date(2027, 7, 19), 18), None),  # after the online period
        ("asumin-seminar-all", at(date(2027, 1, 1), 0), None),  # before the lottery
        ("asumin-seminar-all", at(date(2027, 4, 1), 0), "not_open_yet"),  # during it
    ],
)
def test_the_counter_books_when_residents_may_and_in_hours_of_its_own(
    fukuoka: City, room_id: str, now: datetime, code: str | None
) -> None:
    kinds = frozenset(kind.id for kind in fukuoka.registration.kinds)
    purpose = fukuoka.klass(fukuoka.room(room_id).class_id).purposes[0].id
    ask = Ask(OfferKind.COUNTER, room_id, date(2027, 7, 20), 0, 1, purpose, 10)
    standing = Standing(StandingState.ACTIVE, None, kinds)
    refused = check_reservation(fukuoka, ask, standing, Usage(()), now)
    assert (None if refused is None else refused.code) == code


def test_the_whole_seminar_room_is_the_counter_s_before_the_lottery(fukuoka: City) -> None:
    for day in DAYS:
        month = day.replace(day=1)
        window = window_of(fukuoka, None, fukuoka.klass("asumin-all"), day, OfferKind.COUNTER)
        assert window is not None
        assert (window.from_, window.until) == (at(back(month, 6), 0), at(back(month, 3), 0))


def test_a_hall_of_a_civic_centre_is_the_counter_s_after_the_online_period(fukuoka: City) -> None:
    for day in DAYS:
        window = window_of(fukuoka, None, fukuoka.klass("civic-hall"), day, OfferKind.COUNTER)
        assert window is not None
        assert (window.from_, window.until) == (at(back(day, 3), 24), at(day, 24))


def test_no_other_class_has_hours_of_the_counter_alone(fukuoka: City) -> None:
    with_counter = {klass.id for klass in fukuoka.classes if klass.counter is not None}
    assert with_counter == {"asumin-all", "civic-hall"}


@pytest.mark.parametrize(
    ("use", "debited"),
    [
        ("2027-01-31", "2027-02-15"),  # a Monday
        ("2027-04-01", "2027-05-17"),  # the 15th is a Saturday
        ("2027-07-20", "2027-08-16"),  # the 15th is a Sunday
        ("2027-12-25", "2028-01-17"),  # the 15th is a Saturday
        ("2025-08-20", "2025-09-16"),  # the 15th is 敬老の日
        ("2028-02-29", "2028-03-15"),
    ],
)
def test_fees_are_debited_on_the_15th_of_the_next_month_or_the_next_working_day(
    fukuoka: City, use: str, debited: str
) -> None:
    day, made = date.fromisoformat(use), at(date(2025, 1, 1), 9)
    until = at(date.fromisoformat(debited), 24)
    prepaid = {"civic-hall", "amikas-hall"}
    for class_id in GUIDE:
        room = a_room(fukuoka, class_id)
        for origin in Origin:
            due = payment_due(fukuoka, room, day, origin, made)
            if class_id.startswith("asumin"):
                assert due is None  # free of charge
            elif class_id in prepaid:
                assert due == at(day, 9)
            elif (class_id, origin) in {
                ("kenko", Origin.LOTTERY),
                ("gannosu-youth-baseball", Origin.LOTTERY),
            }:
                assert due is None  # there is no such lottery
            else:
                assert due == until
            assert unpaid_deleted_at(fukuoka, room, day, origin, made) is None
