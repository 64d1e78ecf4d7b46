"""May this be done now? The rules of Shiroi at their edges, and the order of the reasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking_service.policy.checks import (
    LARGEST_INT,
    Applied,
    Ask,
    Booked,
    Refusal,
    check_application,
    check_application_cancel,
    check_cancel,
    check_claim,
    check_reservation,
    check_waive,
)
from booking_service.policy.instants import TOKYO
from booking_service.policy.model import ApplicationState, City, ReservationState
from booking_service.policy.offers import OfferKind
from booking_service.policy.quotas import Holding, HoldingKind, Usage
from booking_service.policy.registration import Standing, StandingState
from booking_service.policy.rules import Origin


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


USE = date(2027, 4, 14)
IN_LOTTERY = at("2027-02-10 12:00")
IN_FIRST_COME = at("2027-03-20 12:00")
IN_COUNTER = at("2027-04-10 12:00")
KOMIN_TEL = "047-492-5266"

GROUP = Standing(StandingState.ACTIVE, None, frozenset({"kominkan"}))
NOTHING = Usage()
LOTTERY = Ask(OfferKind.LOTTERY, "komin-meeting", USE, 0, 3, "meeting", 12)
ONLINE = replace(LOTTERY, kind=OfferKind.FIRST_COME)
COUNTER = replace(LOTTERY, kind=OfferKind.COUNTER)


def apply(city: City, now: datetime = IN_LOTTERY, ask: Ask = LOTTERY) -> Refusal | None:
    return check_application(city, ask, GROUP, NOTHING, now)


def reserve(city: City, now: datetime = IN_FIRST_COME, ask: Ask = ONLINE) -> Refusal | None:
    return check_reservation(city, ask, GROUP, NOTHING, now)


def held(count: int, kind: HoldingKind, room_id: str = "komin-meeting") -> Usage:
    origin = Origin.FIRST_COME if kind is HoldingKind.BOOKED else None
    day = date(2027, 4, 1)
    return Usage(
        tuple(
            Holding(f"N-{number}", kind, room_id, day, 0, 1, IN_LOTTERY, origin)
            for number in range(count)
        )
    )


# --- windows


@pytest.mark.parametrize(
    ("now", "refusal"),
    [
        ("2027-02-05 08:29:59", Refusal("not_open_yet", {"opens_at": at("2027-02-05 08:30")})),
        ("2027-02-05 08:30:00", None),
        ("2027-02-15 23:59:59", None),
        ("2027-02-16 00:00:00", Refusal("window_closed", {"closed_at": at("2027-02-16")})),
    ],
)
def test_applying_in_its_eleven_days(shiroi: City, now: str, refusal: Refusal | None) -> None:
    assert apply(shiroi, at(now)) == refusal


@pytest.mark.parametrize(
    ("now", "refusal"),
    [
        ("2027-02-26 00:00:00", Refusal("not_open_yet", {"opens_at": at("2027-03-01 08:30")})),
        ("2027-03-01 08:29:59", Refusal("not_open_yet", {"opens_at": at("2027-03-01 08:30")})),
        ("2027-03-01 08:30:00", None),
        ("2027-04-07 23:59:59", None),
        (
            "2027-04-08 00:00:00",
            Refusal("counter_only", {"until": at("2027-04-15"), "tel": KOMIN_TEL}),
        ),
        ("2027-04-14 09:00:00", Refusal("window_closed", {"closed_at": at("2027-04-14 09:00")})),
        ("2027-05-01 00:00:00", Refusal("window_closed", {"closed_at": at("2027-04-14 09:00")})),
    ],
)
def test_reserving_online_until_seven_days_before(
    shiroi: City, now: str, refusal: Refusal | None
) -> None:
    assert reserve(shiroi, at(now)) == refusal


@pytest.mark.parametrize(
    ("now", "code"),
    [
        ("2027-03-01 08:29:59", "not_open_yet"),
        ("2027-03-01 08:30:00", None),
        ("2027-04-14 08:59:59", None),
        ("2027-04-14 09:00:00", "window_closed"),
    ],
)
def test_the_counter_books_until_the_slot_begins(shiroi: City, now: str, code: str | None) -> None:
    refusal = reserve(shiroi, at(now), COUNTER)
    assert (refusal.code if refusal else None) == code


def test_a_later_slot_of_today_is_still_the_counters(shiroi: City) -> None:
    evening = replace(COUNTER, first_slot=9)
    assert reserve(shiroi, at("2027-04-14 17:59:59"), evening) is None
    assert reserve(shiroi, at("2027-04-14 18:00:00"), evening) == Refusal(
        "window_closed", {"closed_at": at("2027-04-14 18:00")}
    )


def test_a_class_without_online_reservations_sends_to_the_counter(shiroi: City) -> None:
    klass = replace(shiroi.klass("kominkan"), first_come=None)
    city = replace(shiroi, classes=(klass,))
    refusal = reserve(city)
    assert refusal is not None
    assert refusal.code == "counter_only"
    assert reserve(city, at("2027-02-27")) == Refusal("not_found")


def test_a_closed_day_is_refused_before_its_window(shiroi: City) -> None:
    sunday = date(2027, 4, 11)
    assert apply(shiroi, ask=replace(LOTTERY, date=sunday)) == Refusal("closed_day")
    assert reserve(shiroi, ask=replace(ONLINE, date=sunday)) == Refusal("closed_day")


# --- who


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (StandingState.SUSPENDED, "suspended"),
        (StandingState.EXPIRED, "registration_expired"),
    ],
)
def test_who_is_suspended_or_expired_may_not_book(
    shiroi: City, state: StandingState, code: str
) -> None:
    standing = Standing(state, date(2027, 1, 15), GROUP.kinds)
    refusal = Refusal(code, {"since": date(2027, 1, 15)})
    won = Applied("komin-meeting", USE, ApplicationState.WON)
    claiming = at("2027-02-20")
    assert check_application(shiroi, LOTTERY, standing, NOTHING, IN_LOTTERY) == refusal
    assert check_reservation(shiroi, ONLINE, standing, NOTHING, IN_FIRST_COME) == refusal
    assert check_claim(shiroi, won, standing, claiming) == refusal


@pytest.mark.parametrize(
    ("kind", "room_id", "fine"),
    [
        ("kominkan", "sakuradai-hall", True),
        ("kominkan", "seishonen-josei-hall", True),
        ("kominkan", "komin-hall", True),  # the stricter registration serves here too
        ("kominkan", "rojin-fukushi-work", False),
        ("community", "shiroi-community-craft", True),
        ("community", "komin-hall", True),
        ("community", "fuji-assembly", False),
        ("senior", "rojin-fukushi-work", True),
        ("senior", "nishishiroi-plaza-kitchen", False),
    ],
)
def test_a_registration_serves_its_own_facilities(
    shiroi: City, kind: str, room_id: str, fine: bool
) -> None:
    standing = Standing(StandingState.ACTIVE, None, frozenset({kind}))
    ask = replace(ONLINE, room_id=room_id, people=5)
    refusal = check_reservation(shiroi, ask, standing, NOTHING, IN_FIRST_COME)
    assert (refusal is None) == fine
    if refusal is not None:
        assert refusal.code == "registration_kind"


def test_a_wrong_kind_of_registration_hears_which_would_do(shiroi: City) -> None:
    ask = replace(ONLINE, room_id="rojin-fukushi-work")
    refusal = reserve(shiroi, ask=ask)
    assert refusal is not None
    needed = refusal.details["needed"]
    assert isinstance(needed, list)
    assert [kind["ja"] for kind in needed] == ["老人福祉センター"]


# --- shape, people, purpose


def test_an_unknown_room_is_not_found(shiroi: City) -> None:
    assert reserve(shiroi, ask=replace(ONLINE, room_id="nowhere")) == Refusal("not_found")


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"first_slot": -1}, "first_slot"),
        ({"slot_count": 0}, "slot_count"),
        ({"slot_count": 13}, "slot_count"),  # twelve hours from 9:00 to 21:00
        ({"first_slot": 10, "slot_count": 3}, "slot_count"),
        ({"first_slot": 12, "slot_count": 1}, "slot_count"),
        ({"people": 0}, "people"),
        ({"people": LARGEST_INT + 1}, "people"),
        ({"first_slot": 10**21}, "first_slot"),
        ({"date": date(1, 1, 1)}, "date"),
        ({"date": date(9999, 12, 31)}, "date"),
    ],
)
def test_a_shape_that_cannot_be_is_named(
    shiroi: City, change: dict[str, object], place: str
) -> None:
    ask = replace(ONLINE, **change)
    refusal = reserve(shiroi, ask=ask)
    assert refusal is not None
    assert refusal.code == "invalid_request"
    errors = refusal.details["errors"]
    assert isinstance(errors, list)
    assert [error["place"] for error in errors] == [place]


def test_a_use_may_be_shorter_than_a_city_allows_at_most(shiroi: City) -> None:
    klass = replace(shiroi.klass("kominkan"), max_slots_per_use=2)
    city = replace(shiroi, classes=(klass,))
    refusal = reserve(city)
    assert refusal is not None
    assert refusal.code == "invalid_request"
    assert reserve(city, ask=replace(ONLINE, slot_count=2)) is None


def test_as_many_people_as_the_room_holds(shiroi: City) -> None:
    assert reserve(shiroi, ask=replace(ONLINE, people=30)) is None
    refusal = Refusal("over_capacity", {"capacity": 30})
    assert reserve(shiroi, ask=replace(ONLINE, people=31)) == refusal
    assert apply(shiroi, ask=replace(LOTTERY, people=31)) == refusal


def test_only_purposes_of_the_list(shiroi: City) -> None:
    refusal = Refusal("purpose_not_allowed")
    assert reserve(shiroi, ask=replace(ONLINE, purpose_id="sales")) == refusal


# --- quotas and clashes


def test_ten_applications_over_the_whole_city(shiroi: City) -> None:
    nine = held(9, HoldingKind.APPLIED, "sakuradai-hall")
    ten = held(10, HoldingKind.APPLIED, "sakuradai-hall")
    assert check_application(shiroi, LOTTERY, GROUP, nine, IN_LOTTERY) is None
    refusal = check_application(shiroi, LOTTERY, GROUP, ten, IN_LOTTERY)
    assert refusal is not None
    assert refusal.code == "quota_full"
    assert (refusal.details["limit"], refusal.details["used"]) == (10, 10)


def test_fifteen_bookings_in_a_facility_lifted_at_the_counter(shiroi: City) -> None:
    usage = held(15, HoldingKind.BOOKED)
    refusal = check_reservation(shiroi, ONLINE, GROUP, usage, IN_FIRST_COME)
    assert refusal is not None
    assert refusal.code == "quota_full"
    elsewhere = replace(ONLINE, room_id="sakuradai-training")
    assert check_reservation(shiroi, elsewhere, GROUP, usage, IN_FIRST_COME) is None
    assert check_reservation(shiroi, COUNTER, GROUP, usage, IN_FIRST_COME) is not None
    assert check_reservation(shiroi, COUNTER, GROUP, usage, IN_COUNTER) is None


def test_only_the_counter_lifts_the_limit(shiroi: City) -> None:
    """Seen in a city whose online reservations go on when its counter's limit is lifted."""
    klass = shiroi.klass("kominkan")
    city = replace(shiroi, classes=(replace(klass, first_come=klass.counter),))
    usage = held(15, HoldingKind.BOOKED)
    refusal = check_reservation(city, ONLINE, GROUP, usage, IN_COUNTER)
    assert refusal is not None
    assert refusal.code == "quota_full"
    assert check_reservation(city, COUNTER, GROUP, usage, IN_COUNTER) is None


@given(st.integers(0, 11), st.integers(1, 4), st.integers(0, 11), st.integers(1, 4))
def test_two_applications_for_one_hour_of_a_facility_clash(
    shiroi: City, first: int, count: int, held_first: int, held_count: int
) -> None:
    count, held_count = min(count, 12 - first), min(held_count, 12 - held_first)
    other = Holding(
        "A-7", HoldingKind.APPLIED, "komin-hall", USE, held_first, held_count, IN_LOTTERY
    )
    ask = replace(LOTTERY, first_slot=first, slot_count=count)
    hours, held_hours = range(first, first + count), range(held_first, held_first + held_count)
    refusal = check_application(shiroi, ask, GROUP, Usage((other,)), IN_LOTTERY)
    if set(hours) & set(held_hours):
        assert refusal == Refusal("duplicate_application", {"number": "A-7"})
    else:
        assert refusal is None


def test_the_same_hour_in_another_house_or_on_another_day_is_no_clash(shiroi: City) -> None:
    other = Holding("A-7", HoldingKind.APPLIED, "sakuradai-hall", USE, 0, 3, IN_LOTTERY)
    day_after = replace(other, room_id="komin-hall", date=USE + timedelta(days=1))
    usage = Usage((other, day_after))
    assert check_application(shiroi, LOTTERY, GROUP, usage, IN_LOTTERY) is None


def test_the_reason_that_matters_most_comes_first(shiroi: City) -> None:
    """Everything is wrong; each thing put right uncovers the next."""
    sunday, suspended = date(2027, 4, 11), Standing(StandingState.SUSPENDED, USE, frozenset())
    usage = held(15, HoldingKind.BOOKED)
    ask = Ask(OfferKind.FIRST_COME, "nowhere", sunday, 0, 3, "sales", 99)
    told: list[str] = []

    def tell(standing: Standing, now: datetime) -> None:
        refusal = check_reservation(shiroi, ask, standing, usage, now)
        told.append(refusal.code if refusal else "")

    tell(suspended, IN_LOTTERY)
    ask = replace(ask, room_id="komin-meeting")
    tell(suspended, IN_LOTTERY)
    tell(replace(GROUP, kinds=frozenset({"senior"})), IN_LOTTERY)
    tell(GROUP, IN_LOTTERY)
    ask = replace(ask, date=USE)
    tell(GROUP, IN_LOTTERY)
    tell(GROUP, IN_FIRST_COME)
    ask = replace(ask, purpose_id="other")
    tell(GROUP, IN_FIRST_COME)
    ask = replace(ask, people=5)
    tell(GROUP, IN_FIRST_COME)
    assert told == [
        "not_found",
        "suspended",
        "registration_kind",
        "closed_day",
        "not_open_yet",
        "purpose_not_allowed",
        "over_capacity",
        "quota_full",
    ]


# --- applications and wins


def test_an_application_is_taken_back_until_its_window_closes(shiroi: City) -> None:
    applied = Applied("komin-meeting", USE, ApplicationState.APPLIED)
    assert check_application_cancel(shiroi, applied, at("2027-02-15 23:59:59")) is None
    assert check_application_cancel(shiroi, applied, at("2027-02-16")) == Refusal(
        "window_closed", {"closed_at": at("2027-02-16")}
    )


@pytest.mark.parametrize("state", [s for s in ApplicationState if s != "applied"])
def test_what_is_no_longer_applied_for_cannot_be_taken_back(
    shiroi: City, state: ApplicationState
) -> None:
    applied = Applied("komin-meeting", USE, state)
    assert check_application_cancel(shiroi, applied, IN_LOTTERY) == Refusal(
        "not_cancellable", {"state": state, "tel": KOMIN_TEL}
    )


@pytest.mark.parametrize(
    ("now", "refusal"),
    [
        ("2027-02-17 23:59:59", Refusal("not_open_yet", {"opens_at": at("2027-02-18")})),
        ("2027-02-18 00:00:00", None),
        ("2027-02-25 23:59:59", None),
        ("2027-02-26 00:00:00", Refusal("window_closed", {"closed_at": at("2027-02-26")})),
    ],
)
def test_a_win_is_claimed_or_waived_in_its_eight_days(
    shiroi: City, now: str, refusal: Refusal | None
) -> None:
    won = Applied("komin-meeting", USE, ApplicationState.WON)
    assert check_claim(shiroi, won, GROUP, at(now)) == refusal
    assert check_waive(shiroi, won, at(now)) == refusal


def test_a_win_is_given_up_only_where_the_city_knows_that(shiroi: City) -> None:
    features = tuple(one for one in shiroi.features if one != "lottery-waive")
    won = Applied("komin-meeting", USE, ApplicationState.WON)
    assert check_waive(replace(shiroi, features=features), won, at("2027-02-20")) == Refusal(
        "not_claimable", {"state": ApplicationState.WON}
    )


@pytest.mark.parametrize("state", [s for s in ApplicationState if s != "won"])
def test_only_an_open_win_is_claimed(shiroi: City, state: ApplicationState) -> None:
    applied = Applied("komin-meeting", USE, state)
    refusal = Refusal("not_claimable", {"state": state})
    assert check_claim(shiroi, applied, GROUP, at("2027-02-20")) == refusal
    assert check_waive(shiroi, applied, at("2027-02-20")) == refusal


# --- cancelling


BOOKED = Booked(
    "komin-meeting", USE, ReservationState.PROVISIONAL, Origin.FIRST_COME, 1050, IN_FIRST_COME
)


def test_an_unpaid_reservation_is_cancelled_online_until_it_is_deleted(shiroi: City) -> None:
    assert check_cancel(shiroi, BOOKED, at("2027-04-07 23:59:59")) is None
    assert check_cancel(shiroi, BOOKED, at("2027-04-08")) == Refusal(
        "not_cancellable", {"state": ReservationState.PROVISIONAL, "tel": KOMIN_TEL}
    )


def test_a_paid_reservation_is_the_counters(shiroi: City) -> None:
    paid = replace(BOOKED, state=ReservationState.CONFIRMED)
    assert check_cancel(shiroi, paid, IN_FIRST_COME) == Refusal(
        "paid_at_counter", {"state": ReservationState.CONFIRMED, "tel": KOMIN_TEL}
    )


def test_a_confirmed_reservation_of_a_free_room_is_cancelled_online(shiroi: City) -> None:
    free = Booked(
        "rojin-fukushi-work", USE, ReservationState.CONFIRMED, Origin.FIRST_COME, 0, IN_FIRST_COME
    )
    assert check_cancel(shiroi, free, at("2027-04-07 23:59:59")) is None
    refusal = check_cancel(shiroi, free, at("2027-04-08"))
    assert refusal is not None
    assert refusal.code == "not_cancellable"


@pytest.mark.parametrize(
    "state", [ReservationState.CANCELLED, ReservationState.EXPIRED, ReservationState.USED]
)
def test_what_has_ended_cannot_be_cancelled(shiroi: City, state: ReservationState) -> None:
    refusal = check_cancel(shiroi, replace(BOOKED, state=state), IN_FIRST_COME)
    assert refusal == Refusal("not_cancellable", {"state": state, "tel": KOMIN_TEL})


def test_what_no_open_day_is_left_to_pay_for_is_sold_at_the_counter(shiroi: City) -> None:
    """Due by the end of a public holiday, on which the facility is closed."""
    ask = replace(ONLINE, date=date(2027, 5, 6))
    assert reserve(shiroi, at("2027-04-29 10:00"), ask) == Refusal(
        "counter_only", {"until": at("2027-05-07 00:00"), "tel": KOMIN_TEL}
    )
    assert reserve(shiroi, at("2027-04-28 23:00"), ask) is None
    assert reserve(shiroi, at("2027-04-29 10:00"), replace(ask, kind=OfferKind.COUNTER)) is None
