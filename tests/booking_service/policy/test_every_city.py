"""What holds for every city that comes with the program, on any day of two hundred years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking_service.cities.loader import city_names, known_city
from booking_service.policy.calendar import is_bank_holiday, is_closed, when
from booking_service.policy.cancellation import (
    cancellation_fee_yen,
    cancellation_percent,
    fee_steps,
)
from booking_service.policy.facts import day_facts, pattern_of
from booking_service.policy.fees import fee_lines, sold_as, total_yen
from booking_service.policy.hours import next_service
from booking_service.policy.instants import (
    EARLIEST_DATE,
    LATEST_DATE,
    Anchor,
    RelativeInstant,
    Shift,
    ShiftOver,
    local_date,
    start_of,
)
from booking_service.policy.lottery import draw_id, lottery_of, lottery_times, period_start
from booking_service.policy.model import City, Room
from booking_service.policy.offers import OfferKind, months_ahead, offers_for, window_of
from booking_service.policy.rules import Period

DAYS = st.dates(EARLIEST_DATE, LATEST_DATE)
NAMES = st.sampled_from(city_names())


def city_of(name: str) -> City:
    return known_city(name)


@st.composite
def rooms(draw: st.DrawFn) -> tuple[City, Room]:
    city = city_of(draw(NAMES))
    return city, draw(st.sampled_from(city.rooms))


@st.composite
def uses(draw: st.DrawFn) -> tuple[City, Room, date, int, int]:
    """A room, a day, and a run of its slots."""
    city, room = draw(rooms())
    day = draw(DAYS)
    count = len(pattern_of(city, room, day).slots)
    first = draw(st.integers(0, count - 1))
    return city, room, day, first, draw(st.integers(1, count - first))


# --- windows


@given(rooms(), DAYS)
def test_no_window_ends_before_it_opens(place: tuple[City, Room], day: date) -> None:
    city, room = place
    klass = city.klass(room.class_id)
    for facility in (city.facility(room.facility_id), None):
        for kind in OfferKind:
            offer = window_of(city, facility, klass, day, kind)
            assert offer is None or offer.from_ < offer.until


@given(rooms(), DAYS)
def test_a_lottery_is_drawn_after_it_closes_and_before_anything_follows(
    place: tuple[City, Room], day: date
) -> None:
    city, room = place
    klass = city.klass(room.class_id)
    times = lottery_times(city, city.facility(room.facility_id), klass, day)
    rule = lottery_of(klass, day)
    assert (times is None) == (rule is None)
    if times is None or rule is None:
        return
    assert times.opens < times.closes <= times.draw_at <= times.result_from <= times.over_at
    assert (times.claim_from is None) == (times.claim_until is None) == (times.lapse_at is None)
    if times.claim_from and times.claim_until and times.lapse_at:
        assert times.result_from <= times.claim_from < times.claim_until <= times.lapse_at
    assert local_date(times.over_at) <= day
    start = period_start(rule, day)
    assert lottery_times(city, city.facility(room.facility_id), klass, start) == times
    assert draw_id(rule, start) == draw_id(rule, day)
    assert start == (day.replace(day=1) if rule.period is Period.USE_MONTH else day)


@given(rooms(), DAYS)
def test_no_day_comes_into_sight_after_its_first_window_has_opened(
    place: tuple[City, Room], day: date
) -> None:
    """The days in sight reach to the end of the month so many months on."""
    city, room = place
    klass = city.klass(room.class_id)
    opens = [
        offer.from_
        for kind in OfferKind
        if (offer := window_of(city, None, klass, day, kind)) is not None
    ]
    first = local_date(min(opens)) - timedelta(days=1)  # the day on which it is made ready
    months = (day.year - first.year) * 12 + day.month - first.month
    assert months <= months_ahead(city)


# --- the calendar


@given(rooms(), DAYS, st.sampled_from([Shift.FORWARDS, Shift.BACKWARDS]))
def test_a_shift_lands_on_an_open_day_and_never_jumps_one(
    place: tuple[City, Room], day: date, shift: Shift
) -> None:
    city, room = place
    facility = city.facility(room.facility_id)
    instant = RelativeInstant(Anchor.USE_DATE, at=9 * 60, shift=shift)
    landed = when(city, facility, instant, day)
    assert (landed.hour, landed.minute) == (9, 0)
    assert not is_closed(city, facility, landed.date())
    step = timedelta(days=1 if shift is Shift.FORWARDS else -1)
    passed = day
    while passed != landed.date():
        assert is_closed(city, facility, passed)
        passed += step


@given(NAMES, DAYS)
def test_a_shift_over_bank_holidays_lands_on_the_next_working_day(name: str, day: date) -> None:
    city = city_of(name)
    instant = RelativeInstant(Anchor.USE_DATE, shift=Shift.FORWARDS, over=ShiftOver.BANK_HOLIDAYS)
    landed = when(city, None, instant, day).date()
    assert landed.weekday() < 5
    assert city.holidays(landed) is None
    assert (landed.month, landed.day) not in {(12, 31), (1, 1), (1, 2), (1, 3)}
    assert all(
        is_bank_holiday(city, day + timedelta(days=ahead)) for ahead in range((landed - day).days)
    )


@given(rooms(), DAYS)
def test_what_was_remembered_is_forgotten_when_the_city_changes(
    place: tuple[City, Room], day: date
) -> None:
    city, room = place
    facility, klass = city.facility(room.facility_id), city.klass(room.class_id)
    open_before = not is_closed(city, facility, day)
    offers_before = offers_for(city, facility, klass, day)
    assert bool(offers_before) == open_before
    special = {**facility.closed_days.special, day: {"ja": "臨時休館"}}
    shut = replace(facility, closed_days=replace(facility.closed_days, special=special))
    others = tuple(shut if one is facility else one for one in city.facilities)
    changed = replace(city, facilities=others)
    assert is_closed(changed, shut, day)
    assert offers_for(changed, shut, klass, day) == ()
    assert day_facts(changed, room, day)[1].strip("c") == ""
    assert is_closed(city, shut, day)  # also asked of the city that does not know the change
    assert not is_closed(city, facility, day) or not open_before


@given(rooms(), DAYS)
def test_every_day_has_one_pattern_and_a_letter_for_each_slot(
    place: tuple[City, Room], day: date
) -> None:
    city, room = place
    pattern = pattern_of(city, room, day)
    found, letters = day_facts(city, room, day)
    assert found == pattern.id
    assert letters in {"f" * len(pattern.slots), "c" * len(pattern.slots)}
    ends = 0
    for slot in pattern.slots:
        assert ends <= slot.start < slot.end <= 24 * 60
        ends = slot.end


@given(NAMES, DAYS)
def test_rooms_that_share_a_unit_are_cut_alike_on_every_day(name: str, day: date) -> None:
    """So a slot of one room is the same time in the other, and a unit is held by one use a time."""
    city = city_of(name)
    first: dict[str, str] = {}
    for room in city.rooms:
        pattern = pattern_of(city, room, day).id
        for unit in room.units:
            assert first.setdefault(unit.id, pattern) == pattern


# --- money


@given(uses())
def test_a_run_is_sold_whole_and_no_slot_twice(use: tuple[City, Room, date, int, int]) -> None:
    city, room, day, first, count = use
    pattern, price = pattern_of(city, room, day), room.price.on(day)
    slots = pattern.slots[first : first + count]
    yen = total_yen(fee_lines(city, room, day, first, count))
    lights = room.lighting_id is not None
    if price.per_hour_yen is not None:
        hours = sum(slot.end - slot.start for slot in slots) / 60
        assert lights or yen == int(price.per_hour_yen * hours)
        return
    parts = sold_as(pattern, price, slots)
    sold = [
        slot for part in parts for slot in (part.slots if hasattr(part, "slots") else (part.id,))
    ]
    assert sold == [slot.id for slot in slots]
    assert lights or yen == sum(price.by_slot[part.id] for part in parts)
    whole = {slot for one in pattern.combined if one.id in price.by_slot for slot in one.slots}
    if whole and whole <= set(sold):
        assert not whole & {part.id for part in parts}


@given(uses(), st.integers(0, 400), st.integers(0, 400))
def test_fee_steps_are_in_order_and_say_what_a_day_costs(
    use: tuple[City, Room, date, int, int], booked_before: int, cancelled_before: int
) -> None:
    city, room, day, _, _ = use
    booked_on = day - timedelta(days=booked_before)
    cancelled_on = day - timedelta(days=cancelled_before)
    steps = fee_steps(city, room, day, booked_on)
    assert steps[0] == (None, 0)
    starts = [step.from_day for step in steps[1:]]
    assert all(start is not None and start <= day for start in starts)
    assert starts == sorted(set(starts), key=lambda start: start or day)
    assert all(one.percent != two.percent for one, two in pairwise(steps))
    assert all(0 <= step.percent <= 100 for step in steps)
    in_force = [s.percent for s in steps if s.from_day is None or s.from_day <= cancelled_on][-1]
    assert cancellation_percent(city, room, day, cancelled_on, booked_on) == in_force
    fee = cancellation_fee_yen(city, room, day, 1999, cancelled_on, booked_on=booked_on)
    assert fee == 1999 * in_force // 100


@pytest.mark.parametrize("name", city_names())
def test_every_city_names_its_draws_and_its_rooms_once(name: str) -> None:
    city = city_of(name)
    assert len({room.id for room in city.rooms}) == len(city.rooms)
    assert len({facility.id for facility in city.facilities}) == len(city.facilities)
    for klass in city.classes:
        for purpose in klass.purposes:
            assert "販売" not in purpose.name["ja"]
            assert "営業" not in purpose.name["ja"]


@given(rooms(), st.dates(date(2022, 1, 1), date(2099, 12, 31)), st.integers(0, 1439))
def test_an_instant_of_another_time_zone_is_the_same_instant(
    place: tuple[City, Room], day: date, minutes: int
) -> None:
    """Days are counted in Japan, whatever zone an instant comes in."""
    city, room = place
    here, facility = start_of(day, minutes), city.facility(room.facility_id)
    instant = RelativeInstant(Anchor.EVENT, days=1)
    for zone in (UTC, ZoneInfo("America/Los_Angeles")):
        there = when(city, facility, instant, day, event=here.astimezone(zone))
        assert there == when(city, facility, instant, day, event=here)
        assert there == start_of(day + timedelta(days=1))
        assert next_service(city, here.astimezone(zone)) == next_service(city, here)


def texts_of(thing: object, name: str = "") -> Iterator[tuple[str, Mapping[str, str]]]:
    """Every text a city holds, with the name of its field."""
    if isinstance(thing, Mapping):
        if isinstance(thing.get("ja"), str):
            yield name, thing
        else:
            for value in thing.values():
                yield from texts_of(value, name)
    elif isinstance(thing, (list, tuple, frozenset)):
        for value in thing:
            yield from texts_of(value, name)
    elif is_dataclass(thing):
        for field in fields(thing):
            if not field.name.startswith("_"):  # what was worked out meanwhile
                yield from texts_of(getattr(thing, field.name), field.name)


@pytest.mark.parametrize("name", city_names())
def test_everything_but_addresses_is_said_in_every_language(name: str) -> None:
    texts = list(texts_of(known_city(name)))
    assert {"name", "title", "body", "area", "opening"} & {where for where, _ in texts} >= {
        "name",
        "title",
        "body",
    }
    lacking = [
        (where, text["ja"])
        for where, text in texts
        if where != "address" and not {"en", "zh-Hans", "ko"} <= set(text)
    ]
    assert lacking == []
