"""What is asked for: units, slots that need each other, times that clash, kinds by class."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking_service.policy.checks import Ask, Refusal, check_application, check_reservation
from booking_service.policy.follow_ups import follow_ups
from booking_service.policy.instants import TOKYO, add_months, length_of_month
from booking_service.policy.model import City, SlotPattern, Takes, Unit
from booking_service.policy.offers import OfferKind
from booking_service.policy.quotas import Holding, HoldingKind, Usage, full_quota, quota_uses
from booking_service.policy.registration import Standing, StandingState
from booking_service.policy.rules import (
    Clash,
    Counted,
    Dated,
    FollowUp,
    Origin,
    QuotaUnit,
    Source,
    SourceKind,
)

USE = date(2027, 4, 14)
IN_LOTTERY = datetime(2027, 2, 10, 12, tzinfo=TOKYO)
IN_FIRST_COME = datetime(2027, 3, 20, 12, tzinfo=TOKYO)
GROUP = Standing(StandingState.ACTIVE, None, frozenset({"kominkan"}))
ROOM, HALL = "komin-meeting", "komin-hall"
ASK = Ask(OfferKind.FIRST_COME, ROOM, USE, 0, 2, "meeting", 5)
SOURCE = Source(SourceKind.SAMPLE, "made up")
NAME = {"ja": "名", "kana": "めい"}


def with_rooms(city: City, **changes: dict[str, object]) -> City:
    """The city with some rooms of 公民センター changed; ids are written with underscores."""
    komin = city.facility("komin")
    rooms = tuple(
        replace(room, **changes.get(room.id.replace("-", "_"), {})) for room in komin.rooms
    )
    others = tuple(one for one in city.facilities if one is not komin)
    return replace(city, facilities=(replace(komin, rooms=rooms), *others))


def reserve(city: City, ask: Ask) -> Refusal | None:
    return check_reservation(city, ask, GROUP, Usage(), IN_FIRST_COME)


# --- units

COURTS = tuple(Unit(f"court-{number}", NAME) for number in (1, 2))


@pytest.mark.parametrize(
    ("takes", "unit_id", "fine"),
    [
        (Takes.ONE, None, True),
        (Takes.ONE, "court-1", True),
        (Takes.ONE, "court-3", False),
        (Takes.ONE, ROOM, False),
        (Takes.ALL, None, True),
        (Takes.ALL, "court-1", False),
    ],
)
def test_a_unit_is_picked_where_a_use_takes_one(
    shiroi: City, takes: Takes, unit_id: str | None, fine: bool
) -> None:
    city = with_rooms(shiroi, komin_meeting={"units": COURTS, "takes": takes})
    refusal = reserve(city, replace(ASK, unit_id=unit_id))
    assert (refusal is None) == fine
    if refusal is not None:
        errors = refusal.details["errors"]
        assert isinstance(errors, list)
        assert [error["place"] for error in errors] == ["unit_id"]


# --- slots


def needing(city: City) -> City:
    """The last slot of the day goes with the one before it only."""
    pattern = city.pattern("hourly-9-21")
    *slots, before, last = pattern.slots
    cut = replace(pattern, slots=(*slots, before, replace(last, needs=before.id)))
    others = tuple(one for one in city.patterns if one is not pattern)
    return replace(city, patterns=(cut, *others))


@pytest.mark.parametrize(
    ("first", "count", "fine"), [(11, 1, False), (10, 2, True), (10, 1, True), (0, 12, True)]
)
def test_a_slot_that_needs_another_is_not_had_alone(
    shiroi: City, first: int, count: int, fine: bool
) -> None:
    refusal = reserve(needing(shiroi), replace(ASK, first_slot=first, slot_count=count))
    assert refusal == (None if fine else Refusal("slots_do_not_fit"))


def test_without_a_limit_a_use_may_last_all_day(shiroi: City) -> None:
    klass = replace(shiroi.klass("kominkan"), max_slots_per_use=None)
    city = replace(shiroi, classes=(klass,))
    assert reserve(city, replace(ASK, slot_count=12)) is None


# --- who


def test_a_class_may_ask_for_a_registration_of_its_own(shiroi: City) -> None:
    klass = replace(shiroi.klass("kominkan"), registration_kinds=frozenset({"senior"}))
    refusal = reserve(replace(shiroi, classes=(klass,)), ASK)
    assert refusal is not None
    assert refusal.code == "registration_kind"
    needed = refusal.details["needed"]
    assert isinstance(needed, list)
    assert [kind["ja"] for kind in needed] == ["老人福祉センター"]


def test_a_room_without_a_lottery_is_not_a_room_that_does_not_exist(shiroi: City) -> None:
    klass = replace(shiroi.klass("kominkan"), lottery=None)
    city = replace(shiroi, classes=(klass,))
    ask = replace(ASK, kind=OfferKind.LOTTERY)
    tel = city.facility(city.room(ask.room_id).facility_id).tel
    assert reserve(city, ask) == Refusal("no_lottery", {"tel": tel})
    assert reserve(city, replace(ask, room_id="nowhere")) == Refusal("not_found")


# --- clashes


def clashing(city: City, clash: Clash) -> City:
    klass = city.klass("kominkan")
    rule = klass.lottery_on(USE)
    assert rule is not None
    changed = replace(klass, lottery=Dated.always(replace(rule, clash=clash)))
    return replace(city, classes=(changed,))


def applied(room: str, first: int, count: int) -> Usage:
    return Usage((Holding("A-1", HoldingKind.APPLIED, room, USE, first, count, IN_LOTTERY),))


@pytest.mark.parametrize(
    ("clash", "held", "first", "fine"),
    [
        (Clash.FACILITY, ROOM, 1, False),
        (Clash.FACILITY, HALL, 1, False),
        (Clash.FACILITY, HALL, 2, True),
        (Clash.FACILITY, "sakuradai-hall", 1, True),
        (Clash.ROOM, ROOM, 1, False),
        (Clash.ROOM, HALL, 1, True),
    ],
)
def test_one_time_is_applied_for_once(
    shiroi: City, clash: Clash, held: str, first: int, fine: bool
) -> None:
    city = clashing(shiroi, clash)
    ask = replace(ASK, kind=OfferKind.LOTTERY)
    refusal = check_application(city, ask, GROUP, applied(held, first, 2), IN_LOTTERY)
    assert refusal == (None if fine else Refusal("duplicate_application", {"number": "A-1"}))


def test_times_clash_and_not_the_numbers_of_slots(shiroi: City) -> None:
    """A room whose day is cut in halves: its second slot is the seventh to twelfth hour."""
    whole = shiroi.pattern("hourly-9-21").slots
    halves = SlotPattern(
        "halves",
        (replace(whole[0], id="a", end=whole[5].end), replace(whole[6], id="b", end=whole[-1].end)),
        SOURCE,
    )
    hall = replace(shiroi.room(HALL).patterns[0], pattern_id="halves")
    city = replace(
        with_rooms(shiroi, komin_hall={"patterns": (hall,)}), patterns=(*shiroi.patterns, halves)
    )
    ask = replace(ASK, kind=OfferKind.LOTTERY, first_slot=1, slot_count=1)  # 10:00 to 11:00
    first_half, second_half = applied(HALL, 0, 1), applied(HALL, 1, 1)
    assert check_application(city, ask, GROUP, first_half, IN_LOTTERY) is not None
    assert check_application(city, ask, GROUP, second_half, IN_LOTTERY) is None


# --- quotas


def in_slots(city: City, limit: int) -> City:
    klass = city.klass("kominkan")
    quotas = tuple(replace(one, unit=QuotaUnit.SLOTS, limit=limit) for one in klass.quotas)
    return replace(city, classes=(replace(klass, quotas=quotas),))


@given(
    st.lists(st.tuples(st.integers(-40, 40), st.integers(1, 3)), max_size=6),
    st.integers(1, 4),
    st.integers(1, 8),
)
def test_slots_are_counted_by_the_month_of_use(
    shiroi: City, held: list[tuple[int, int]], count: int, limit: int
) -> None:
    """Around the edge of a month, against a plain sum."""
    edge = date(2027, 3, 31).toordinal()
    day = date(2027, 4, 1)
    holdings = tuple(
        Holding(
            "R-1",
            HoldingKind.BOOKED,
            ROOM,
            date.fromordinal(edge + offset),
            0,
            slots,
            IN_FIRST_COME,
            Origin.FIRST_COME,
        )
        for offset, slots in held
    )
    city = in_slots(shiroi, limit)
    usage = Usage(holdings)
    used = sum(one.slot_count for one in holdings if one.date.month == 4)
    (use,) = quota_uses(city, city.room(ROOM), day, Counted.BOOKINGS, usage)
    assert (use.used, use.unit) == (used, QuotaUnit.SLOTS)
    full = full_quota(city, city.room(ROOM), day, Counted.BOOKINGS, usage, slot_count=count)
    assert (full is not None) == (used + count > limit)


def test_classes_that_name_a_quota_share_it(shiroi: City) -> None:
    klass = shiroi.klass("kominkan")
    other = replace(klass, id="halls")
    city = with_rooms(replace(shiroi, classes=(klass, other)), komin_hall={"class_id": "halls"})
    in_hall = Holding("R-1", HoldingKind.BOOKED, HALL, USE, 0, 1, IN_FIRST_COME, Origin.FIRST_COME)
    (use,) = quota_uses(city, city.room(ROOM), USE, Counted.BOOKINGS, Usage((in_hall,)))
    assert use.used == 1


def test_a_quota_has_versions_by_day_of_use(shiroi: City) -> None:
    klass = shiroi.klass("kominkan")
    (now,) = (one for one in klass.quotas if one.counted is Counted.BOOKINGS)
    change = date(2027, 4, 1)
    versions = (
        replace(now, valid_until=change),
        replace(now, limit=3, valid_from=change),
    )
    city = replace(shiroi, classes=(replace(klass, quotas=versions),))
    limits = [
        quota_uses(city, city.room(ROOM), day, Counted.BOOKINGS, Usage())[0].limit
        for day in (date(2027, 3, 31), change)
    ]
    assert limits == [15, 3]


# --- what is still to be done


@given(st.dates(date(2026, 1, 1), date(2099, 1, 1)), st.integers(0, 30), st.integers(0, 60))
def test_a_follow_up_ends_with_its_day_and_never_after_the_use(
    shiroi: City, made_on: date, within: int, ahead: int
) -> None:
    rule = FollowUp("call", within, NAME, None, SOURCE)
    city = replace(shiroi, classes=(replace(shiroi.klass("kominkan"), follow_ups=(rule,)),))
    use_date = date.fromordinal(made_on.toordinal() + ahead)
    made = datetime(made_on.year, made_on.month, made_on.day, 23, 59, tzinfo=TOKYO)
    (todo,) = follow_ups(city, city.room(ROOM), use_date, made)
    last = min(made_on.toordinal() + within, use_date.toordinal())
    assert todo.until.date() == date.fromordinal(last + 1)
    assert (todo.until.hour, todo.until.minute) == (0, 0)
    assert made < todo.until


# --- dates


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2200, 1, 1), date(9999, 12, 31)])
def test_a_year_far_away_is_refused(shiroi: City, day: date) -> None:
    refusal = reserve(shiroi, replace(ASK, date=day))
    assert refusal is not None
    assert refusal.code == "invalid_request"


@pytest.mark.parametrize("day", [date(2000, 1, 1), date(2022, 1, 4), date(2099, 12, 1)])
def test_every_year_between_is_judged_by_its_rules(shiroi: City, day: date) -> None:
    refusal = reserve(shiroi, replace(ASK, date=day))
    assert refusal is not None
    assert refusal.code in {"closed_day", "window_closed", "not_open_yet"}


@given(st.dates(date(2000, 1, 1), date(2199, 12, 31)), st.integers(-240, 240))
def test_months_clamp_and_never_leave_their_month(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day == min(day.day, length_of_month(moved))
