"""When what is open in Shiroi: document 003 §3 and its time chart, §6."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking_service.policy.calendar import is_closed
from booking_service.policy.instants import TOKYO, add_months, first_of_month
from booking_service.policy.lottery import LotteryTimes, lottery_times
from booking_service.policy.model import City
from booking_service.policy.offers import Offer, OfferKind, offer_of, offers_for

USES = st.dates(date(2026, 1, 1), date(2099, 12, 31))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


def times_of(city: City, month: date) -> LotteryTimes:
    times = lottery_times(city, city.facility("komin"), city.klass("kominkan"), month)
    assert times is not None
    return times


def offers_of(city: City, facility_id: str, day: date) -> tuple[Offer, ...]:
    return offers_for(city, city.facility(facility_id), city.klass("kominkan"), day)


def test_the_lottery_of_april(shiroi: City) -> None:
    assert times_of(shiroi, date(2027, 4, 1)) == LotteryTimes(
        opens=at("2027-02-05 08:30"),
        closes=at("2027-02-16 00:00"),
        draw_at=at("2027-02-16 00:00"),
        result_from=at("2027-02-18 00:00"),
        claim_from=at("2027-02-18 00:00"),
        claim_until=at("2027-02-26 00:00"),
        lapse_at=at("2027-02-26 00:00"),
    )


@pytest.mark.parametrize(
    ("month", "opens"),
    [
        (date(2027, 1, 1), "2026-11-05 08:30"),
        (date(2027, 2, 1), "2026-12-05 08:30"),
        (date(2028, 4, 1), "2028-02-05 08:30"),
    ],
)
def test_the_lottery_over_the_turn_of_the_year(shiroi: City, month: date, opens: str) -> None:
    assert times_of(shiroi, month).opens == at(opens)


@given(USES)
def test_every_day_of_a_month_shares_one_lottery_of_eleven_and_eight_days(
    shiroi: City, day: date
) -> None:
    times = times_of(shiroi, day)
    assert times == times_of(shiroi, first_of_month(day))
    assert (times.closes - times.opens) == timedelta(days=10, hours=15, minutes=30)
    assert times.claim_from is not None
    assert times.claim_until is not None
    assert times.lapse_at is not None
    assert (times.claim_until - times.claim_from) == timedelta(days=8)
    assert times.closes <= times.draw_at <= times.result_from <= times.claim_from
    assert times.claim_until <= times.lapse_at
    assert first_of_month(times.opens.date()) == add_months(first_of_month(day), -2)


def test_the_offers_of_a_day(shiroi: City) -> None:
    assert offers_of(shiroi, "komin", date(2027, 4, 14)) == (
        Offer(OfferKind.LOTTERY, at("2027-02-05 08:30"), at("2027-02-16 00:00")),
        Offer(OfferKind.FIRST_COME, at("2027-03-01 08:30"), at("2027-04-08 00:00")),
        Offer(OfferKind.COUNTER, at("2027-03-01 08:30"), at("2027-04-15 00:00")),
    )


def test_the_first_of_a_month_can_still_be_had_online_in_the_month_before(shiroi: City) -> None:
    first_come = offers_of(shiroi, "komin", date(2027, 4, 1))[1]
    assert first_come.from_ == at("2027-03-01 08:30")
    assert first_come.until == at("2027-03-26 00:00")


def test_a_closed_day_has_no_offers(shiroi: City) -> None:
    assert offers_of(shiroi, "komin", date(2027, 4, 11)) == ()


def test_one_kind_of_offer(shiroi: City) -> None:
    komin, klass = shiroi.facility("komin"), shiroi.klass("kominkan")
    counter = offer_of(shiroi, komin, klass, date(2027, 4, 14), OfferKind.COUNTER)
    assert counter == offers_of(shiroi, "komin", date(2027, 4, 14))[2]
    assert offer_of(shiroi, komin, klass, date(2027, 4, 11), OfferKind.COUNTER) is None


@given(USES, st.sampled_from(["komin", "sakuradai", "nishishiroi-plaza"]))
def test_online_ends_six_days_before_the_use_whatever_the_month(
    shiroi: City, day: date, facility_id: str
) -> None:
    if is_closed(shiroi, shiroi.facility(facility_id), day):
        assert offers_of(shiroi, facility_id, day) == ()
        return
    lottery, first_come, counter = offers_of(shiroi, facility_id, day)
    midnight = datetime(day.year, day.month, day.day, tzinfo=TOKYO)
    assert first_come.until == midnight - timedelta(days=6)
    assert counter.until == midnight + timedelta(days=1)
    assert first_come.from_ == counter.from_
    assert lottery.until < first_come.from_ < first_come.until < counter.until
    assert (first_come.from_.hour, first_come.from_.minute, first_come.from_.day) == (8, 30, 1)
